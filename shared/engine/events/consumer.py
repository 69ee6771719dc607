"""A consumer: hands each record to its handler once, in the order of its case, and lets no bad record stop the others.

At least once from the bus, plus the inbox row in the handler's own commit, makes once. A record whose handler fails
is parked with all later ones of the same case (`shared.engine.events.parking` tries them again); other cases flow.
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
"""(event type, version) -> handler: the whole list of what a service listens to."""

Bury = Callable[[Record, str, str], Awaitable[None]]
"""Leaves a copy of a dead letter where others look for it: the record, whose ear, the kind of error. Never raises."""

log = logging.getLogger(__name__)


async def nowhere(record: Record, consumer: str, error: str) -> None:
    """No copy is left."""


class Consumer(Generic[T]):
    """Handles the events one service subscribes to (a `bus.Subscriber`). `opening`: event types that create a case."""

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
        self.bury: Bury = nowhere

    async def handle(self, records: Sequence[Record]) -> None:
        """Handle what is subscribed to, park what cannot be handled. Raises when even that is not possible.

        A commit holds one record of each case at most: whether it can be handled is known before the next one's turn.
        """
        for batch in one_a_case([record for record in records if self._wanted(record)]):
            points = (CrashPoint.CONSUMER_BEFORE_COMMIT, CrashPoint.CONSUMER_AFTER_COMMIT)
            outcomes = await self.executor.run([self.job(record) for record in batch], *points)
            for record, outcome in zip(batch, outcomes, strict=True):
                self._count(outcome)
                if outcome.error is not None:
                    await self._park(record, outcome.error)

    def job(self, record: Record, *, from_parking: bool = False) -> Job[T]:
        """The job that handles this record, unless an earlier one of its case is parked: then it waits behind it."""

        async def run(work: UnitOfWork[T]) -> None:
            if not from_parking and work.inbox.is_behind(self.name, record.subject_id):
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

    async def give_up(self, record: Record, error: Exception) -> None:
        """Say that this event is a dead letter now. The row is there; what is told of it elsewhere is a copy."""
        facts = {"action": "parking.dead", "consumer": self.name}
        facts |= {"case_id": record.subject_id, "event_id": record.event_id}
        trace.current.set(record.trace)
        log.error("dead letter", extra=facts, exc_info=error)
        metrics.dead_letters.labels(self.name).inc()
        await self.bury(record, self.name, parking.describe(error))

    def _count(self, outcome: Outcome) -> None:
        what = "parked" if outcome.error else "repeated" if outcome.repeated else "handled"
        metrics.consumed.labels(self.name, what).inc()

    def _wanted(self, record: Record) -> bool:
        try:
            type_, _ = split_type(record.type)
        except UnreadableEvent:
            return True  # it cannot be read: parked, and seen by operations
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
        [outcome] = await self.executor.run([parking.job(self.name, record, error)])
        if outcome.error is not None:  # neither handled nor parked: the bus must bring it again
            raise outcome.error
        if outcome.value:
            await self.give_up(record, error)


def one_a_case(records: Sequence[Record]) -> list[list[Record]]:
    """The records in batches with at most one of each case, in the order of each case."""
    batches: list[list[Record]] = []
    turn: Counter[str] = Counter()
    for record in records:
        if turn[record.subject_id] == len(batches):
            batches.append([])
        batches[turn[record.subject_id]].append(record)
        turn[record.subject_id] += 1
    return batches
