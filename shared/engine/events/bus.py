"""The bus: carries records from an outbox to the consumers. It stores nothing.

`publish` returns when every record is safe: in one process, when every consumer has committed; with Kafka, when the
brokers have stored it. Until then the outbox keeps its rows: delivery is at least once.
"""

from collections.abc import Sequence
from typing import Protocol

from shared.engine import codec
from shared.engine.events.record import Record
from shared.engine.loops import Component


class Subscriber(Protocol):
    """Handles the records of its topics."""

    name: str
    topics: tuple[str, ...]

    async def handle(self, records: Sequence[Record]) -> None:
        """Handle a batch, in order. Returns when it is committed; raises to have it delivered again."""


class Bus(Protocol):
    """Publishes records to its subscribers.

    `drain_rate` limits how fast the relay sends a backlog, in events a second; None for no limit.
    """

    drain_rate: float | None

    def subscribe(self, subscriber: Subscriber) -> None:
        """Deliver every record of its topics to this subscriber from now on."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Publish these records, in order per subject. Raises if any of them may not have been published."""

    async def publish_dead_letter(self, record: Record, consumer: str, error: str) -> None:
        """Publish a copy of a record that this consumer gave up, if the bus has a place for it. Never raises."""

    @property
    def components(self) -> Sequence[Component]:
        """What has to run for the subscribers to receive records."""

    async def close(self) -> None:
        """Close connections."""


class InProcessBus:
    """Carries records between services of one process. Records are encoded and decoded, as on any other bus."""

    drain_rate: float | None = None

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        self._subscribers.append(subscriber)

    async def publish(self, records: Sequence[Record]) -> None:
        carried = [codec.load(codec.dump(record, Record), Record) for record in records]
        for subscriber in self._subscribers:
            wanted = [record for record in carried if record.topic in subscriber.topics]
            if wanted:
                await subscriber.handle(wanted)

    async def publish_dead_letter(self, record: Record, consumer: str, error: str) -> None:
        """Do nothing: the parked row is the only copy."""

    @property
    def components(self) -> Sequence[Component]:
        return ()

    async def close(self) -> None:
        """Do nothing: there is no connection."""
