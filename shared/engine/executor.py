"""Runs jobs in commits, so that the failure of one job does not affect the others.

A job ends with a result; refused (`Refusal`: its changes since its last checkpoint are rolled back, an audit row is
written); or failed (any other exception: rolled back too, the caller decides).

The plain case comes first: one transaction for all jobs, and, if the joint commit fails (a version conflict, a unique
key, a broken statement), one transaction for each job, up to 3 times on a version conflict. Behind it stand two
variants that save time: *optimistic* for jobs that create their subjects, *parallel* for many jobs.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

from shared.engine import codec
from shared.engine.aggregates import GuardLost
from shared.engine.db.database import Collision, Database, DatabaseAway
from shared.engine.deduplication import IdempotencyKey
from shared.engine.unit_of_work import AggregateSpec, Ask, UnitOfWork
from shared.support import metrics, trace
from shared.support.clock import Clock
from shared.support.errors import Refusal
from shared.support.faults import Crash, CrashPoint, never

T = TypeVar("T")
log = logging.getLogger(__name__)

ATTEMPTS_ALONE = 3
SMALLEST_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """One thing to do.

    `subjects` are loaded before it runs; `new_subject` says that it most likely creates them. `asks` run before it,
    together with those of the other jobs of its commit. `actor` and `action` go into the audit row of a command, and
    `via` (how its sender came) among the facts of all its rows. `consumer` and `event_id` name the event it handles.
    """

    run: Callable[[UnitOfWork[T]], Awaitable[Any]]
    subjects: tuple[str, ...] = ()
    new_subject: bool = False
    asks: Sequence[Ask] = ()
    action: str | None = None
    actor: str | None = None
    idempotency_key: IdempotencyKey | None = None
    consumer: str | None = None
    event_id: str | None = None
    trace: str | None = None
    via: Mapping[str, str] = field(default_factory=dict)

    @property
    def repeatable(self) -> bool:
        """True if a stored row says whether it was done, so that it may run again after a commit of unknown outcome."""
        return self.idempotency_key is not None or self.event_id is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `value`, or `error` (a `Refusal` or any other exception). `body` is the answer as JSON text.

    `repeated` says that it was done by an earlier commit or job; `value` is None then.
    """

    value: Any = None
    body: str = "null"
    repeated: bool = False
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit has written, for waking the loops that process it, and the pages that show it."""

    events: bool
    messages: bool
    earliest_due: datetime | None
    subject_ids: Collection[str] = ()


def _already_set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch(Generic[T]):
    """The jobs of one commit, which is written after `may_write` is set."""

    jobs: Sequence[Job[T]]
    before: CrashPoint
    after: CrashPoint
    may_write: asyncio.Event = field(default_factory=_already_set)


class Executor(Generic[T]):
    """The only way in which a service changes its state."""

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
        """The authority clock."""
        return self._clock.now()

    async def run(
        self,
        jobs: Sequence[Job[T]],
        before: CrashPoint = CrashPoint.BEFORE_COMMIT,
        after: CrashPoint = CrashPoint.AFTER_COMMIT,
    ) -> list[Outcome]:
        """Run the jobs and commit. Returns one outcome for each, in their order.

        Raises only `DatabaseAway`: then it is unknown what was committed. Repeatable jobs are retried once if the
        connection is lost. Many jobs may be split into several commits; jobs whose order matters share no subject.
        """
        parts = _split(jobs, self.database.parallel_commits)
        if len(parts) > 1:
            return await self._run_in_parallel(parts, before, after)
        return await self._run_or_retry(_Batch(jobs=jobs, before=before, after=after)) if jobs else []

    async def _run_or_retry(self, batch: _Batch[T]) -> list[Outcome]:
        try:
            return await self._run_batch(batch)
        except DatabaseAway as error:
            if not error.again or not all(job.repeatable for job in batch.jobs):
                raise
            log.info("connection lost, jobs are retried", extra={"action": "executor.again"})
            return await self._run_batch(batch)

    async def _run_batch(self, batch: _Batch[T]) -> list[Outcome]:
        """Commit all jobs together; if that fails, each alone."""
        variants = [self._commit_optimistically] if all(job.new_subject for job in batch.jobs) else []
        for commit in (*variants, self._commit):
            try:
                return await commit(batch)
            except DatabaseAway:
                raise
            except Exception as error:
                facts = {"action": "executor.broken", "error": type(error).__qualname__}
                log.info("joint commit failed, jobs run again more carefully", extra=facts)
        await batch.may_write.wait()
        return [await self._run_alone(replace(batch, jobs=[job])) for job in batch.jobs]

    async def _commit(self, batch: _Batch[T]) -> list[Outcome]:
        """Run all jobs in one transaction."""
        async with self.database.transaction() as connection:
            work = UnitOfWork(connection, self._spec, self._clock)
            await work.preload(_subjects(batch.jobs))
            keys = (job.idempotency_key for job in batch.jobs if job.idempotency_key)
            await work.answers.preload(connection, keys)
            await _preload_inbox(batch.jobs, work)
            await work.ask(_asks(batch.jobs))
            outcomes = await _run_jobs(batch.jobs, work)
            await batch.may_write.wait()
            await work.flush()
            self._crash(batch.before)
        self._after_commit(batch, work)
        return outcomes

    async def _run_alone(self, batch: _Batch[T]) -> Outcome:
        """Run the only job of this batch in a transaction of its own; again after a lost guard."""
        for attempt in range(1, ATTEMPTS_ALONE + 1):
            try:
                return (await self._commit(batch))[0]
            except (GuardLost, Collision) as error:
                if attempt == ATTEMPTS_ALONE:
                    return Outcome(error=error)
            except DatabaseAway:
                raise
            except Exception as error:
                return Outcome(error=error)
        raise AssertionError

    def _after_commit(self, batch: _Batch[T], work: UnitOfWork[T]) -> None:
        self._crash(batch.after)
        committed = Committed(
            events=work.events_staged,
            messages=work.messages_staged,
            earliest_due=work.earliest_armed(),
            subject_ids=work.changed_ids(),
        )
        self.on_commit(committed)

    # The optimistic variant.

    async def _commit_optimistically(self, batch: _Batch[T]) -> list[Outcome]:
        """As `_commit`, for jobs that all create their subjects: neither subjects nor stored answers are loaded.

        If one exists, the insert raises `Collision`, and the jobs run again by `_commit`.
        """
        async with self.database.single() as connection:
            work = UnitOfWork(connection, self._spec, self._clock)
            work.expect_new(_subjects(batch.jobs))
            await _preload_inbox(batch.jobs, work)
            await work.ask(_asks(batch.jobs))
            outcomes = await _run_jobs(batch.jobs, work)
            await batch.may_write.wait()
            self._crash(batch.before)  # the flush may be the commit
            await work.flush()
        self._after_commit(batch, work)
        return outcomes

    # The parallel variant.

    async def _run_in_parallel(
        self, parts: Sequence[Sequence[Job[T]]], before: CrashPoint, after: CrashPoint
    ) -> list[Outcome]:
        """Run each part as a batch: one is decided while another is written. They are written in order."""
        signals = [_already_set(), *(asyncio.Event() for _ in parts)]
        runs = [
            self._run_then_signal(_Batch(jobs=part, before=before, after=after, may_write=own), following)
            for part, (own, following) in zip(parts, pairwise(signals), strict=True)
        ]
        done = await asyncio.gather(*runs, return_exceptions=True)
        for each in done:
            if isinstance(each, BaseException):
                raise each
        return [outcome for part in done if not isinstance(part, BaseException) for outcome in part]

    async def _run_then_signal(self, batch: _Batch[T], following: asyncio.Event) -> list[Outcome]:
        try:
            return await self._run_or_retry(batch)
        finally:
            following.set()


def _split(jobs: Sequence[Job[T]], parallel_commits: int) -> list[Sequence[Job[T]]]:
    """The jobs in at most `parallel_commits` parts; a part smaller than `SMALLEST_BATCH` is not worth a commit."""
    size = max(SMALLEST_BATCH, -(-len(jobs) // parallel_commits))
    return [jobs[begin : begin + size] for begin in range(0, len(jobs), size)]


def _subjects(jobs: Sequence[Job[T]]) -> list[str]:
    return [subject_id for job in jobs for subject_id in job.subjects]


def _asks(jobs: Sequence[Job[T]]) -> list[Ask]:
    return [ask for job in jobs for ask in job.asks]


async def _preload_inbox(jobs: Sequence[Job[T]], work: UnitOfWork[T]) -> None:
    for consumer in {job.consumer for job in jobs if job.consumer}:
        handling = [job for job in jobs if job.consumer == consumer and job.event_id]
        event_ids = [job.event_id for job in handling if job.event_id]
        await work.inbox.preload(work.connection, consumer, event_ids, set(_subjects(handling)))


async def _run_jobs(jobs: Sequence[Job[T]], work: UnitOfWork[T]) -> list[Outcome]:
    """Run each job with its own trace in the log: the jobs of a batch come from different requests."""
    try:
        return [await _run_job(job, work) for job in jobs]
    finally:
        trace.current.set(None)


async def _run_job(job: Job[T], work: UnitOfWork[T]) -> Outcome:
    work.start_job()
    work.trace = job.trace
    work.via = job.via
    trace.current.set(job.trace)
    try:
        outcome = await _outcome_of(job, work)
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


async def _outcome_of(job: Job[T], work: UnitOfWork[T]) -> Outcome:
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
