"""The bus on a real Kafka when things go wrong around it: brokers that are gone, hang or come back, and consumers that
live on without making progress (15).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.client import ConnectionGroup
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import KafkaError

from deploy.servers.kafka import Kafka
from deploy.servers.topics import ensure_topics
from shared.contracts.services import TOPICS
from shared.engine.events.kafka import KafkaBus
from shared.engine.events.kafka.backlog import Backlog
from shared.engine.events.kafka.connections import all_stopped
from shared.engine.events.kafka.consumer_runner import ConsumerRunner, GroupMember
from shared.engine.events.kafka.watchdog import ConsumerWatchdog
from shared.engine.events.record import Record
from shared.support.host_clock import read_monotonic
from tests.harness.recording_subscriber import RecordingSubscriber, record, running_components, subscribed
from tests.harness.slow_broker import slow_broker
from tests.harness.waiting import eventually

FAILS = (KafkaError, TimeoutError)
TOPIC = TOPICS["escalation"]
DEFAULT = ConnectionGroup.DEFAULT
STOPS_WITHIN = timedelta(seconds=20)


@pytest.fixture
async def bus(kafka_bootstrap: str, kafka_server: Kafka) -> AsyncIterator[KafkaBus]:
    """A bus on one broker, with nothing on it."""
    opened = KafkaBus(kafka_bootstrap)
    yield opened
    await opened.close()
    kafka_server.resume(1)
    await all_stopped()


@contextmanager
def impatient() -> Iterator[None]:
    """A bus gives up soon: what it does then is not a matter of how long it waited.

    Use it only while no broker answers: beside other load one that does may take longer.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.engine.events.kafka.bus.PUBLISH_WITHIN", 2.0)
        yield


async def taken(bus: KafkaBus, *records: Record) -> None:
    """Publish again and again until the bus has them, as the relay does."""

    async def published() -> bool:
        try:
            await bus.publish(records)
        except FAILS:
            return False
        return True

    await eventually(published, within=60)


async def test_what_the_bus_took_is_there_after_a_crash_of_the_broker(bus: KafkaBus, kafka_server: Kafka) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    await bus.publish([record("a", number) for number in range(1, 101)])
    kafka_server.kill(1)
    kafka_server.start_broker(1)
    async with subscribed(bus, subscriber):
        await subscriber.receives(100)
    assert subscriber.of("a") == list(range(1, 101))


async def test_whoever_takes_the_place_goes_on_where_the_one_before_left_off(
    bus: KafkaBus, kafka_bootstrap: str
) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    for last in (3, 4):
        async with running_components([ConsumerRunner(kafka_bootstrap, subscriber)]):
            await bus.publish([record("a", number) for number in range(len(subscriber.received) + 1, last + 1)])
            await subscriber.receives(last)
    assert subscriber.of("a") == [1, 2, 3, 4], "what was handled was committed on the way out, and does not come again"


async def test_a_partition_that_was_taken_away_before_its_commit_costs_nobody_his_place(
    bus: KafkaBus, kafka_bootstrap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    ear = ConsumerRunner(kafka_bootstrap, subscriber)
    async with running_components([ear]):
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)
        listener = ear._member
        assert listener is not None
        with monkeypatch.context() as taken_away:
            taken_away.setattr(listener.consumer, "assignment", frozenset)
            await listener.commit_all()
        await bus.publish([record("a", 2)])
        await subscriber.receives(2)
        assert (ear._member, ear.failing, subscriber.of("a")) == (listener, None, [1, 2])


async def test_without_a_broker_publishing_fails_and_works_again_when_it_is_back(
    bus: KafkaBus, kafka_server: Kafka
) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    async with subscribed(bus, subscriber):
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)
        kafka_server.kill(1)
        with pytest.raises(FAILS), impatient():
            await bus.publish([record("a", 2)])
        await asyncio.to_thread(kafka_server.start_broker, 1)
        await taken(bus, record("a", 2), record("a", 3))
        await subscriber.receives(3)
    assert list(dict.fromkeys(subscriber.of("a"))) == [1, 2, 3]


async def test_a_broker_that_hangs_is_given_up_in_time_and_heard_again_when_it_goes_on(
    bus: KafkaBus, kafka_server: Kafka
) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    async with subscribed(bus, subscriber):
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)
        kafka_server.pause(1)
        with pytest.raises(FAILS), impatient():
            await bus.publish([record("a", 2)])
        kafka_server.resume(1)
        await taken(bus, record("a", 2), record("a", 3))
        await subscriber.receives(3)
    assert list(dict.fromkeys(subscriber.of("a"))) == [1, 2, 3]


async def test_everything_stops_in_time_while_the_broker_hangs(bus: KafkaBus, kafka_server: Kafka) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    async with subscribed(bus, subscriber):
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)
        kafka_server.pause(1)
        publishing = asyncio.create_task(bus.publish([record("a", 2)]))
        began = read_monotonic()
    await asyncio.wait([publishing])
    assert publishing.exception() is not None
    await bus.close()
    assert read_monotonic() - began < STOPS_WITHIN
    kafka_server.resume(1)


async def test_one_of_three_brokers_lost_loses_nothing_and_no_order(kafka_cluster: Kafka) -> None:
    await ensure_topics(kafka_cluster.bootstrap, replication=3)
    bus, subscriber = KafkaBus(kafka_cluster.bootstrap), RecordingSubscriber(TOPIC)
    cases = [f"lost-{number}" for number in range(12)]
    async with subscribed(bus, subscriber):
        for number in range(1, 21):
            if number == 8:
                kafka_cluster.kill(2)
            await taken(bus, *[record(case_id, number) for case_id in cases])
        await subscriber.receives(20 * 12)
    await bus.close()
    kafka_cluster.start_broker(2)
    await all_stopped()
    assert {tuple(dict.fromkeys(subscriber.of(case_id))) for case_id in cases} == {tuple(range(1, 21))}


# A client that nobody wants any more before it has found the brokers


async def joining(bootstrap: str) -> None:
    await GroupMember(bootstrap, RecordingSubscriber(TOPIC)).join()


async def publishing(bootstrap: str) -> None:
    await KafkaBus(bootstrap).publish([record("a", 1)])


async def looking_for_a_backlog(bootstrap: str) -> None:
    await Backlog(bootstrap, "nobody", [TOPIC]).read()


@pytest.mark.parametrize("does", [joining, publishing, looking_for_a_backlog])
async def test_a_client_given_up_while_it_looks_for_the_brokers_leaves_no_connection_behind(
    kafka_bootstrap: str, monkeypatch: pytest.MonkeyPatch, does: Callable[[str], Awaitable[None]]
) -> None:
    monkeypatch.setattr("shared.engine.events.kafka.connections.PATIENCE", 0.1)
    async with slow_broker(kafka_bootstrap) as (broker, address):
        doing = asyncio.create_task(does(address))
        await broker.asked.wait()
        doing.cancel()
        await asyncio.wait([doing])
        assert (doing.cancelled(), broker.connections) == (True, 1), "nobody waits for it, and it was not cut off"
        broker.released.set()
        await all_stopped()

        async def left() -> bool:
            return broker.connections == 0

        await eventually(left)


async def test_a_consumer_stopped_while_a_failed_fetch_waits_to_be_tried_again_closes_its_connections(
    bus: KafkaBus, kafka_bootstrap: str
) -> None:
    await bus.publish([record("a", 1)])
    listener = GroupMember(kafka_bootstrap, RecordingSubscriber(TOPIC))
    await listener.join()
    while not await listener.run_once():
        continue
    fetcher, client = listener.consumer._fetcher, listener.consumer._client
    fetcher._retry_backoff = 3600

    async def asked() -> set[asyncio.Task[bool]]:
        return {task for task in fetcher._pending_tasks if "_proc_fetch_request" in repr(task) and client_waits()}

    def client_waits() -> bool:
        return any(connection._requests for (_, group), connection in client._conns.items() if group == DEFAULT)

    await eventually(asked)
    [fetch] = await asked()
    for (_, group), connection in client._conns.items():
        if group == DEFAULT:
            connection.close()  # what was asked on it fails
    await asyncio.sleep(0)
    await listener.stop()
    assert fetch.cancelled(), "it waited to be tried again when it was given up"
    assert [each for each in client._conns.values() if each.connected()] == []


def fails_with(ear: ConsumerRunner, error: str) -> Callable[[], Awaitable[bool]]:
    """Whether that is what this ear fails with now."""

    async def does() -> bool:
        return ear.failing == error

    return does


async def test_an_ear_without_its_topic_says_so_and_listens_once_it_is_there(
    bus: KafkaBus, kafka_bootstrap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber = RecordingSubscriber("hotline.later.v1")
    ear = ConsumerRunner(kafka_bootstrap, subscriber)
    async with running_components([ear]):
        await eventually(fails_with(ear, "UnknownTopicOrPartitionError"))
        monkeypatch.setattr("deploy.servers.topics.NAMES", subscriber.topics)
        await ensure_topics(kafka_bootstrap)
        await bus.publish([record("a", 1, topic="hotline.later.v1")])
        await subscriber.receives(1)


async def test_an_ear_its_group_does_not_take_says_so_and_listens_once_it_does(
    bus: KafkaBus, kafka_bootstrap: str
) -> None:
    subscriber = RecordingSubscriber(TOPIC)
    ear = ConsumerRunner(kafka_bootstrap, subscriber)
    of_an_older_release = AIOKafkaConsumer(
        TOPIC,
        bootstrap_servers=kafka_bootstrap,
        group_id=subscriber.name,
        partition_assignment_strategy=(RoundRobinPartitionAssignor,),
    )
    await of_an_older_release.start()
    async with running_components([ear]):
        await eventually(fails_with(ear, "InconsistentGroupProtocolError"))
        await of_an_older_release.stop()
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)


# A consumer that lives on without making progress


@asynccontextmanager
async def watched(bootstrap: str, subscriber: RecordingSubscriber) -> AsyncIterator[ConsumerRunner]:
    """An ear with a watch of little patience over it."""
    ear = ConsumerRunner(bootstrap, subscriber)
    often, soon = timedelta(milliseconds=500), timedelta(seconds=3)
    async with running_components([ear, ConsumerWatchdog(bootstrap, subscriber, ear, every=often, patience=soon)]):
        yield ear


@pytest.fixture
def found(bus: KafkaBus) -> Iterator[asyncio.Event]:
    """Set when the test is over: what hung until then goes on."""
    over = asyncio.Event()
    yield over
    over.set()


Loses = Callable[[AIOKafkaConsumer, asyncio.Event], Awaitable[None]]


async def what_fetches(consumer: AIOKafkaConsumer, found: asyncio.Event) -> None:
    """What asks the brokers for records is gone; nobody is told."""
    consumer._fetcher._fetch_task.cancel()


async def its_place(consumer: AIOKafkaConsumer, found: asyncio.Event) -> None:
    """Its partitions are taken from it, and what would join the group again hangs."""
    coordinator = consumer._coordinator
    coordinator._coordination_task.cancel()
    coordinator._coordination_task = asyncio.create_task(found.wait())
    consumer._subscription.begin_reassignment()


@pytest.mark.parametrize("loses", [what_fetches, its_place])
async def test_a_consumer_that_lives_on_without_progress_is_made_anew(
    bus: KafkaBus, kafka_bootstrap: str, found: asyncio.Event, monkeypatch: pytest.MonkeyPatch, loses: Loses
) -> None:
    monkeypatch.setattr(
        "shared.engine.events.kafka.consumer_runner.SESSION_MILLISECONDS", 6_000
    )  # the least a broker allows
    subscriber = RecordingSubscriber(TOPIC)
    async with watched(kafka_bootstrap, subscriber) as ear:
        await bus.publish([record("a", 1)])
        await subscriber.receives(1)
        before = ear._member
        assert before is not None
        await loses(before.consumer, found)
        for number in range(2, 6):
            await bus.publish([record("a", number)])

        async def made_anew() -> bool:
            return ear._member is not before and not ear.failing

        await eventually(made_anew, within=40)
        await subscriber.receives(5)
    assert list(dict.fromkeys(subscriber.of("a"))) == [1, 2, 3, 4, 5]
