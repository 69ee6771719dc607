"""The producer side. `publish` returns when the brokers have stored every record (`acks=all`).

The producer is idempotent, so that a record never overtakes an earlier one of its partition. After any failure it is
closed and another made, because a producer whose sequence numbers have a gap never recovers; duplicates are dropped by
the inbox.
"""

import asyncio
import logging
from collections.abc import Sequence
from zlib import crc32

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka.connections import start_client, stop_client
from shared.engine.events.kafka.consumer_runner import ConsumerRunner
from shared.engine.events.kafka.records import Message, to_dead_letter, to_message
from shared.engine.events.kafka.watchdog import ConsumerWatchdog
from shared.engine.events.record import Record
from shared.engine.loops import Component
from shared.support import metrics

log = logging.getLogger(__name__)

PUBLISH_WITHIN = 10.0  # seconds
REQUEST_MILLISECONDS = 8_000  # less, so that a request fails before the producer is closed
BATCH_BYTES = 262_144


def partition_of(key: bytes, partitions: Sequence[int], available: Sequence[int]) -> int:
    """The partition of a key, by CRC-32 as in librdkafka's default: the same for every event of a subject."""
    # aiokafka's own partitioner, the Java clients' hash in Python, cost more than all the rest of sending a record.
    return partitions[crc32(key) % len(partitions)]


class KafkaBus:
    """A `Bus` whose records go through the brokers at `bootstrap`."""

    def __init__(self, bootstrap: str, drain_rate: float | None = None) -> None:
        self.drain_rate = drain_rate
        self._bootstrap = bootstrap
        self._producer: AIOKafkaProducer | None = None
        self._components: list[Component] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        runner = ConsumerRunner(self._bootstrap, subscriber)
        self._components += [runner, ConsumerWatchdog(self._bootstrap, subscriber, runner)]

    async def publish(self, records: Sequence[Record]) -> None:
        """Publish these records. After a failure it is unknown which of them the brokers have: send all again."""
        await self._send([to_message(record) for record in records])

    async def publish_dead_letter(self, record: Record, consumer: str, error: str) -> None:
        """Publish to the `.dlq` topic that belongs to the record's topic."""
        try:
            await self._send([to_dead_letter(record, consumer, error)])
        except (KafkaError, OSError) as why:  # timeouts are OSErrors
            facts = {"action": "kafka.dead_letter_failed", "consumer": consumer, "event_id": record.event_id}
            log.warning("dead letter not published", extra=facts, exc_info=why)

    @property
    def components(self) -> Sequence[Component]:
        return self._components

    async def close(self) -> None:
        """Close the producer; the next `publish` makes another."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await stop_client(producer.stop(), "producer")

    async def _send(self, messages: Sequence[Message]) -> None:
        try:
            async with asyncio.timeout(PUBLISH_WITHIN):
                producer = await self._ready()
                sent = [await producer.send(**message) for message in messages]
                await asyncio.gather(*sent)
        except BaseException:
            metrics.rebuilt.labels("producer").inc()
            await self.close()
            raise

    async def _ready(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_batch_size=BATCH_BYTES,
                request_timeout_ms=REQUEST_MILLISECONDS,
                partitioner=partition_of,
            )
            await start_client(producer.start(), producer.stop, "producer")
            self._producer = producer
        return self._producer
