"""The bus: what carries records from an outbox to the consumers. It carries; it never remembers.

`publish` returns when the bus has every record for good: in one process, when every consumer has committed; through
Kafka, when the brokers have it. Until then the outbox keeps the pointers, so a record may come twice, never not at all.
"""

from collections.abc import Sequence
from typing import Protocol

from shared.engine import codec
from shared.engine.events.record import Record
from shared.engine.loops import Component


class Subscriber(Protocol):
    """Somebody who handles records. Returns when they are handled for good; raises when they are to come again."""

    name: str
    topics: tuple[str, ...]

    async def handle(self, records: Sequence[Record]) -> None:
        """Handle a batch, in order."""


class Bus(Protocol):
    """See the module. `drain_rate` bounds what has waited for long, in events a second; None for no bound."""

    drain_rate: float | None

    def subscribe(self, subscriber: Subscriber) -> None:
        """From now on this one gets every record of its topics."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Hand over these records, in order per case."""

    async def bury(self, record: Record, consumer: str, error: str) -> None:
        """Leave a copy of a dead letter of this consumer, if there is a place for it. Never raises."""

    @property
    def components(self) -> Sequence[Component]:
        """What has to run for the subscribers to hear."""

    async def close(self) -> None:
        """Let go of connections."""


class InProcessBus:
    """Carries records between services of one process. Every record goes through bytes, as on any other bus."""

    drain_rate: float | None = None

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """See `Bus`."""
        self._subscribers.append(subscriber)

    async def publish(self, records: Sequence[Record]) -> None:
        """See `Bus`."""
        carried = [codec.load(codec.dump(record, Record), Record) for record in records]
        for subscriber in self._subscribers:
            wanted = [record for record in carried if record.topic in subscriber.topics]
            if wanted:
                await subscriber.handle(wanted)

    async def bury(self, record: Record, consumer: str, error: str) -> None:
        """See `Bus`: the row is all there is."""

    @property
    def components(self) -> Sequence[Component]:
        """See `Bus`: nothing; publishing is hearing."""
        return ()

    async def close(self) -> None:
        """See `Bus`: nothing to let go of."""
