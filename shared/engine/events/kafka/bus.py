"""The side that writes. `publish` returns when the brokers have every record (`acks=all`).

The producer is idempotent, so that a record never overtakes an earlier one of its partition. After any failure it is
dropped and another made, because one whose sequence numbers have come apart never heals; whatever was sent twice the
inbox drops.
"""

import asyncio
import logging
from collections.abc import Sequence
from zlib import crc32

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka.connections import begin, end
from shared.engine.events.kafka.consumer_runner import ConsumerRunner
from shared.engine.events.kafka.records import Message, to_dead_letter, to_message
from shared.engine.events.kafka.watchdog import ConsumerWatchdog
from shared.engine.events.record import Record
from shared.engine.loops import Component
from shared.support import metrics

log = logging.getLogger(__name__)

PUBLISH_WITHIN = 10.0  # seconds
REQUEST_MILLISECONDS = 8_000  # less: what cannot be sent is given up before the producer is
BATCH_BYTES = 262_144


def partition_of(key: bytes, partitions: Sequence[int], available: Sequence[int]) -> int:
    """The same partition for every event of a case: by CRC-32, as librdkafka does it unless told otherwise.

    The Java clients' hash is written in Python in our library, and cost more than all the rest of sending a record.
    """
    return partitions[crc32(key) % len(partitions)]


class KafkaBus:
    """See the module, and `shared.engine.events.bus.Bus`."""

    def __init__(self, bootstrap: str, drain_rate: float | None = None) -> None:
        self.drain_rate = drain_rate
        self._bootstrap = bootstrap
        self._producer: AIOKafkaProducer | None = None
        self._parts: list[Component] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """See `Bus`: the ear is a part of the process, started and stopped with it; so is what watches over it."""
        ear = ConsumerRunner(self._bootstrap, subscriber)
        self._parts += [ear, ConsumerWatchdog(self._bootstrap, subscriber, ear)]

    async def publish(self, records: Sequence[Record]) -> None:
        """See `Bus`. After a failure nothing is known of these records; they are to be sent again."""
        await self._send([to_message(record) for record in records])

    async def bury(self, record: Record, consumer: str, error: str) -> None:
        """See `Bus`: into the topic of dead letters beside the one it came from."""
        try:
            await self._send([to_dead_letter(record, consumer, error)])
        except (KafkaError, OSError) as why:  # timeouts are OSErrors
            facts = {"action": "kafka.not_buried", "consumer": consumer, "event_id": record.event_id}
            log.warning("dead letter not copied", extra=facts, exc_info=why)

    @property
    def components(self) -> Sequence[Component]:
        """See `Bus`: an ear and a watch a subscriber."""
        return self._parts

    async def close(self) -> None:
        """Drop the producer; the next record gets another."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await end(producer.stop(), "producer")

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
            await begin(producer.start(), producer.stop, "producer")
            self._producer = producer
        return self._producer
