"""The unit of work: everything one commit writes, collected in memory and written by set.

A handler changes one aggregate at a time by plain calls; their rows are staged here. `checkpoint` and `rollback_job`
delimit one job, so that rolling back a refused job leaves the other jobs of the commit as they are.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.sql.base import Executable

from shared.contracts.base import Event
from shared.engine import codec
from shared.engine.aggregates import Aggregates, AggregateTable, GuardLost
from shared.engine.db.database import Change, Connection
from shared.engine.db.statements import Row
from shared.engine.deduplication import Answers, Inbox
from shared.engine.notifications.message import Message
from shared.engine.tables import audit, event_log, messages, outbox, timers
from shared.rules.obligation import Obligation
from shared.support.clock import Clock

T = TypeVar("T")


def _erases_nothing(aggregate: object, *, by: str | None, now: datetime) -> tuple[Event, ...]:
    return ()


INSERT_EVENT = insert(event_log)
INSERT_OUTBOX = insert(outbox)
INSERT_TIMER = insert(timers)
INSERT_MESSAGE = insert(messages)
INSERT_AUDIT = insert(audit)
DELETE_TIMER = delete(timers).where(timers.c.case_id == bindparam("of"), timers.c.kind == bindparam("which"))


@dataclass(frozen=True, slots=True)
class AggregateSpec(Generic[T]):
    """Describes one service's aggregate: the source of its events, its table, its `evolve`, and its obligations.

    `erase` takes `by` and `now` and returns the event by which the aggregate says that its personal data was erased;
    none if it says so already.
    """

    source: str
    table: AggregateTable[T]
    evolve: Callable[[T | None, Event], T]
    obligations: Callable[[T], tuple[Obligation, ...]]
    erase: Callable[..., tuple[Event, ...]] = _erases_nothing


@dataclass(slots=True)
class Ask:
    """A select that a commit runs before its jobs, once for each row of `params`; `found` has all they found."""

    statement: Executable
    params: Sequence[Mapping[str, Any]]
    found: list[Row] = field(default_factory=list)


class UnitOfWork(Generic[T]):
    """The contents of one commit of a service whose aggregate is `T`. Written by `flush`."""

    def __init__(self, connection: Connection, spec: AggregateSpec[T], clock: Clock) -> None:
        self.connection = connection
        self.inbox = Inbox()
        self.answers = Answers()
        self.trace: str | None = None
        self.via: Mapping[str, str] = {}
        self._spec = spec
        self._clock = clock
        self._aggregates = Aggregates(spec.table)
        self._committed: dict[Executable, dict[str, Row]] = {}
        self._staged: list[tuple[Executable, Mapping[str, Any]]] = []
        self._timers: dict[tuple[str, str], Obligation | None] = {}
        self._before: dict[str, T | None] = {}  # what the current job changed, as it was at its last checkpoint
        self._rewritten: dict[str, set[str]] = {}  # kinds of timers, by subject, of the current job
        self._kept = 0
        self._moment = clock.now()
        self.events_staged = False
        self.messages_staged = False

    def now(self) -> datetime:
        """The authority clock, read once for each job: all that a job decides has the same moment."""
        return self._moment

    def start_job(self) -> None:
        """Start the next job; `now()` is fixed to this moment. Call after its subjects are locked."""
        self._moment = self._clock.now()

    def expect_new(self, subject_ids: Iterable[str]) -> None:
        """Treat these ids as new without loading them. If one exists, the flush raises `Collision`."""
        self._aggregates.expect_new(subject_ids)

    async def preload(self, subject_ids: Iterable[str]) -> None:
        """Load and lock the aggregates of all jobs by one statement."""
        await self._aggregates.preload(self.connection, subject_ids)

    async def get(self, subject_id: str) -> T | None:
        """The aggregate with the changes made so far, None if there is none; loaded and locked if it is not yet."""
        await self.lock((subject_id,))
        return self._aggregates.get(subject_id)

    async def lock(self, subject_ids: Iterable[str]) -> None:
        """Load and lock those that are not loaded yet, in the order of their ids."""
        if await self._aggregates.preload(self.connection, subject_ids):
            self.start_job()  # loading may have waited for another transaction's lock

    def in_memory(self) -> Mapping[str, T]:
        """The aggregates loaded so far, with the changes made to them, by id."""
        return self._aggregates.values()

    def loaded(self, subject_id: str) -> T:
        """The aggregate with the changes made so far. It must be loaded and exist."""
        aggregate = self._aggregates.get(subject_id)
        assert aggregate is not None
        return aggregate

    def record(self, subject_id: str, events: Sequence[Event]) -> T | None:
        """Apply the events to the aggregate; append them to the log and the outbox; update its timers.

        Returns the aggregate after them.
        """
        before = after = self._aggregates.get(subject_id)
        for event in events:
            after = self._spec.evolve(after, event)
        if after is None or not events:
            return before
        first = self._aggregates.put(subject_id, after, len(events))
        for sequence, event in enumerate(events, first):
            self._append(event, sequence)
        self._before.setdefault(subject_id, before)
        return after

    def replace_without_event(self, subject_id: str, after: T) -> None:
        """Save the aggregate and update its timers without an event; for changes that are no news, as a heartbeat."""
        before = self._aggregates.get(subject_id)
        assert before is not None
        self._aggregates.put(subject_id, after, 0)
        self._before.setdefault(subject_id, before)

    def rewrite_timers(self, subject_id: str, kinds: Iterable[str]) -> None:
        """Rewrite the subject's timers of these kinds from its state. Used after a timer fired, even a stale one."""
        self._rewritten.setdefault(subject_id, set()).update(kinds)

    def notify(self, message: Message) -> None:
        """Stage a message to a person."""
        row = {
            "key": message.key,
            "case_id": message.subject_id,
            "recipient": message.recipient,
            "kind": message.kind,
            "text": message.text,
            "at": self.now(),
            "late_by_seconds": message.late_by_seconds,
            "delivered_at": None,
            "attempts": 0,
        }
        self.stage(INSERT_MESSAGE, row)
        self.messages_staged = True

    def audit(
        self,
        action: str,
        *,
        actor: str | None,
        subject_id: str | None,
        outcome: str,
        code: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Stage an audit row: who tried what, with which outcome. Facts hold no personal data; `via` is added."""
        facts = {**facts, **self.via} if facts else self.via
        row = {
            "at": self.now(),
            "actor": actor,
            "action": action,
            "case_id": subject_id,
            "outcome": outcome,
            "code": code,
            "facts": json.dumps(facts, ensure_ascii=False, default=str) if facts else "{}",
        }
        self.stage(INSERT_AUDIT, row)

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run a statement now, in this transaction. Staged rows are not written yet."""
        return await self.connection.execute(statement, params)

    async def committed_row(self, statement: Executable, subject_id: str) -> Row | None:
        """The committed row that `statement` finds for this subject; the statement runs once for all loaded subjects.

        It takes the parameter `ids` and returns at most one row for each `case_id`.
        """
        found = self._committed.get(statement)
        if found is None:
            rows = await self.connection.execute(statement, {"ids": self._aggregates.loaded_ids()})
            found = self._committed[statement] = {row["case_id"]: row for row in rows}
        return found.get(subject_id)

    async def ask(self, asks: Iterable[Ask]) -> None:
        """Run these selects, those of one statement together."""
        by_statement: dict[Executable, list[Ask]] = {}
        for ask in asks:
            by_statement.setdefault(ask.statement, []).append(ask)
        for statement, alike in by_statement.items():
            found = iter(await self.connection.execute_each(statement, [row for ask in alike for row in ask.params]))
            for ask in alike:
                ask.found = [row for _ in ask.params for row in next(found)]

    def stage(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """Write this row in the flush, together with all others of the same statement."""
        self._staged.append((statement, row))

    def checkpoint(self) -> None:
        """Keep what the current job did so far, even if it is rolled back later."""
        self._kept = len(self._staged)
        self._aggregates.checkpoint()
        self.inbox.checkpoint()
        self.answers.checkpoint()
        for subject_id in self._before.keys() | self._rewritten.keys():
            self._update_timers(subject_id)
        self._forget_timers()

    def rollback_job(self) -> None:
        """Drop what the current job did since its last `checkpoint`."""
        del self._staged[self._kept :]
        self._aggregates.rollback_job()
        self.inbox.rollback_job()
        self.answers.rollback_job()
        self._forget_timers()

    async def flush(self) -> None:
        """Write everything by one `change`; a second one inserts timers where others had to be deleted before.

        Raises `GuardLost` if an aggregate has another version than the one loaded.
        """
        now = self.now()
        saved = self._aggregates.changes()
        found_by = self._aggregates.key_changes()
        changes = [*saved, *found_by, *self.inbox.changes(now), *self.answers.changes(now), *_grouped(self._staged)]
        gone = [
            {"of": subject_id, "which": kind}
            for subject_id, kind in self._timers
            if not self._aggregates.is_new(subject_id)
        ]
        armed = [_timer_row(subject_id, owed) for (subject_id, _), owed in self._timers.items() if owed]
        if gone:
            changes.append((DELETE_TIMER, gone))
        elif armed:
            changes.append((INSERT_TIMER, armed))
        if changes:
            counts = await self.connection.change(*changes)
            if any(count != len(rows) for (_, rows), count in zip(saved, counts, strict=False)):
                raise GuardLost(self._spec.table.table.name)
        if gone and armed:
            await self.connection.change((INSERT_TIMER, armed))

    def earliest_armed(self) -> datetime | None:
        """When the earliest timer armed by this commit is due; None if none was. The ticker is woken for it."""
        return min((owed.due_at for owed in self._timers.values() if owed), default=None)

    def changed_ids(self) -> Collection[str]:
        """The ids of the aggregates that this commit saves: a view, which costs nothing until it is read."""
        return self._aggregates.kept_ids()

    def _append(self, event: Event, sequence: int) -> None:
        self.stage(
            INSERT_EVENT,
            {
                "case_id": event.subject_id,
                "sequence": sequence,
                "event_id": f"{self._spec.source}.{event.subject_id}.{sequence}",
                "type": f"{event.type}.v{event.version}",
                "at": event.at,
                "by": event.by,
                "trace": self.trace,
                "data": codec.encode(event).decode(),
            },
        )
        self.stage(INSERT_OUTBOX, {"case_id": event.subject_id, "sequence": sequence, "at": self.now()})
        self.events_staged = True

    def _update_timers(self, subject_id: str) -> None:
        """The timers of what the subject owes now and did not before, once for all that the job did to it."""
        after = self._aggregates.get(subject_id)
        before = self._before.get(subject_id, after)
        new = self._owed(after)
        old = new if before is after else self._owed(before)
        changed = {kind for kind in old.keys() | new.keys() if old.get(kind) != new.get(kind)}
        for kind in changed | self._rewritten.get(subject_id, set()):
            self._timers[subject_id, kind] = new.get(kind)

    def _owed(self, aggregate: T | None) -> dict[str, Obligation]:
        return {owed.kind: owed for owed in self._spec.obligations(aggregate)} if aggregate is not None else {}

    def _forget_timers(self) -> None:
        self._before.clear()
        self._rewritten.clear()


def _grouped(staged: Sequence[tuple[Executable, Mapping[str, Any]]]) -> list[Change]:
    """The staged rows, grouped by statement."""
    grouped: dict[Executable, list[Mapping[str, Any]]] = {}
    for statement, row in staged:
        grouped.setdefault(statement, []).append(row)
    return list(grouped.items())


def _timer_row(subject_id: str, owed: Obligation) -> dict[str, Any]:
    return {
        "case_id": subject_id,
        "kind": owed.kind,
        "due_at": owed.due_at,
        "step": owed.step,
        "fire_at": owed.due_at,
        "attempts": 0,
    }
