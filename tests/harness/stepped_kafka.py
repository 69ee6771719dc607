"""The real Kafka under a test's hand: real clients, groups, commits and bytes, but nobody listens by himself.

What is published is with the brokers. It is heard when a test lets an ear run, and then up to the end of what there
is. Worlds use the topics in turn: a fresh one puts every group at the end before it says its first word. Closing drops
the clients as the death of the process would, only that the brokers need not find out by waiting: an ear that is gone
has left its group, with nothing committed that was not.
"""

import asyncio
from collections.abc import Mapping, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.servers.topics import ensure_topics
from shared.messaging.bus import Subscriber
from shared.messaging.kafka import KafkaBus, Listener
from shared.messaging.kafka.records import to_record
from shared.messaging.record import TOPICS, Record
from shared.runtime.loops import Part
from tests.harness.watch import Watch

PARTITIONS = 3
PLACES = tuple(TopicPartition(topic, number) for topic in TOPICS.values() for number in range(PARTITIONS))
ANSWERS_WITHIN = 10.0  # seconds, in which the brokers bring what they have

Offsets = Mapping[TopicPartition, int]


async def prepare(bootstrap: str) -> None:
    """Make the topics, and let Kafka make what it keeps the groups in: until then it refuses them."""
    await ensure_topics(bootstrap, PARTITIONS)
    first = Listener(bootstrap, Watch())
    await first.join()
    await first.stop()


class SteppedEar:
    """One subscriber's place in its group. `run_once` hears everything there is; a failure costs it its listener."""

    def __init__(self, bus: "SteppedKafka", subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        self.name = f"{subscriber.name}.ear"
        self._bus = bus
        self._listener: Listener | None = None
        self._heard: Offsets = {}
        self._turn = asyncio.Lock()

    async def run_once(self, now: object = None) -> int:
        """Hear what there is, up to its end; returns how many records that were."""
        async with self._turn:
            ends = await self._bus.ends()
            if ends == self._heard:
                return 0
            try:
                heard = await self._hear(await self._joined(), ends)
            except BaseException:
                await self.leave()
                raise
            self._heard = ends
            return heard

    async def begin(self, starts: Offsets) -> None:
        """Be deaf to what was said before: the group is committed to these places."""
        consumer = (await self._joined()).consumer
        away = {p: starts[p] for p in consumer.assignment() if await consumer.position(p) != starts[p]}
        for place, offset in away.items():
            consumer.seek(place, offset)
        if away:
            await consumer.commit(away)
        self._heard = starts

    async def unheard(self, ends: Offsets) -> dict[TopicPartition, tuple[int, int]]:
        """From where to where the brokers hold what this one has not heard."""
        consumer = (await self._joined()).consumer
        places = {place: await consumer.position(place) for place in consumer.assignment()}
        return {place: (position, ends[place]) for place, position in places.items() if position < ends[place]}

    async def leave(self) -> None:
        """Give the place in the group up."""
        listener, self._listener = self._listener, None
        if listener is not None:
            await listener.stop()

    async def _joined(self) -> Listener:
        if self._listener is None:
            self._listener = Listener(self._bus.bootstrap, self.subscriber)
            await self._listener.join()
        return self._listener

    async def _hear(self, listener: Listener, ends: Offsets) -> int:
        heard = 0
        async with asyncio.timeout(ANSWERS_WITHIN):
            while await self._is_behind(listener.consumer, ends):
                heard += await listener.run_once()
        return heard

    async def _is_behind(self, consumer: AIOKafkaConsumer, ends: Offsets) -> bool:
        return any([await consumer.position(place) < ends[place] for place in consumer.assignment()])


class SteppedKafka:
    """See the module, and `shared.messaging.bus.Bus`."""

    def __init__(self, bootstrap: str, drain_rate: float | None, *, fresh: bool) -> None:
        self.bootstrap = bootstrap
        self.drain_rate = drain_rate
        self.ears: list[SteppedEar] = []
        self._mouth = KafkaBus(bootstrap, drain_rate)
        self._silent = fresh
        self._asker: AIOKafkaConsumer | None = None
        self._ends: Offsets | None = {} if fresh else None

    def subscribe(self, subscriber: Subscriber) -> None:
        """See `Bus`."""
        self.ears.append(SteppedEar(self, subscriber))

    async def publish(self, records: Sequence[Record]) -> None:
        """See `Bus`: the brokers have it, and nobody has heard it yet."""
        if self._silent:
            await self._begin()
        self._ends = None
        await self._mouth.publish(records)

    @property
    def parts(self) -> Sequence[Part]:
        """See `Bus`: nothing runs by itself."""
        return ()

    async def ends(self) -> Offsets:
        """Where each partition ends; asked again only after something was published, as nobody else does."""
        if self._ends is None:
            self._ends = await (await self._asking()).end_offsets(PLACES)
        return self._ends

    async def unheard(self, name: str) -> set[str]:
        """The ids of the events that the brokers hold and this subscriber has not heard."""
        if self._silent:
            return set()
        [ear] = [ear for ear in self.ears if ear.subscriber.name == name]
        return {record.event_id for record in await self._between(await ear.unheard(await self.ends()))}

    async def close(self) -> None:
        """See `Bus`, and the module."""
        asker, self._asker = self._asker, None
        await asyncio.gather(
            self._mouth.close(), *(ear.leave() for ear in self.ears), *([asker.stop()] if asker is not None else [])
        )

    async def _begin(self) -> None:
        self._ends = None
        starts = await self.ends()
        await asyncio.gather(*(ear.begin(starts) for ear in self.ears))
        self._silent = False

    async def _between(self, places: Mapping[TopicPartition, tuple[int, int]]) -> list[Record]:
        """Read what lies there, as somebody of no group."""
        if not places:
            return []
        reader, found = AIOKafkaConsumer(bootstrap_servers=self.bootstrap), []
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

    async def _asking(self) -> AIOKafkaConsumer:
        """A client that hears nothing: a question to one that listens waits until something is said."""
        if self._asker is None:
            self._asker = AIOKafkaConsumer(bootstrap_servers=self.bootstrap)
            await self._asker.start()
        return self._asker
