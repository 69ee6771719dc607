"""A consumer: handles each record once, in the order of its subject; a record that fails does not stop the others.

The bus delivers at least once; the inbox row in the handler's commit makes it once. A record whose handler fails is
parked, with all later ones of the same subject (`shared.engine.events.parking` retries them); other subjects proceed.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from shared.contracts.base import Event
from shared.contracts.registry import UnreadableEvent, split_type
from shared.engine import codec
from shared.engine.events import parking
from shared.engine.events.record import Record
from shared.engine.executor import Executor, Job, Outcome
from shared.engine.unit_of_work import UnitOfWork
from shared.support import metrics, trace
from shared.support.faults import CrashPoint

T = TypeVar("T")
Handler = Callable[[Any, UnitOfWork[T]], Awaitable[object]]
Subscriptions = Mapping[tuple[str, int], Handler[T]]
"""(event type, version) -> handler: everything a service subscribes to."""

PublishDeadLetter = Callable[[Record, str, str], Awaitable[None]]
"""Publishes a dead letter to the `.dlq` topic: record, consumer, error class. Never raises."""

log = logging.getLogger(__name__)


async def not_published(record: Record, consumer: str, error: str) -> None:
    """Publish no dead letter: the parked row is the only copy."""


class Consumer(Generic[T]):
    """Handles the events a service subscribes to (a `bus.Subscriber`). `opening`: event types that create a subject."""

    def __init__(
        self,
        name: str,
        topics: tuple[str, ...],
        subscriptions: Subscriptions[T],
        executor: Executor[T],
        *,
        opening: Collection[str] = (),
    ) -> None:
        self.name = name
        self.topics = topics
        self.executor = executor
        self._subscriptions = subscriptions
        self._types = {type_ for type_, _ in subscriptions}
        self._opening = opening
        self.publish_dead_letter: PublishDeadLetter = not_published

    async def handle(self, records: Sequence[Record]) -> None:
        """Handle the subscribed records, park those that fail. Raises if one can neither be handled nor parked.

        A commit holds at most one record of each subject: the next one depends on whether this one was parked.
        """
        for batch in one_per_subject([record for record in records if self._wanted(record)]):
            points = (CrashPoint.CONSUMER_BEFORE_COMMIT, CrashPoint.CONSUMER_AFTER_COMMIT)
            outcomes = await self.executor.run([self.job(record) for record in batch], *points)
            for record, outcome in zip(batch, outcomes, strict=True):
                self._count(outcome)
                if outcome.error is not None:
                    await self._park(record, outcome.error)

    def job(self, record: Record, *, from_parking: bool = False) -> Job[T]:
        """The job that handles this record. It raises `BehindParked` if an earlier one of its subject is parked."""

        async def run(work: UnitOfWork[T]) -> None:
            if not from_parking and work.inbox.has_parked(self.name, record.subject_id):
                raise parking.BehindParked
            await self._dispatch(record, work)
            if from_parking:
                parking.unpark(work, self.name, record)

        return Job(
            run=run,
            subjects=(record.subject_id,),
            new_subject=record.type.rpartition(".v")[0] in self._opening,
            consumer=self.name,
            event_id=record.event_id,
            trace=record.trace,
        )

    async def report_dead_letter(self, record: Record, error: Exception) -> None:
        """Log, count and publish a record that is a dead letter now; its parked row is written already."""
        facts = {"action": "parking.dead", "consumer": self.name}
        facts |= {"case_id": record.subject_id, "event_id": record.event_id}
        trace.current.set(record.trace)
        log.error("dead letter", extra=facts, exc_info=error)
        metrics.dead_letters.labels(self.name).inc()
        await self.publish_dead_letter(record, self.name, parking.error_class(error))

    def _count(self, outcome: Outcome) -> None:
        what = "parked" if outcome.error else "repeated" if outcome.repeated else "handled"
        metrics.consumed.labels(self.name, what).inc()

    def _wanted(self, record: Record) -> bool:
        try:
            type_, _ = split_type(record.type)
        except UnreadableEvent:
            return True  # to be parked as unreadable, so that operations sees it
        return type_ in self._types

    async def _dispatch(self, record: Record, work: UnitOfWork[T]) -> None:
        type_, version = split_type(record.type)
        event: Event = codec.decode(type_, version, record.data.encode())
        await self._subscriptions[type_, event.version](event, work)

    async def _park(self, record: Record, error: Exception) -> None:
        trace.current.set(record.trace)
        log.warning(
            "event parked",
            extra={"action": "consumer.park", "case_id": record.subject_id, "event_id": record.event_id},
            exc_info=None if isinstance(error, parking.BehindParked) else error,
        )
        [outcome] = await self.executor.run([parking.parking_job(self.name, record, error)])
        if outcome.error is not None:  # neither handled nor parked: the bus must deliver it again
            raise outcome.error
        if outcome.value:
            await self.report_dead_letter(record, error)


def one_per_subject(records: Sequence[Record]) -> list[list[Record]]:
    """The records in batches with at most one of each subject, in the order of each subject."""
    batches: list[list[Record]] = []
    seen: Counter[str] = Counter()
    for record in records:
        if seen[record.subject_id] == len(batches):
            batches.append([])
        batches[seen[record.subject_id]].append(record)
        seen[record.subject_id] += 1
    return batches
