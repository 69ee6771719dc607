"""What a consumer group has not handled yet, as the brokers know it.

It is asked by separate clients, so that a consumer that is dead, or only seems to be alive, is noticed.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from shared.engine.events.kafka.connections import start_client, stop_client, stop_consumer
from shared.engine.events.kafka.records import to_record

ANSWER_WITHIN = 5.0  # seconds, for one `read`
REQUEST_MILLISECONDS = 4_000
FETCH_BYTES = 16_384  # the first record of a partition is fetched even if it is larger


@dataclass(frozen=True, slots=True)
class Waiting:
    """One partition: the next offset to handle, how many records wait from there, when the oldest of them happened."""

    partition: TopicPartition
    handled: int
    events: int
    oldest_at: datetime | None


class Backlog:
    """The backlog of one consumer group. After any failure its clients are closed; the next `read` makes new ones."""

    def __init__(self, bootstrap: str, group: str, topics: Sequence[str]) -> None:
        self._bootstrap = bootstrap
        self._group = group
        self._topics = topics
        self._admin: AIOKafkaAdminClient | None = None
        self._reader: AIOKafkaConsumer | None = None

    async def read(self) -> list[Waiting]:
        """Every partition of the topics. Raises when the brokers do not answer within `ANSWER_WITHIN`."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                admin, reader = await self._ready()
                places = await self._places(admin, reader)
                oldest = await _oldest(reader, [place for place in places if place.events])
        except BaseException:
            await self.close()
            raise
        return [Waiting(p.partition, p.handled, p.events, oldest.get(p.partition)) for p in places]

    async def close(self) -> None:
        """Close the clients."""
        admin, self._admin = self._admin, None
        reader, self._reader = self._reader, None
        closing = [stop_client(admin.close(), "admin")] if admin is not None else []
        closing += [stop_client(stop_consumer(reader), "reader")] if reader is not None else []
        await asyncio.gather(*closing)

    async def _ready(self) -> tuple[AIOKafkaAdminClient, AIOKafkaConsumer]:
        common = {"bootstrap_servers": self._bootstrap, "request_timeout_ms": REQUEST_MILLISECONDS}
        if self._admin is None:
            admin = AIOKafkaAdminClient(**common)
            await start_client(admin.start(), admin.close, "admin")
            self._admin = admin
        if self._reader is None:
            reader = AIOKafkaConsumer(
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=FETCH_BYTES,
                **common,
            )
            await start_client(reader.start(), partial(stop_consumer, reader), "reader")
            self._reader = reader
        return self._admin, self._reader

    async def _places(self, admin: AIOKafkaAdminClient, reader: AIOKafkaConsumer) -> list[Waiting]:
        """The position of the group in each partition; records deleted by retention are not counted."""
        described = await admin.describe_topics(list(self._topics))
        partitions = [TopicPartition(each["topic"], p["partition"]) for each in described for p in each["partitions"]]
        committed = await admin.list_consumer_group_offsets(self._group)
        first = await reader.beginning_offsets(partitions)
        ends = await reader.end_offsets(partitions)
        places = []
        for partition in partitions:
            known = committed.get(partition)
            handled = max(first[partition], known.offset if known else 0)
            places.append(Waiting(partition, handled, max(ends[partition] - handled, 0), None))
        return places


async def _oldest(reader: AIOKafkaConsumer, places: Iterable[Waiting]) -> dict[TopicPartition, datetime]:
    """When the first waiting record of each of these partitions happened."""
    wanted = {place.partition: place.handled for place in places}
    if not wanted:
        return {}
    reader.assign(list(wanted))
    try:
        for partition, offset in wanted.items():
            reader.seek(partition, offset)
        found = await asyncio.gather(*[reader.getone(partition) for partition in wanted])
    finally:
        reader.unsubscribe()
    return {TopicPartition(message.topic, message.partition): to_record(message).at for message in found}
