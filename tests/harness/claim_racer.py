"""`python -m tests.harness.claim_racer STAFF_ID`: one of several processes that claim the same tasks at once.

Each input line is a list of tasks; all are claimed, each in a commit of its own, and the output line says how each
claim ended: `won`, or the code of the refusal. What was won is given back before the next line, as a claim looks at all
that its person holds. Nothing else of a service runs.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from services.callback import bootstrap
from services.callback.adapters.repository import CaseRows
from services.callback.application.commands import Claim, Held, Release
from services.callback.application.handlers import Handlers
from services.callback.application.handlers_tasks import TaskHandlers
from services.callback.application.ids import case_of_task, task_id
from services.callback.application.ports import Outside, Work
from services.callback.domain.model import Case
from shared.contracts.escalation import CaseFiled
from shared.engine import codec
from shared.engine.db.database import Cause, DatabaseAway
from shared.engine.executor import Job
from shared.platform.identity.actor import Actor, actor_of
from shared.platform.settings import Settings
from shared.runtime.opening import open_process
from shared.runtime.process import Process
from shared.support.errors import Refusal
from tests.harness.people import REPORTER

SAMPLE = Path(__file__).resolve().parents[1] / "contract" / "golden" / "hotline.escalation.case.filed.v1.json"
A_COMMIT = 100
"""Cases filed in one commit: on a busy machine more take longer than the server lets a transaction be idle."""


class ClaimRacer:
    """Callback's handlers on connections of their own, without any loop."""

    def __init__(self, process: Process) -> None:
        [self._service] = process.services
        self._context = context = process.context
        outside = Outside(
            directory=context.directory,
            policies=context.policies,
            calendar=context.calendar,
            clock=context.clock,
            rows=CaseRows(self._service.database),
        )
        self._handlers = Handlers(outside)
        self._calls = TaskHandlers(self._handlers, outside)
        self._won: list[Held] = []

    async def file(self, count: int) -> list[str]:
        """File so many cases, a hundred a commit; returns their tasks."""
        now, directory = self._context.clock.now(), self._context.directory.current
        sample = codec.load(SAMPLE.read_bytes(), CaseFiled)
        reporter = replace(sample.reporter, staff_id=REPORTER, unit_id=directory.person(REPORTER).unit_id)  # type: ignore[union-attr]
        filed = replace(sample, at=now, filed_at=now, accepted_at=now, reporter=reporter)
        filed = replace(filed, details=replace(filed.details, responsible_unit_id=None, subject_staff_id=None))
        cases = [self._context.ids.new() for _ in range(count)]
        for first in range(0, count, A_COMMIT):
            some = cases[first : first + A_COMMIT]
            outcomes = await self._service.executor.run([self._receiving(replace(filed, case_id=id_)) for id_ in some])
            assert all(outcome.error is None for outcome in outcomes), outcomes[0].error
        return [task_id(case_id, 1) for case_id in cases]

    async def claim(self, staff_id: str, tasks: Sequence[str]) -> list[str]:
        """Claim all of these at once, each in a commit of its own."""
        given_back, self._won = self._won, []
        for held in given_back:
            command = Release(actor=self._actor(staff_id), held=held)
            await self._run(staff_id, held.task, "release", partial(self._calls.release, command))
        return list(await asyncio.gather(*[self._claim(staff_id, task) for task in tasks]))

    def _receiving(self, event: CaseFiled) -> Job[Case]:
        return Job(run=lambda work: self._handlers.receive(event, work), subjects=(event.case_id,))

    async def _claim(self, staff_id: str, task: str) -> str:
        command = Claim(actor=self._actor(staff_id), task=task)
        refused = await self._run(staff_id, task, "claim", partial(self._calls.claim, command))
        if refused is None:
            self._won.append(Held(task=task, fence=1))
        return refused or "won"

    async def _run(self, staff_id: str, task: str, action: str, act: Callable[[Work], Awaitable[Any]]) -> str | None:
        """The code of the refusal; None if it was done."""
        job = Job(run=act, subjects=(case_of_task(task),), action=action, actor=staff_id)
        try:
            [outcome] = await self._service.executor.run([job])
        except DatabaseAway as away:
            if away.cause is not Cause.LOCKED:
                raise
            # The other racer held the row for too long, on a busy machine: a client is answered 503 and asks again.
            return await self._run(staff_id, task, action, act)
        if isinstance(outcome.error, Refusal):
            return outcome.error.code
        assert outcome.error is None, repr(outcome.error)
        return None

    def _actor(self, staff_id: str) -> Actor:
        return actor_of(staff_id, self._context.directory.current, self._context.clock.now())


@asynccontextmanager
async def claim_racer(settings: Settings) -> AsyncIterator[ClaimRacer]:
    """A racer on the database of the settings."""
    process = await open_process(settings, [bootstrap], single_process=False)
    try:
        yield ClaimRacer(process)
    finally:
        await process.close()


async def main(staff_id: str) -> None:
    """Answer lines until the input ends."""
    async with claim_racer(Settings()) as own:
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await own.claim(staff_id, json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
