"""A service's part of every erasure: its case says that it was erased, and no index in its rows leads to the customer.

Each case is one commit, with an audit row by which the service knows later that it did its part. It is safe to repeat:
after a kill it is done again, and an erased case stays as it is.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import bindparam, select, update
from sqlalchemy.sql.base import Executable

from shared.engine import codec
from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.events.history import OF_SUBJECT
from shared.engine.events.record import read_record, write_record
from shared.engine.executor import Executor, Job
from shared.engine.tables import event_log, parked
from shared.engine.unit_of_work import AggregateSpec, UnitOfWork
from shared.platform.erasure.cutting import cut
from shared.platform.privacy.erasures import DONE, OWED

T = TypeVar("T")
Forget = Callable[[UnitOfWork[T], str], Awaitable[None]]
"""Removes what a service keeps of a case beside its aggregate, in the commit of its part."""

ACTION = "case.erase"
LOCAL = "local"
BATCH = 50

PARKED = select(parked.c.position, parked.c.record).where(
    parked.c.consumer == bindparam("by"), parked.c.case_id == bindparam("of")
)
CUT_EVENT = update(event_log).where(event_log.c.position == bindparam("of")).values(data=bindparam("new_data"))
CUT_PARKED = update(parked).where(parked.c.position == bindparam("of")).values(record=bindparam("new_record"))


async def nothing_else(work: UnitOfWork[T], case_id: str) -> None:
    """For a service that keeps nothing of a case beside its aggregate."""


class ErasingPart(Generic[T]):
    """The part of one service: `run_once` does what it owes."""

    def __init__(
        self, name: str, platform: Database, executor: Executor[T], spec: AggregateSpec[T], forget: Forget[T]
    ) -> None:
        self._name = name
        self._platform = platform
        self._executor = executor
        self._spec = spec
        self._forget = forget
        self.batch = BATCH

    async def run_once(self, now: datetime) -> int:
        """Do what is owed, at most `batch` cases; returns how many those were."""
        owed = await self._platform.ask(OWED, {"of": self._name, "most": BATCH})
        if not owed:
            return 0
        jobs = [Job(run=self._job(row), subjects=(row["case_id"],)) for row in owed]
        for outcome in await self._executor.run(jobs):
            if outcome.error is not None:
                raise outcome.error
        done = [{"of_service": self._name, "of_case": row["case_id"]} for row in owed]
        await self._platform.change((DONE, done))
        await self._executor.database.scrub()
        return len(owed)

    def _job(self, owed: Row) -> Callable[[UnitOfWork[T]], Awaitable[None]]:
        async def run(work: UnitOfWork[T]) -> None:
            case_id, by = owed["case_id"], _person(owed["by"])
            case = await work.get(case_id)
            if case is not None:
                after = work.record(case_id, self._spec.erase(case, by=by, now=work.now()))
                work.replace_without_event(case_id, self._cut(after))
            for row in await work.execute(OF_SUBJECT, {"of": case_id}):
                _stage(work, CUT_EVENT, row["position"], "new_data", row["data"], cut(row["data"]))
            for row in await work.execute(PARKED, {"by": self._name, "of": case_id}):
                _stage(work, CUT_PARKED, row["position"], "new_record", row["record"], _cut_record(row["record"]))
            await self._forget(work, case_id)
            work.audit(ACTION, actor=by, subject_id=case_id, outcome="done")

        return run

    def _cut(self, case: T | None) -> T:
        assert case is not None
        cls = self._spec.table.cls
        return codec.load(cut(codec.dump(case, cls)), cls)


def _person(by: str | None) -> str | None:
    """The staff id, None for the command line: an event names persons only."""
    return by if by != LOCAL else None


def _stage(work: UnitOfWork[T], statement: Executable, position: int, column: str, before: str, after: str) -> None:
    if after != before:
        work.stage(statement, {"of": position, column: after})


def _cut_record(text: str) -> str:
    record = read_record(text)
    return write_record(replace(record, data=cut(record.data)))
