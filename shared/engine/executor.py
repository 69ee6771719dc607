"""Runs a batch of jobs in one commit, and keeps each job's failure to itself.

Three ways a job can end: with a result; refused (`Refusal`: what it had staged since its checkpoint is taken back,
the attempt is audited, and the others go on); failed (any other exception: taken back too, the caller decides).
When the commit itself cannot be had together (a lost guard, a unique key, a broken statement), every job runs again
alone, once more after a lost guard.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

from shared.engine import codec
from shared.engine.aggregates import GuardLost
from shared.engine.db.database import Collision, Database, DatabaseAway, Unreachable
from shared.engine.deduplication import IdempotencyKey
from shared.engine.unit_of_work import AggregateSpec, UnitOfWork
from shared.support import metrics, trace
from shared.support.clock import Clock
from shared.support.errors import Refusal
from shared.support.faults import Crash, CrashPoint, never

T = TypeVar("T")
log = logging.getLogger(__name__)

ATTEMPTS_ALONE = 3
SMALLEST_PART = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """One thing to do. `subjects` are loaded before it runs; with `new_subject` it most likely makes them. `actor` and
    `action` go into the audit line of a command.
    """

    run: Callable[[UnitOfWork[T]], Awaitable[Any]]
    subjects: tuple[str, ...] = ()
    new_subject: bool = False
    action: str | None = None
    actor: str | None = None
    idempotency_key: IdempotencyKey | None = None
    consumer: str | None = None
    event_id: str | None = None
    trace: str | None = None

    @property
    def repeatable(self) -> bool:
        """True if a row will tell whether it was done: after a commit of unknown end it can simply be done again."""
        return self.idempotency_key is not None or self.event_id is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `value`, or `error` (a `Refusal` or any other exception). `body` is the answer as JSON text."""

    value: Any = None
    body: str = "null"
    repeated: bool = False
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit has set going: for waking the loops that carry it on."""

    events: bool
    messages: bool
    earliest_due: datetime | None


class Executor(Generic[T]):
    """The one way in which a service changes its state."""

    def __init__(
        self,
        database: Database,
        spec: AggregateSpec[T],
        clock: Clock,
        *,
        crash: Crash = never,
        on_commit: Callable[[Committed], None] = lambda committed: None,
    ) -> None:
        self.database = database
        self._spec = spec
        self._clock = clock
        self._crash = crash
        self.on_commit = on_commit

    def now(self) -> datetime:
        """The authority clock, for whoever looks at what was done."""
        return self._clock.now()

    async def run(
        self,
        jobs: Sequence[Job[T]],
        before: CrashPoint = CrashPoint.BEFORE_COMMIT,
        after: CrashPoint = CrashPoint.AFTER_COMMIT,
    ) -> list[Outcome]:
        """One outcome a job, in order. Raises only `DatabaseAway`: then nothing is known to be decided.

        Repeatable jobs are retried once if the connection is lost.

        Where the database gains from it (`Database.parallel_commits`), a large batch is split into several commits: one
        is decided while another is written. They are written in order; jobs whose order matters must share no subject.
        """
        parts = _parts(jobs, self.database.parallel_commits)
        turns = [asyncio.Event() for _ in range(len(parts) + 1)]
        turns[0].set()
        done = await asyncio.gather(
            *(self._in_turn(part, before, after, *turn) for part, turn in zip(parts, pairwise(turns), strict=True)),
            return_exceptions=True,
        )
        for each in done:
            if isinstance(each, BaseException):
                raise each
        return [outcome for part in done if not isinstance(part, BaseException) for outcome in part]

    async def _in_turn(
        self,
        jobs: Sequence[Job[T]],
        before: CrashPoint,
        after: CrashPoint,
        turn: asyncio.Event,
        next_turn: asyncio.Event,
    ) -> list[Outcome]:
        try:
            return await self._run(jobs, before, after, turn)
        except DatabaseAway as error:
            if isinstance(error, Unreachable) or not all(job.repeatable for job in jobs):
                raise
            log.info("connection lost, once more", extra={"action": "executor.again"})
            return await self._run(jobs, before, after, turn)
        finally:
            next_turn.set()

    async def _run(
        self, jobs: Sequence[Job[T]], before: CrashPoint, after: CrashPoint, turn: asyncio.Event
    ) -> list[Outcome]:
        hopes = (True, False) if all(job.new_subject for job in jobs) else (False,)
        for optimistic in hopes:
            try:
                return await self._together(jobs, before, after, turn, optimistic=optimistic)
            except DatabaseAway:
                raise
            except Exception as error:
                facts = {"action": "executor.broken", "error": type(error).__qualname__}
                log.info("batch broken, to be done more carefully", extra=facts)
        await turn.wait()
        return [await self._alone(job, before, after) for job in jobs]

    async def _alone(self, job: Job[T], before: CrashPoint, after: CrashPoint) -> Outcome:
        for attempt in range(1, ATTEMPTS_ALONE + 1):
            try:
                return (await self._together([job], before, after))[0]
            except (GuardLost, Collision) as error:
                if attempt == ATTEMPTS_ALONE:
                    return Outcome(error=error)
            except DatabaseAway:
                raise
            except Exception as error:
                return Outcome(error=error)
        raise AssertionError

    async def _together(
        self,
        jobs: Sequence[Job[T]],
        before: CrashPoint,
        after: CrashPoint,
        turn: asyncio.Event | None = None,
        *,
        optimistic: bool = False,
    ) -> list[Outcome]:
        """Run all jobs in one commit.

        Optimistic mode (all jobs create cases): skip loading cases and stored answers. If one exists the insert raises
        `Collision` and the batch is run again with loading.
        """
        async with self.database.single() if optimistic else self.database.transaction() as connection:
            work = UnitOfWork(connection, self._spec, self._clock)
            await _preload(work, jobs, optimistic=optimistic)
            outcomes = [await _one(job, work) for job in jobs]
            trace.current.set(None)
            if turn is not None:
                await turn.wait()
            if optimistic:
                self._crash(before)
            await work.flush()
            if not optimistic:
                self._crash(before)
        self._crash(after)
        self.on_commit(Committed(work.events_staged, work.messages_staged, work.earliest_armed()))
        return outcomes


def _parts(jobs: Sequence[Job[T]], parallel_commits: int) -> list[Sequence[Job[T]]]:
    """The jobs, in as many commits as are worth it."""
    size = max(SMALLEST_PART, -(-len(jobs) // parallel_commits))
    return [jobs[begin : begin + size] for begin in range(0, len(jobs), size)]


async def _preload(work: UnitOfWork[T], jobs: Sequence[Job[T]], *, optimistic: bool) -> None:
    subject_ids = [subject_id for job in jobs for subject_id in job.subjects]
    if optimistic:
        work.expect_new(subject_ids)
    else:
        await work.preload(subject_ids)
        await work.answers.preload(work.connection, (job.idempotency_key for job in jobs if job.idempotency_key))
    for consumer in {job.consumer for job in jobs if job.consumer}:
        heard = [job for job in jobs if job.consumer == consumer and job.event_id]
        event_ids = [job.event_id for job in heard if job.event_id]
        await work.inbox.preload(
            work.connection, consumer, event_ids, {subject for job in heard for subject in job.subjects}
        )


async def _one(job: Job[T], work: UnitOfWork[T]) -> Outcome:
    work.start_job()
    work.trace = job.trace
    trace.current.set(job.trace)  # for the log: a batch holds what several people asked
    try:
        outcome = await _answered(job, work)
    except Refusal as refusal:
        work.rollback_job()
        metrics.refused.labels(refusal.code).inc()
        _audit(job, work, "refused", refusal.code)
        outcome = Outcome(error=refusal)
    except (Collision, DatabaseAway):
        raise
    except Exception as error:
        work.rollback_job()
        return Outcome(error=error)
    work.checkpoint()
    return outcome


async def _answered(job: Job[T], work: UnitOfWork[T]) -> Outcome:
    if job.consumer and job.event_id:
        if work.inbox.handled(job.consumer, job.event_id):
            return Outcome(repeated=True)
        work.inbox.mark_handled(job.consumer, job.event_id)
    stored = work.answers.find(job.idempotency_key) if job.idempotency_key else None
    if stored is not None:
        return Outcome(body=stored.body, repeated=True)
    value = await job.run(work)
    body = codec.dump(value, type(value)) if job.action else "null"
    if job.idempotency_key:
        work.answers.store(job.idempotency_key, body)
    _audit(job, work, "done", None)
    return Outcome(value=value, body=body)


def _audit(job: Job[T], work: UnitOfWork[T], outcome: str, code: str | None) -> None:
    if job.action:
        subject_id = job.subjects[0] if job.subjects else None
        work.audit(job.action, actor=job.actor, subject_id=subject_id, outcome=outcome, code=code)
