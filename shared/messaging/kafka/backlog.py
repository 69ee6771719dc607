"""What a consumer has not handled yet, as the brokers know it: asked by clients of its own, so that a consumer that is
dead, or thinks it is alive, is seen all the same.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from shared.messaging.kafka.endings import end
from shared.messaging.kafka.records import to_record

ANSWER_WITHIN = 5.0  # seconds, for all that one reading asks
REQUEST_MILLISECONDS = 4_000
ENOUGH_BYTES = 16_384  # the first record of a partition comes whatever its size


@dataclass(frozen=True, slots=True)
class Waiting:
    """One partition: the next offset its consumer is to handle, how many records that are, when the oldest happened."""

    partition: TopicPartition
    handled: int
    events: int
    oldest_at: datetime | None


class Backlog:
    """The backlog of one consumer group. Whatever fails drops the clients; the next reading makes others."""

    def __init__(self, bootstrap: str, group: str, topics: Sequence[str]) -> None:
        self._bootstrap = bootstrap
        self._group = group
        self._topics = topics
        self._clients: tuple[AIOKafkaAdminClient, AIOKafkaConsumer] | None = None

    async def read(self) -> list[Waiting]:
        """Every partition of the topics. Raises when the brokers do not tell in time."""
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
        """Let go of the clients."""
        clients, self._clients = self._clients, None
        if clients is not None:
            admin, reader = clients
            await asyncio.gather(end(admin.close(), "admin"), end(reader.stop(), "reader"))

    async def _ready(self) -> tuple[AIOKafkaAdminClient, AIOKafkaConsumer]:
        if self._clients is None:
            common = {"bootstrap_servers": self._bootstrap, "request_timeout_ms": REQUEST_MILLISECONDS}
            reader = AIOKafkaConsumer(
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=ENOUGH_BYTES,
                **common,
            )
            self._clients = AIOKafkaAdminClient(**common), reader
            for client in self._clients:
                await client.start()
        return self._clients

    async def _places(self, admin: AIOKafkaAdminClient, reader: AIOKafkaConsumer) -> list[Waiting]:
        """How far the group is in each partition; records that are gone by retention are not waited for."""
        described = await admin.describe_topics(list(self._topics))
        partitions = [TopicPartition(each["topic"], p["partition"]) for each in described for p in each["partitions"]]
        committed = await admin.list_consumer_group_offsets(self._group)
        first = await reader.beginning_offsets(partitions)
        end_ = await reader.end_offsets(partitions)
        places = []
        for partition in partitions:
            known = committed.get(partition)
            handled = max(first[partition], known.offset if known else 0)
            places.append(Waiting(partition, handled, max(end_[partition] - handled, 0), None))
        return places


async def _oldest(reader: AIOKafkaConsumer, places: Iterable[Waiting]) -> dict[TopicPartition, datetime]:
    """When the first record that waits happened, for each of these partitions."""
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
