"""The unit of work: all that one commit writes, collected in memory and written by set.

A handler sees one aggregate at a time and plain calls; their rows are staged here. `checkpoint` and `rollback_job`
bound one job, so that a refused job takes nothing of its neighbours with it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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

INSERT_EVENT = insert(event_log)
INSERT_OUTBOX = insert(outbox)
INSERT_TIMER = insert(timers)
INSERT_MESSAGE = insert(messages)
INSERT_AUDIT = insert(audit)
DELETE_TIMER = delete(timers).where(timers.c.case_id == bindparam("of"), timers.c.kind == bindparam("which"))


@dataclass(frozen=True, slots=True)
class AggregateSpec(Generic[T]):
    """How one service's aggregate lives: where it lies, how events change it, and what it then owes."""

    source: str
    table: AggregateTable[T]
    evolve: Callable[[T | None, Event], T]
    obligations: Callable[[T], tuple[Obligation, ...]]


class UnitOfWork(Generic[T]):
    """One commit in the making, for a service whose aggregate is `T`."""

    def __init__(self, connection: Connection, story: AggregateSpec[T], clock: Clock) -> None:
        self.connection = connection
        self.inbox = Inbox()
        self.answers = Answers()
        self.trace: str | None = None
        self._story = story
        self._clock = clock
        self._aggregates = Aggregates(story.table)
        self._committed: dict[Executable, dict[str, Row]] = {}
        self._staged: list[tuple[Executable, Mapping[str, Any]]] = []
        self._timers: dict[tuple[str, str], Obligation | None] = {}
        self._item_timers: dict[tuple[str, str], Obligation | None] = {}
        self._kept = 0
        self._moment = clock.now()
        self.events_staged = False
        self.messages_staged = False

    def now(self) -> datetime:
        """The authority clock, one moment for all that the item in hand decides."""
        return self._moment

    def start_job(self) -> None:
        """The next item's turn, whose cases are locked: it is now."""
        self._moment = self._clock.now()

    def expect_new(self, subject_ids: Iterable[str]) -> None:
        """These are made here: there is nothing to load. One that is there after all collides in the end."""
        self._aggregates.expect_new(subject_ids)

    async def preload(self, subject_ids: Iterable[str]) -> None:
        """Load and lock the aggregates of a whole batch by one statement."""
        await self._aggregates.preload(self.connection, subject_ids)

    async def get(self, subject_id: str) -> T | None:
        """The aggregate as this unit of work has it now, None if there is none."""
        if await self._aggregates.preload(self.connection, (subject_id,)):
            self.start_job()  # it may have waited for somebody else's lock
        return self._aggregates.get(subject_id)

    def present(self, subject_id: str) -> T:
        """The aggregate that is known to be in hand."""
        case = self._aggregates.get(subject_id)
        assert case is not None
        return case

    def record(self, subject_id: str, events: Sequence[Event]) -> T | None:
        """Let these events have happened: the aggregate changes, they go into the log, its timers follow."""
        before = case = self._aggregates.get(subject_id)
        for event in events:
            case = self._story.evolve(case, event)
        if case is None or not events:
            return before
        first = self._aggregates.put(subject_id, case, len(events))
        for sequence, event in enumerate(events, first):
            self._append(event, sequence)
        self._owe(subject_id, self._story.obligations(before) if before else (), self._story.obligations(case))
        return case

    def amend_quietly(self, subject_id: str, case: T) -> None:
        """Save a change that is no event (a heartbeat): leases are not part of the story."""
        before = self._aggregates.get(subject_id)
        assert before is not None
        self._aggregates.put(subject_id, case, 0)
        self._owe(subject_id, self._story.obligations(before), self._story.obligations(case))

    def rewrite_timers(self, subject_id: str, kinds: Iterable[str]) -> None:
        """Write the timers of these kinds anew from what the case owes now; for a timer that no longer matches."""
        case = self._aggregates.get(subject_id)
        owed = {o.kind: o for o in (self._story.obligations(case) if case else ())}
        for kind in kinds:
            self._item_timers[subject_id, kind] = owed.get(kind)

    def notify(self, message: Message) -> None:
        """A message to a person, in the commit that causes it."""
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
        """An audit line: who tried what, and what came of it. Facts hold no personal data."""
        row = {
            "at": self.now(),
            "actor": actor,
            "action": action,
            "case_id": subject_id,
            "outcome": outcome,
            "code": code,
            "facts": json.dumps(facts or {}, ensure_ascii=False, default=str),
        }
        self.stage(INSERT_AUDIT, row)

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run a statement now, inside the commit; what is staged is not written yet."""
        return await self.connection.execute(statement, params)

    async def committed_row(self, statement: Executable, subject_id: str) -> Row | None:
        """The row that `statement` finds for this case as it was committed: asked once, for all cases in hand.

        The statement takes `ids`; its rows have a `case_id`, one row a case.
        """
        found = self._committed.get(statement)
        if found is None:
            rows = await self.connection.execute(statement, {"ids": self._aggregates.in_hand()})
            found = self._committed[statement] = {row["case_id"]: row for row in rows}
        return found.get(subject_id)

    def stage(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """Write this row with the flush, together with all others of the same statement."""
        self._staged.append((statement, row))

    def checkpoint(self) -> None:
        """What the item in hand did so far stays, even if the rest of it is refused."""
        self._kept = len(self._staged)
        self._aggregates.checkpoint()
        self.inbox.checkpoint()
        self.answers.checkpoint()
        self._timers.update(self._item_timers)
        self._item_timers.clear()

    def rollback_job(self) -> None:
        """Take back what the item in hand did since the last `checkpoint`."""
        del self._staged[self._kept :]
        self._aggregates.rollback_job()
        self.inbox.rollback_job()
        self.answers.rollback_job()
        self._item_timers.clear()

    async def flush(self) -> None:
        """Write everything at once; only timers that may take the place of others come after those are gone.

        Raises `GuardLost` if an aggregate has another version than the one loaded.
        """
        now = self.now()
        saved = self._aggregates.changes()
        changes = [*saved, *self.inbox.changes(now), *self.answers.changes(now), *_grouped(self._staged)]
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
                raise GuardLost(self._story.table.table.name)
        if gone and armed:
            await self.connection.change((INSERT_TIMER, armed))

    def earliest_armed(self) -> datetime | None:
        """When the first of the timers armed here is due; for waking the ticker."""
        return min((owed.due_at for owed in self._timers.values() if owed), default=None)

    def _append(self, event: Event, sequence: int) -> None:
        self.stage(
            INSERT_EVENT,
            {
                "case_id": event.subject_id,
                "sequence": sequence,
                "event_id": f"{self._story.source}.{event.case_id}.{sequence}",
                "type": f"{event.type}.v{event.version}",
                "at": event.at,
                "by": event.by,
                "trace": self.trace,
                "data": codec.encode(event).decode(),
            },
        )
        self.stage(INSERT_OUTBOX, {"case_id": event.subject_id, "sequence": sequence, "at": self.now()})
        self.events_staged = True

    def _owe(self, subject_id: str, before: tuple[Obligation, ...], after: tuple[Obligation, ...]) -> None:
        old, new = {o.kind: o for o in before}, {o.kind: o for o in after}
        for kind in old.keys() | new.keys():
            if old.get(kind) != new.get(kind):
                self._item_timers[subject_id, kind] = new.get(kind)


def _grouped(staged: Sequence[tuple[Executable, Mapping[str, Any]]]) -> list[Change]:
    """The rows of each statement together."""
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
