"""The real Kafka under a test's hand: real clients, groups, commits and bytes, but nobody listens by himself.

What is published is with the brokers. It is heard when a test lets an ear run, and then up to the end of what there
is. Worlds use the topics in turn: a fresh one puts every group at the end before it says its first word. Closing drops
the clients as the death of the process would, only that the brokers need not find out by waiting: an ear that is gone
has left its group, with nothing committed that was not. A world that ends in good order leaves its clients to the next.
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
from shared.engine.events.kafka.records import to_record
from shared.engine.events.record import Record
from shared.engine.loops import Component

PARTITIONS = 3
PLACES = tuple(TopicPartition(topic, number) for topic in TOPICS.values() for number in range(PARTITIONS))
ANSWERS_WITHIN = 10.0  # seconds, in which the brokers bring what they have
GOOD_FOR = 4.0  # seconds: clients nobody ran for longer may have missed too many heartbeats

Offsets = Mapping[TopicPartition, int]

_numbers = itertools.count(1)


async def prepare(bootstrap: str) -> None:
    """Make the topics, and let Kafka make what it keeps the groups in: until then it refuses them."""
    await ensure_topics(bootstrap, PARTITIONS)
    first = GroupMember(bootstrap, Seat("first", tuple(TOPICS.values())))
    await first.join()
    await first.stop()


class Seat:
    """A subscriber's place at a listener, which may be another world's with time."""

    def __init__(self, name: str, topics: tuple[str, ...]) -> None:
        self.name = name
        self.topics = topics
        self.taken_by: Subscriber | None = None

    async def handle(self, records: Sequence[Record]) -> None:
        """See `Subscriber`."""
        assert self.taken_by is not None, "nobody sits here"
        await self.taken_by.handle(records)


class Clients:
    """A producer, a member of a group for every subscriber's name, and one that only asks; on one event loop.

    With the `number` of others they are of the same groups, and come back to what those have committed.
    """

    def __init__(self, bootstrap: str, number: int | None = None) -> None:
        self.bootstrap = bootstrap
        self.number = number or next(_numbers)
        self.loop = asyncio.get_running_loop()
        self.mouth = KafkaBus(bootstrap)
        self._seats: dict[str, tuple[Seat, GroupMember]] = {}
        self._asker: AIOKafkaConsumer | None = None
        self._left_at = time.monotonic()

    async def listener(self, subscriber: Subscriber) -> GroupMember:
        """The member of this subscriber's group."""
        if subscriber.name not in self._seats:
            seat = Seat(subscriber.name, subscriber.topics)
            listener = GroupMember(self.bootstrap, seat, group=f"{subscriber.name}-{self.number}")
            self._seats[subscriber.name] = seat, listener
            await listener.join()
        seat, listener = self._seats[subscriber.name]
        seat.taken_by = subscriber
        return listener

    async def leave(self, name: str) -> None:
        """Let the member of this subscriber's group go."""
        if name in self._seats:
            await self._seats.pop(name)[1].stop()

    async def ends(self) -> Offsets:
        """Where each partition ends. A listener cannot be asked: its answer comes after what it is waiting to hear."""
        if self._asker is None:
            self._asker = AIOKafkaConsumer(bootstrap_servers=self.bootstrap)
            await self._asker.start()
        found: Offsets = await self._asker.end_offsets(PLACES)
        return found

    async def close(self) -> None:
        """Drop all of them."""
        asker, self._asker = self._asker, None
        leaving = [self.leave(name) for name in list(self._seats)] + ([asker.stop()] if asker is not None else [])
        await asyncio.gather(self.mouth.close(), *leaving)

    def are_left(self) -> "Clients":
        """Nobody uses them for now."""
        self._left_at = time.monotonic()
        return self

    @property
    def good(self) -> bool:
        """True if they can be used again."""
        return time.monotonic() - self._left_at < GOOD_FOR


class SteppedEar:
    """One subscriber's ear. `run_once` hears everything there is; a failure costs it its listener."""

    def __init__(self, bus: "SteppedKafka", subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        self.name = f"{subscriber.name}.ear"
        self._bus = bus
        self._heard: Offsets = {}
        self._turn = asyncio.Lock()

    async def run_once(self, now: object = None) -> int:
        """Hear what there is, up to its end; returns how many records that were."""
        async with self._turn:
            if self._bus.away or (ends := await self._bus.ends()) == self._heard:
                return 0
            try:
                heard = await self._hear(await self._bus.clients.listener(self.subscriber), ends)
            except BaseException:
                await self._bus.clients.leave(self.subscriber.name)
                raise
            self._heard = ends
            return heard

    async def begin(self, starts: Offsets) -> None:
        """Be deaf to what was said before: the group is committed to these places."""
        consumer = (await self._bus.clients.listener(self.subscriber)).consumer
        away = {p: starts[p] for p in consumer.assignment() if await consumer.position(p) != starts[p]}
        for place, offset in away.items():
            consumer.seek(place, offset)
        if away:
            await consumer.commit(away)
        self._heard = starts

    async def unheard(self, ends: Offsets) -> dict[TopicPartition, tuple[int, int]]:
        """From where to where the brokers hold what this one has not heard."""
        if ends == self._heard:
            return {}
        consumer = (await self._bus.clients.listener(self.subscriber)).consumer
        places = {place: await consumer.position(place) for place in consumer.assignment()}
        return {place: (position, ends[place]) for place, position in places.items() if position < ends[place]}

    async def _hear(self, listener: GroupMember, ends: Offsets) -> int:
        heard = 0
        async with asyncio.timeout(ANSWERS_WITHIN):
            while await self._is_behind(listener.consumer, ends):
                heard += await listener.run_once()
            await listener.settle()
        return heard

    async def _is_behind(self, consumer: AIOKafkaConsumer, ends: Offsets) -> bool:
        return any([await consumer.position(place) < ends[place] for place in consumer.assignment()])


class SteppedKafka:
    """See the module, and `shared.engine.events.bus.Bus`.

    `silent`: its world has not said a word yet. `away`: the brokers would not take the last one; before they take one
    again, nobody waits to hear from them.
    """

    def __init__(self, clients: Clients, drain_rate: float | None, *, silent: bool) -> None:
        self.clients = clients
        self.drain_rate = drain_rate
        self.ears: list[SteppedEar] = []
        self.silent = silent
        self.away = False
        self._ends: Offsets | None = {} if silent else None
        self._kept = False

    def subscribe(self, subscriber: Subscriber) -> None:
        """See `Bus`."""
        self.ears.append(SteppedEar(self, subscriber))

    async def publish(self, records: Sequence[Record]) -> None:
        """See `Bus`: the brokers have it, and nobody has heard it yet."""
        if self.silent:
            await self._begin()
        try:
            await self.clients.mouth.publish(records)
        except BaseException:
            self.away = True
            raise
        self.away, self._ends = False, None

    async def bury(self, record: Record, consumer: str, error: str) -> None:
        """See `Bus`."""
        await self.clients.mouth.bury(record, consumer, error)

    @property
    def components(self) -> Sequence[Component]:
        """See `Bus`: nothing runs by itself."""
        return ()

    async def ends(self) -> Offsets:
        """Where each partition ends; asked again only after something was published, as nobody else does."""
        if self._ends is None:
            self._ends = await self.clients.ends()
        return self._ends

    async def unheard(self, name: str) -> set[str]:
        """The ids of the events that the brokers hold and this subscriber has not heard."""
        if self.silent or self.away:
            return set()
        [ear] = [ear for ear in self.ears if ear.subscriber.name == name]
        places = await ear.unheard(await self.ends())
        return {record.event_id for record in await _between(self.clients.bootstrap, places)}

    def keep(self) -> Clients:
        """Close in good order: the clients are for the next world."""
        self._kept = True
        return self.clients.are_left()

    async def close(self) -> None:
        """See `Bus`, and the module."""
        if not self._kept:
            await self.clients.close()

    async def _begin(self) -> None:
        starts = await self.clients.ends()
        await asyncio.gather(*(ear.begin(starts) for ear in self.ears))
        self.silent = False


async def _between(bootstrap: str, places: Mapping[TopicPartition, tuple[int, int]]) -> list[Record]:
    """Read what lies there, as somebody of no group."""
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
        await reader.stop()
    return found
