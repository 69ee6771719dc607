"""A consumer's backlog as the brokers know it, and the figures of it: a dead consumer is seen all the same (15)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from shared.contracts.services import TOPICS
from shared.engine.events.kafka import KafkaBus
from shared.engine.events.kafka.backlog import Backlog
from shared.engine.events.kafka.watchdog import ConsumerWatchdog
from shared.support import metrics
from tests.harness.recording_subscriber import AT, RecordingSubscriber, record, subscribed
from tests.harness.waiting import eventually

ESCALATION, INTAKE = TOPICS["escalation"], TOPICS["intake"]
SECOND = timedelta(seconds=1)


@pytest.fixture
async def bus(kafka_bootstrap: str) -> AsyncIterator[KafkaBus]:
    """A bus with nothing on it."""
    opened = KafkaBus(kafka_bootstrap)
    yield opened
    await opened.close()


@pytest.fixture
def subscriber() -> RecordingSubscriber:
    """A consumer that is not there yet."""
    return RecordingSubscriber(ESCALATION, INTAKE)


@pytest.fixture
async def backlog(kafka_bootstrap: str, subscriber: RecordingSubscriber) -> AsyncIterator[Backlog]:
    """The backlog of that consumer's group, which the brokers have heard of once."""
    asked = Backlog(kafka_bootstrap, subscriber.name, subscriber.topics)
    async with subscribed(first := KafkaBus(kafka_bootstrap), subscriber):
        await first.publish([record("first", 1)])
        await subscriber.receives(1)
        await eventually(lambda: all_handled(asked))
    await first.close()
    yield asked
    await asked.close()


async def all_handled(backlog: Backlog) -> bool:
    """True if nothing waits. A cluster that never had a group makes room for the first one meanwhile."""
    return not any(place.events for place in await backlog.read())


async def test_what_a_consumer_that_is_gone_has_not_handled_is_counted_and_dated(
    bus: KafkaBus, backlog: Backlog, subscriber: RecordingSubscriber
) -> None:
    sent = [record(f"case-{n}", 1, at=AT + n * SECOND) for n in range(20)]
    await bus.publish([*sent, record("a", 1, "intake", at=AT - 60 * SECOND)])

    places = await backlog.read()

    assert sum(place.events for place in places if place.partition.topic == ESCALATION) == 20
    assert [(p.events, p.oldest_at) for p in places if p.partition.topic == INTAKE and p.events] == [
        (1, AT - 60 * SECOND)
    ]
    assert min(p.oldest_at for p in places if p.partition.topic == ESCALATION and p.oldest_at) == AT


async def test_nothing_is_left_once_the_consumer_is_back(
    bus: KafkaBus, backlog: Backlog, subscriber: RecordingSubscriber
) -> None:
    await bus.publish([record("a", number) for number in range(1, 11)])
    assert not await all_handled(backlog)
    async with subscribed(bus, subscriber):
        await eventually(lambda: all_handled(backlog), within=30)
    assert subscriber.of("a") == list(range(1, 11))


async def test_what_retention_has_removed_is_not_waited_for(bus: KafkaBus, backlog: Backlog) -> None:
    await bus.publish([record("a", number) for number in range(1, 11)])
    [place] = [place for place in await backlog.read() if place.events]
    admin = AIOKafkaAdminClient(bootstrap_servers=bus._bootstrap)
    await admin.start()
    await admin.delete_records({place.partition: RecordsToDelete(before_offset=place.handled + 7)})
    await admin.close()

    [place] = [place for place in await backlog.read() if place.events]

    assert place.events == 3


async def test_the_figures_tell_how_much_waits_and_since_when(
    bus: KafkaBus, backlog: Backlog, subscriber: RecordingSubscriber
) -> None:
    await bus.publish([record("a", 1, at=AT - 90 * SECOND), record("a", 2)])
    ear = SimpleNamespace(partitions=frozenset[TopicPartition](), restart=lambda why: None)
    watch = ConsumerWatchdog(bus._bootstrap, subscriber, ear, every=timedelta())

    await watch.run_once(AT)

    assert figure("hotline_consumer_lag_events", subscriber, ESCALATION) == 2
    assert figure("hotline_consumer_lag_seconds", subscriber, ESCALATION) == 90
    assert figure("hotline_consumer_lag_events", subscriber, INTAKE) == 0
    assert figure("hotline_consumer_lag_seconds", subscriber, INTAKE) == 0
    await watch.stop()


def figure(name: str, consumer: RecordingSubscriber, topic: str) -> float | None:
    """What the metrics say of a consumer and a topic."""
    return metrics.REGISTRY.get_sample_value(name, {"consumer": consumer.name, "topic": topic})
