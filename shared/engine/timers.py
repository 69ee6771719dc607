"""The ticker: finds due timers and lets each subject decide what to do. It holds no state of its own.

A timer row only says *look at this subject*. What is due is decided from the subject's state, in the commit that fires
the timer, by the function that commands use too (`Fire`): a stale timer only has its row rewritten.
Subjects are locked before their timers' rows are changed; of two tickers at a time the second finds nothing due.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import bindparam, func, select, update

from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.executor import Executor, Job
from shared.engine.tables import timers
from shared.engine.unit_of_work import UnitOfWork
from shared.support import metrics
from shared.support.faults import CrashPoint

T = TypeVar("T")
Fire = Callable[[str, UnitOfWork[T]], Awaitable[object]]
"""Apply to this subject what is due by now; returns its aggregate, None if there is none."""

log = logging.getLogger(__name__)

DUE = select(timers).where(timers.c.fire_at <= bindparam("now")).order_by(timers.c.fire_at).limit(bindparam("most"))
NEXT = select(func.min(timers.c.fire_at).label("at"))
PUT_OFF = (
    update(timers)
    .where(timers.c.case_id == bindparam("of"), timers.c.kind == bindparam("which"))
    .values(fire_at=bindparam("new_fire_at"), attempts=timers.c.attempts + 1)
)
LONGEST_PAUSE = timedelta(minutes=5)


class Ticker(Generic[T]):
    """Fires one service's timers: `run_once` at most one batch, in the order of their due times."""

    def __init__(self, database: Database, executor: Executor[T], fire: Fire[T], *, batch: int = 500) -> None:
        self._database = database
        self._executor = executor
        self._fire = fire
        self.batch = batch
        self._lateness = metrics.timer_lateness.labels(database.name)

    async def run_once(self, now: datetime) -> int:
        """Fire what is due; returns how many timers that were."""
        rows = await self._database.ask(DUE, {"now": now, "most": self.batch})
        by_subject: dict[str, list[Row]] = {}
        for row in rows:
            by_subject.setdefault(row["case_id"], []).append(row)
        jobs = [self._job(subject_id, [row["kind"] for row in due]) for subject_id, due in by_subject.items()]
        points = (CrashPoint.TIMER_BEFORE_COMMIT, CrashPoint.TIMER_AFTER_COMMIT)
        outcomes = await self._executor.run(jobs, *points)
        committed_at = self._executor.now()
        for due, outcome in zip(by_subject.values(), outcomes, strict=True):
            if outcome.error is not None:
                await self._put_off(due, outcome.error, now)
                continue
            for row in due:
                self._lateness.observe((committed_at - row["due_at"]).total_seconds())
        return len(rows)

    async def next_at(self) -> datetime | None:
        """When the next timer fires, None if there is none."""
        [row] = await self._database.ask(NEXT)
        found: datetime | None = row["at"]
        return found

    def _job(self, subject_id: str, kinds: list[str]) -> Job[T]:
        async def run(work: UnitOfWork[T]) -> None:
            await self._fire(subject_id, work)
            work.rewrite_timers(subject_id, kinds)

        return Job(run=run, subjects=(subject_id,))

    async def _put_off(self, due: list[Row], error: Exception, now: datetime) -> None:
        """Retry a failed subject later, after 1, 2, 4, … seconds; the other subjects are not affected."""
        for row in due:
            facts = {"action": "ticker.failed", "case_id": row["case_id"], "kind": row["kind"]}
            log.error("timer failed", extra=facts, exc_info=error)
        changes = [
            {
                "of": row["case_id"],
                "which": row["kind"],
                "new_fire_at": now + min(timedelta(seconds=2 ** min(row["attempts"], 16)), LONGEST_PAUSE),
            }
            for row in due
        ]
        await self._database.change((PUT_OFF, changes))
