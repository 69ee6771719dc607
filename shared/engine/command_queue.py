"""The queue of commands: those that arrive while a commit runs share the next commit.

Group commit without a time window: a single caller never waits for others. The queue is bounded; a full one refuses at
once.
"""

import asyncio
from collections import deque
from typing import Generic, TypeVar

from shared.engine.executor import Executor, Job, Outcome
from shared.support.errors import Unavailable

T = TypeVar("T")


class CommandQueue(Generic[T]):
    """Collects jobs and runs them in batches of at most `batch`, with `Database.parallel_commits` batches at a time.

    `bound` is how many jobs may wait.
    """

    def __init__(self, executor: Executor[T], *, batch: int = 64, bound: int = 4096) -> None:
        self._executor = executor
        self._batch = batch
        self._parallel_commits = executor.database.parallel_commits
        self._bound = bound
        self._queue: deque[tuple[Job[T], asyncio.Future[Outcome]]] = deque()
        self._running: set[asyncio.Task[None]] = set()

    async def submit(self, job: Job[T]) -> Outcome:
        """Run a job in the next commit. Returns when that commit is durable; raises the job's refusal or failure.

        Cancelling the caller does not cancel the job. Raises `Unavailable` if the queue is full.
        """
        if len(self._queue) >= self._bound:
            raise Unavailable("overloaded", "Too many requests are waiting; try again shortly.", retry_after=1)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.append((job, future))
        self._start_worker()
        outcome = await future
        if outcome.error is not None:
            raise outcome.error
        return outcome

    async def drain(self) -> None:
        """Return when nothing is queued or running."""
        while self._running:
            await asyncio.wait(self._running)

    def _start_worker(self) -> None:
        if self._queue and len(self._running) < self._parallel_commits:
            task = asyncio.get_running_loop().create_task(self._run_batches())
            self._running.add(task)
            task.add_done_callback(self._worker_ended)

    def _worker_ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()
        self._start_worker()

    async def _run_batches(self) -> None:
        while self._queue:
            taken = [self._queue.popleft() for _ in range(min(self._batch, len(self._queue)))]
            try:
                outcomes = await self._executor.run([job for job, _ in taken])
            except BaseException as error:
                for _, future in taken:
                    if not future.done():
                        future.set_exception(error)
                raise
            for (_, future), outcome in zip(taken, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)
