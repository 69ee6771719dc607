"""The bus on Apache Kafka: CloudEvents in binary mode, the case id as key, one topic a publishing service.

`publish` returns when the brokers have every record (`acks=all`). The producer is idempotent, so that a record never
overtakes an earlier one of its partition; after any failure it is dropped and another made, because a producer whose
sequence numbers have come apart never heals. Whatever was sent twice the inbox drops. Nothing here remembers: offsets
are committed after the handler's transaction, and a consumer that makes no progress is rebuilt.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from shared.messaging.bus import Subscriber
from shared.messaging.record import Record
from shared.runtime.loops import Part, WaitingClock

log = logging.getLogger(__name__)

PUBLISH_WITHIN = 15.0
STOP_WITHIN = 5.0
COMMIT_WITHIN = 10.0
POLL_MILLISECONDS = 500
MOST_RECORDS = 500
SESSION_MILLISECONDS = 30_000
PAUSE = timedelta(seconds=1)


class KafkaBus:
    """See the module, and `shared.messaging.bus.Bus`."""

    def __init__(self, bootstrap: str, drain_rate: float | None = None) -> None:
        self.drain_rate = drain_rate
        self._bootstrap = bootstrap
        self._producer: AIOKafkaProducer | None = None
        self._ears: list[Ear] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """See `Bus`: the ear is a part of the process, started and stopped with it."""
        self._ears.append(Ear(self._bootstrap, subscriber))

    async def publish(self, records: Sequence[Record]) -> None:
        """See `Bus`. After a failure nothing is known of these records; they are to be sent again."""
        try:
            async with asyncio.timeout(PUBLISH_WITHIN):
                producer = await self._ready()
                sent = [await producer.send(**to_message(record)) for record in records]
                await asyncio.gather(*sent)
        except BaseException:
            await self.close()
            raise

    @property
    def parts(self) -> Sequence[Part]:
        """See `Bus`: one ear a subscriber."""
        return self._ears

    async def close(self) -> None:
        """Drop the producer; the next record gets another."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await _bounded(producer.stop(), "producer.stop")

    async def _ready(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_batch_size=262_144,
            )
            try:
                await producer.start()
            except BaseException:
                await _bounded(producer.stop(), "producer.stop")
                raise
            self._producer = producer
        return self._producer


class Listener:
    """One member of a consumer group: polls, hands over, commits the offsets. It does not outlive its first failure."""

    def __init__(self, bootstrap: str, subscriber: Subscriber, group: str | None = None) -> None:
        self.consumer = AIOKafkaConsumer(
            *subscriber.topics,
            bootstrap_servers=bootstrap,
            group_id=group or subscriber.name,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=SESSION_MILLISECONDS,
            max_poll_records=MOST_RECORDS,
        )
        self._subscriber = subscriber

    async def run_once(self, wait_milliseconds: int = POLL_MILLISECONDS) -> int:
        """Handle what has come, for good; returns how many records that were. Raises when it cannot be handled now."""
        polled = await self.consumer.getmany(timeout_ms=wait_milliseconds, max_records=MOST_RECORDS)
        records = [to_record(message) for messages in polled.values() for message in messages]
        if records:
            await self._subscriber.handle(records)
            await self._commit({partition: messages[-1].offset + 1 for partition, messages in polled.items()})
        return len(records)

    async def stop(self) -> None:
        """Leave the group."""
        await _bounded(self.consumer.stop(), "consumer.stop")

    async def _commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """A commit that fails costs a redelivery, which the inbox drops; one that hangs would cost everything."""
        try:
            async with asyncio.timeout(COMMIT_WITHIN):
                await self.consumer.commit(offsets)
        except KafkaError as error:
            facts = {"action": "listener.commit_failed", "consumer": self._subscriber.name}
            log.warning("offsets not committed", extra=facts, exc_info=error)


class Ear(Part):
    """A subscriber's place in its group for as long as the process runs. Any failure makes a new listener, which goes
    on from the committed offsets.
    """

    def __init__(self, bootstrap: str, subscriber: Subscriber) -> None:
        self.name = f"{subscriber.name}.ear"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._bootstrap = bootstrap
        self._subscriber = subscriber
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """It waits on the broker, not on a bell."""

    def start(self, clock: WaitingClock) -> None:
        """Begin to listen; returns at once."""
        self._stopping.clear()
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Finish the batch under way, commit it, leave the group."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _run(self, clock: WaitingClock) -> None:
        while not self._stopping.is_set():
            listener = Listener(self._bootstrap, self._subscriber)
            try:
                await listener.consumer.start()
                await self._listen(listener, clock)
            except Exception as error:
                if self.failing is None:
                    facts = {"action": "ear.failing", "loop": self.name}
                    log.warning("consumer rebuilt", extra=facts, exc_info=error)
                self.failing = type(error).__name__
                await self._pause()
            finally:
                await listener.stop()

    async def _listen(self, listener: Listener, clock: WaitingClock) -> None:
        while not self._stopping.is_set():
            await listener.run_once()
            self.last_ran_at = clock.now()
            self.failing = None

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(PAUSE.total_seconds()):
                await self._stopping.wait()
        except TimeoutError:
            return


def to_message(record: Record) -> dict[str, Any]:
    """A record as Kafka carries it. Its own time is in the headers: brokers refuse stamps far from theirs."""
    headers = {
        "ce_specversion": "1.0",
        "ce_id": record.event_id,
        "ce_type": record.type,
        "ce_source": record.source,
        "ce_subject": record.case_id,
        "ce_time": record.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "ce_sequence": str(record.sequence),
        "content-type": "application/json",
    } | ({"ce_traceparent": record.trace} if record.trace else {})
    return {
        "topic": record.topic,
        "key": record.case_id.encode(),
        "value": record.data.encode(),
        "headers": [(name, value.encode()) for name, value in headers.items()],
    }


def to_record(message: ConsumerRecord) -> Record:
    """The record of a message. What a stranger's message lacks is left empty: its handling will fail."""
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    place = f"{message.topic}.{message.partition}.{message.offset}"
    return Record(
        topic=message.topic,
        case_id=headers.get("ce_subject") or (message.key or place.encode()).decode("utf-8", "replace"),
        event_id=headers.get("ce_id") or place,
        type=headers.get("ce_type", ""),
        source=headers.get("ce_source", ""),
        at=_time(headers.get("ce_time")) or datetime.fromtimestamp(message.timestamp / 1000, UTC),
        sequence=_number(headers.get("ce_sequence")),
        trace=headers.get("ce_traceparent"),
        data=(message.value or b"").decode("utf-8", "replace"),
    )


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


async def _bounded(stopping: Any, what: str) -> None:  # noqa: ANN401 - any awaitable of the library
    """These can hang for ever with no broker there."""
    try:
        async with asyncio.timeout(STOP_WITHIN):
            await stopping
    except Exception as error:
        log.warning("could not stop cleanly", extra={"action": what}, exc_info=error)
