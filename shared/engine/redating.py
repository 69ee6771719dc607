"""Re-dates what was stamped while the hotline's time was wrong, after a step has led it to the right one.

A case that was changed in that span of time has its moments moved by the step, except those it knew before: what it
owes keeps its distance from now, and nothing comes due early. Logs, messages and audit rows stay as they were stamped.
Each case is one commit with an audit row; each service remembers the last step it applied.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, insert, select, update

from shared.contracts.registry import split_type
from shared.engine import codec
from shared.engine.db.database import Connection
from shared.engine.events.history import OF_SUBJECT
from shared.engine.executor import Executor, Job
from shared.engine.tables import audit, deliveries, event_log, leases, parked
from shared.engine.unit_of_work import AggregateSpec, UnitOfWork

T = TypeVar("T")

NAME = "clock.steps"
"""The row of `leases` whose term is the number of the last step applied; nothing holds it."""
ACTION = "clock.redate"
BATCH = 100

STAMPED = (
    select(event_log.c.case_id)
    .where(event_log.c.at >= bindparam("since"), event_log.c.at <= bindparam("until"))
    .group_by(event_log.c.case_id)
    .order_by(event_log.c.case_id)
)
REDATED = select(audit.c.facts).where(audit.c.case_id == bindparam("of"), audit.c.action == ACTION)
LAST = select(leases.c.term).where(leases.c.name == NAME)
FIRST = insert(leases)
NEXT = update(leases).where(leases.c.name == NAME).values(term=bindparam("new_term"), until=bindparam("new_until"))
RETRY = (
    update(parked)
    .where(parked.c.state == "retrying", parked.c.retry_at > bindparam("now"))
    .values(retry_at=bindparam("new_retry_at"))
)
TRY = (
    update(deliveries)
    .where(deliveries.c.state == "waiting", deliveries.c.try_at > bindparam("now"))
    .values(try_at=bindparam("new_try_at"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockStep:
    """The hotline's time stepped `by`; what was stamped from `since` until `until` is re-dated by as much."""

    number: int
    since: datetime
    until: datetime
    by: timedelta


ReadSteps = Callable[[int], Awaitable[Sequence[ClockStep]]]
"""The steps after this number, in order."""


class Redating(Generic[T]):
    """One service's part of every step of the clock. Safe to repeat: after a kill it continues where it stopped."""

    def __init__(self, executor: Executor[T], spec: AggregateSpec[T], read_steps: ReadSteps) -> None:
        self._executor = executor
        self._spec = spec
        self._read_steps = read_steps
        self._one_at_a_time = asyncio.Lock()

    async def catch_up(self) -> int:
        """Apply the steps that were not applied yet; returns how many cases were re-dated."""
        async with self._one_at_a_time:
            return await self._catch_up()

    async def _catch_up(self) -> int:
        database, moved = self._executor.database, 0
        rows = await database.ask(LAST)
        for step in await self._read_steps(rows[0]["term"] if rows else 0):
            stamped = await database.ask(STAMPED, {"since": step.since, "until": step.until})
            ids = [row["case_id"] for row in stamped]
            for begin in range(0, len(ids), BATCH):
                moved += await self._redate(ids[begin : begin + BATCH], step)
            async with database.transaction() as connection:
                await self._finish(connection, step)
        return moved

    async def _redate(self, ids: Sequence[str], step: ClockStep) -> int:
        outcomes = await self._executor.run([Job(run=self._job(id_, step), subjects=(id_,)) for id_ in ids])
        for outcome in outcomes:
            if outcome.error is not None:
                raise outcome.error
        return sum(bool(outcome.value) for outcome in outcomes)

    def _job(self, id_: str, step: ClockStep) -> Callable[[UnitOfWork[T]], Awaitable[bool]]:
        async def run(work: UnitOfWork[T]) -> bool:
            present = await work.get(id_)
            done = await work.execute(REDATED, {"of": id_})
            if present is None or any(f'"step": {step.number},' in row["facts"] for row in done):
                return False
            known = await self._known_before(work, id_, step.since)
            work.replace_without_event(id_, moved(present, step.by, known))
            facts = {"step": step.number, "by_seconds": step.by.total_seconds()}
            work.audit(ACTION, actor=None, subject_id=id_, outcome="done", facts=facts)
            return True

        return run

    async def _known_before(self, work: UnitOfWork[T], id_: str, since: datetime) -> frozenset[datetime]:
        """The moments in the case as it was before the span."""
        before: T | None = None
        for row in await work.execute(OF_SUBJECT, {"of": id_}):
            if row["at"] >= since:
                break
            event = codec.decode(*split_type(row["type"]), row["data"].encode())
            before = self._spec.evolve(before, event)
        return frozenset(moments(before))

    async def _finish(self, connection: Connection, step: ClockStep) -> None:
        """Retry at once what was to be retried at a moment of the wrong time, and remember the step."""
        now = self._executor.now()
        if step.by < timedelta():
            await connection.execute_many(RETRY, [{"now": now, "new_retry_at": now}])
            await connection.execute_many(TRY, [{"now": now, "new_try_at": now}])
        if await connection.execute(LAST):
            await connection.execute_many(NEXT, [{"new_term": step.number, "new_until": now}])
        else:
            await connection.execute_many(FIRST, [{"name": NAME, "holder": "", "term": step.number, "until": now}])


def moved(value: Any, by: timedelta, known: frozenset[datetime]) -> Any:  # noqa: ANN401 - any part of an aggregate
    """The value with every moment in it moved, except those known before."""
    if isinstance(value, datetime):
        return value if value in known else value + by
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value) if each.init]
        changed = {name: moved(getattr(value, name), by, known) for name in names}
        return replace(value, **{name: new for name, new in changed.items() if new is not getattr(value, name)})
    if isinstance(value, tuple | list):
        return type(value)(moved(each, by, known) for each in value)
    if isinstance(value, Mapping):
        return {key: moved(each, by, known) for key, each in value.items()}
    return value


def moments(value: Any) -> list[datetime]:  # noqa: ANN401 - any part of an aggregate
    """Every moment in a value."""
    if isinstance(value, datetime):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [moment for each in fields(value) for moment in moments(getattr(value, each.name))]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else ()
    return [moment for part in parts for moment in moments(part)]
