"""What `shared.engine.events.bus` promises, held against both buses: in the process, and on a real Apache Kafka."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from deploy.servers.kafka import Kafka
from deploy.servers.topics import fresh_topics
from shared.contracts.services import TOPICS
from shared.engine.events.bus import Bus, InProcessBus
from shared.engine.events.kafka import KafkaBus
from shared.engine.events.record import Record
from tests.harness.recording_subscriber import RECEIVED_WITHIN, RecordingSubscriber, record, subscribed
from tests.harness.waiting import eventually


@pytest.fixture(params=["in process", "kafka"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    """A bus of either kind, with nothing on it."""
    opened: Bus
    if request.param == "kafka":
        server: Kafka = request.getfixturevalue("kafka_server")
        await fresh_topics(server.bootstrap)
        opened = KafkaBus(server.bootstrap)
    else:
        opened = InProcessBus()
    yield opened
    await opened.close()


async def publish_until_taken(bus: Bus, records: Sequence[Record]) -> None:
    """As the relay does: again and again until the bus has them."""

    async def taken() -> bool:
        try:
            await bus.publish(records)
        except RuntimeError:
            return False
        return True

    await eventually(taken, within=RECEIVED_WITHIN)


async def test_every_subscriber_hears_every_record_of_its_topics_and_no_other(bus: Bus) -> None:
    both = RecordingSubscriber(TOPICS["intake"], TOPICS["escalation"])
    one = RecordingSubscriber(TOPICS["escalation"])
    async with subscribed(bus, both, one):
        await bus.publish([record("a", 1, "intake"), record("a", 1), record("a", 1, "callback")])
        await both.receives(2)
        await one.receives(1)
    assert {each.event_id for each in both.received} == {"intake.a.1", "escalation.a.1"}
    assert [each.event_id for each in one.received] == ["escalation.a.1"]


async def test_the_records_of_a_case_are_heard_in_their_order(bus: Bus) -> None:
    subscriber = RecordingSubscriber(TOPICS["escalation"])
    cases = [f"case-{number}" for number in range(20)]
    async with subscribed(bus, subscriber):
        for first in (1, 26):
            await bus.publish([record(case_id, n) for n in range(first, first + 25) for case_id in cases])
        await subscriber.receives(20 * 50)
    assert {tuple(subscriber.of(case_id)) for case_id in cases} == {tuple(range(1, 51))}


STRANGE = {
    "nothing of a trace": record("a", 1, trace=None),
    "every kind of text": record("a", 1, data='{"text":"王小明 🀄 \\u0000 \\n \u202e\u2028 é ﷽ \x7f"}'),
    "no text at all": record("a", 1, data=""),
    "much text": record("a", 1, data="理" * 100_000),
    "a time with microseconds": record("a", 1, at=datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    "a time far ahead": record("a", 1, at=datetime(2999, 1, 1, tzinfo=UTC)),
    "no source": record("a", 1, source=""),
    "a case named in Chinese": record("案件一", 1),
}


@pytest.mark.parametrize("sent", STRANGE.values(), ids=STRANGE)
async def test_a_record_is_heard_as_it_was_published(bus: Bus, sent: Record) -> None:
    subscriber = RecordingSubscriber(TOPICS["escalation"])
    async with subscribed(bus, subscriber):
        await bus.publish([sent])
        await subscriber.receives(1)
    assert subscriber.received == [sent]
    assert subscriber.received[0] is not sent


async def test_whoever_could_not_handle_a_record_gets_it_again(bus: Bus) -> None:
    subscriber, other = RecordingSubscriber(TOPICS["escalation"]), RecordingSubscriber(TOPICS["escalation"])
    subscriber.failing = True
    async with subscribed(bus, other, subscriber):
        publishing = asyncio.create_task(publish_until_taken(bus, [record("a", 1), record("a", 2)]))
        await other.receives(2)

        async def refused() -> bool:
            return subscriber.refused > 1

        await eventually(refused, within=RECEIVED_WITHIN)
        subscriber.failing = False
        await subscriber.receives(2)
        await publishing
    assert list(dict.fromkeys(subscriber.of("a"))) == [1, 2]
    assert list(dict.fromkeys(other.of("a"))) == [1, 2]


async def test_publishing_nothing_is_nothing(bus: Bus) -> None:
    await bus.publish([])


async def test_a_closed_bus_opens_again_with_the_next_record(bus: Bus) -> None:
    subscriber = RecordingSubscriber(TOPICS["escalation"])
    async with subscribed(bus, subscriber):
        await bus.publish([record("a", 1)])
        await bus.close()
        await bus.publish([record("a", 2)])
        await subscriber.receives(2)
    assert subscriber.of("a") == [1, 2]
