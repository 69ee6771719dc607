"""A real Kafka that a test drives by hand: real clients, groups, commits and bytes, but nothing is consumed unasked.

What is published is stored by the brokers. It is consumed when a test runs a consumer, up to the end of the topics.
Stories on "Kafka" use the engine's `GroupMember` with this `ManualConsumer` around it; the engine's `ConsumerRunner` is
tested in `tests/scale`. Worlds use the topics one after the other: a fresh one moves every group to the end before it
publishes. Closing drops the clients as the death of the process would, but they leave their groups, so that the brokers
need not wait for a timeout; nothing is committed by that. A world that ends in good order leaves its clients to the
next.
"""

import asyncio
import itertools
import time
from collections.abc import Mapping, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.servers.topics import ensure_topics
from shared.contracts.services import TOPICS
from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka import GroupMember, KafkaBus
from shared.engine.events.kafka.connections import stop_consumer
from shared.engine.events.kafka.records import to_record
from shared.engine.events.record import Record
from shared.engine.loops import Component

PARTITIONS = 3
PLACES = tuple(TopicPartition(topic, number) for topic in TOPICS.values() for number in range(PARTITIONS))
ANSWERS_WITHIN = 10.0  # seconds, in which the brokers bring what they have
GOOD_FOR = 4.0  # seconds: clients unused for longer may have missed too many heartbeats

Offsets = Mapping[TopicPartition, int]

_numbers = itertools.count(1)


async def prepare(bootstrap: str) -> None:
    """Make the topics, and let Kafka create its internal topic of groups: until then it refuses members."""
    await ensure_topics(bootstrap, PARTITIONS)
    first = GroupMember(bootstrap, SubscriberSlot("first", tuple(TOPICS.values())))
    await first.join()
    await first.stop()


class SubscriberSlot:
    """The subscriber of a member that several worlds use one after the other."""

    def __init__(self, name: str, topics: tuple[str, ...]) -> None:
        self.name = name
        self.topics = topics
        self.subscriber: Subscriber | None = None

    async def handle(self, records: Sequence[Record]) -> None:
        assert self.subscriber is not None, "no world uses this member"
        await self.subscriber.handle(records)


class Clients:
    """A producer, a group member for every subscriber's name, and a reader of offsets; on one event loop.

    Clients with the same `number` belong to the same groups and continue from their committed offsets.
    """

    def __init__(self, bootstrap: str, number: int | None = None) -> None:
        self.bootstrap = bootstrap
        self.number = number or next(_numbers)
        self.loop = asyncio.get_running_loop()
        self.producer = KafkaBus(bootstrap)
        self._members: dict[str, tuple[SubscriberSlot, GroupMember]] = {}
        self._reader: AIOKafkaConsumer | None = None
        self._left_at = time.monotonic()

    async def member(self, subscriber: Subscriber) -> GroupMember:
        """The member of this subscriber's group."""
        if subscriber.name not in self._members:
            slot = SubscriberSlot(subscriber.name, subscriber.topics)
            member = GroupMember(self.bootstrap, slot, group=f"{subscriber.name}-{self.number}")
            self._members[subscriber.name] = slot, member
            await member.join()
        slot, member = self._members[subscriber.name]
        slot.subscriber = subscriber
        return member

    async def leave(self, name: str) -> None:
        """Stop the member of this subscriber's group."""
        if name in self._members:
            await self._members.pop(name)[1].stop()

    async def ends(self) -> Offsets:
        """The end offset of each partition. A member cannot be asked: it answers only after its poll."""
        if self._reader is None:
            self._reader = AIOKafkaConsumer(bootstrap_servers=self.bootstrap)
            await self._reader.start()
        found: Offsets = await self._reader.end_offsets(PLACES)
        return found

    async def close(self) -> None:
        """Close all of them."""
        reader, self._reader = self._reader, None
        leaving = [self.leave(name) for name in list(self._members)]
        leaving += [stop_consumer(reader)] if reader is not None else []
        await asyncio.gather(self.producer.close(), *leaving)

    def are_left(self) -> "Clients":
        """Note that they are unused from now on."""
        self._left_at = time.monotonic()
        return self

    @property
    def good(self) -> bool:
        """True if they can be used again."""
        return time.monotonic() - self._left_at < GOOD_FOR


class ManualConsumer:
    """One subscriber's consumer. `run_once` consumes everything there is; after a failure it gets a new member."""

    def __init__(self, bus: "ManualKafka", subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        self.name = f"{subscriber.name}.consumer"
        self._bus = bus
        self._consumed: Offsets = {}
        self._running = asyncio.Lock()

    async def run_once(self, now: object = None) -> int:
        """Consume up to the end of the topics; returns how many records that were."""
        async with self._running:
            if self._bus.away or (ends := await self._bus.ends()) == self._consumed:
                return 0
            try:
                consumed = await self._consume(await self._bus.clients.member(self.subscriber), ends)
            except BaseException:
                await self._bus.clients.leave(self.subscriber.name)
                raise
            self._consumed = ends
            return consumed

    async def begin(self, starts: Offsets) -> None:
        """Skip what was published before: commit the group at these offsets."""
        consumer = (await self._bus.clients.member(self.subscriber)).consumer
        away = {p: starts[p] for p in consumer.assignment() if await consumer.position(p) != starts[p]}
        for place, offset in away.items():
            consumer.seek(place, offset)
        if away:
            await consumer.commit(away)
        self._consumed = starts

    async def undelivered(self, ends: Offsets) -> dict[TopicPartition, tuple[int, int]]:
        """From where to where each partition has records that this one has not consumed."""
        if ends == self._consumed:
            return {}
        consumer = (await self._bus.clients.member(self.subscriber)).consumer
        places = {place: await consumer.position(place) for place in consumer.assignment()}
        return {place: (position, ends[place]) for place, position in places.items() if position < ends[place]}

    async def _consume(self, member: GroupMember, ends: Offsets) -> int:
        consumed = 0
        async with asyncio.timeout(ANSWERS_WITHIN):
            while await self._is_behind(member.consumer, ends):
                consumed += await member.run_once()
            await member.commit_all()
        return consumed

    async def _is_behind(self, consumer: AIOKafkaConsumer, ends: Offsets) -> bool:
        return any([await consumer.position(place) < ends[place] for place in consumer.assignment()])


class ManualKafka:
    """A `Bus` on a real Kafka whose consumers a test runs.

    `silent`: its world has not published yet. `away`: the brokers refused the last record; until they take one again,
    consumers do not poll.
    """

    def __init__(self, clients: Clients, drain_rate: float | None, *, silent: bool) -> None:
        self.clients = clients
        self.drain_rate = drain_rate
        self.consumers: list[ManualConsumer] = []
        self.silent = silent
        self.away = False
        self._ends: Offsets | None = {} if silent else None
        self._kept = False

    def subscribe(self, subscriber: Subscriber) -> None:
        self.consumers.append(ManualConsumer(self, subscriber))

    async def publish(self, records: Sequence[Record]) -> None:
        """Publish to the brokers; no consumer runs."""
        if self.silent:
            await self._begin()
        try:
            await self.clients.producer.publish(records)
        except BaseException:
            self.away = True
            raise
        self.away, self._ends = False, None

    async def publish_dead_letter(self, record: Record, consumer: str, error: str) -> None:
        await self.clients.producer.publish_dead_letter(record, consumer, error)

    @property
    def components(self) -> Sequence[Component]:
        """Nothing: consumers run when a test runs them."""
        return ()

    async def ends(self) -> Offsets:
        """The end offset of each partition; asked again only after something was published here."""
        if self._ends is None:
            self._ends = await self.clients.ends()
        return self._ends

    async def undelivered(self, name: str) -> set[str]:
        """The ids of the events at the brokers that this subscriber has not consumed."""
        if self.silent or self.away:
            return set()
        [consumer] = [consumer for consumer in self.consumers if consumer.subscriber.name == name]
        places = await consumer.undelivered(await self.ends())
        return {record.event_id for record in await _between(self.clients.bootstrap, places)}

    def keep(self) -> Clients:
        """Leave the clients to the next world instead of closing them."""
        self._kept = True
        return self.clients.are_left()

    async def close(self) -> None:
        if not self._kept:
            await self.clients.close()

    async def _begin(self) -> None:
        starts = await self.clients.ends()
        await asyncio.gather(*(consumer.begin(starts) for consumer in self.consumers))
        self.silent = False


async def _between(bootstrap: str, places: Mapping[TopicPartition, tuple[int, int]]) -> list[Record]:
    """Read these ranges, by a reader without a group."""
    if not places:
        return []
    reader, found = AIOKafkaConsumer(bootstrap_servers=bootstrap), []
    await reader.start()
    try:
        reader.assign(list(places))
        for place, (first, end) in places.items():
            reader.seek(place, first)
            while await reader.position(place) < end:
                polled = await reader.getmany(place, timeout_ms=1_000)
                found += [to_record(message) for messages in polled.values() for message in messages]
    finally:
        await stop_consumer(reader)
    return found
