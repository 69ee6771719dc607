"""The relay and the in-process bus: published if and only if committed, in order per case (I6, I7)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from shared.engine.db.database import Database, DatabaseAway
from shared.engine.events.bus import InProcessBus
from shared.engine.events.record import Record
from shared.engine.events.relay import PACE, Relay
from shared.engine.executor import Executor
from shared.engine.tables import outbox
from shared.support.faults import CrashPoint
from tests.harness.clock import A_MONDAY_MORNING as NOW
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import Tally, Work, add, adding, job
from tests.harness.crash_injection import CrashInjector, SimulatedCrash

Tallies = Executor[Tally]


class Ear:
    """A subscriber that writes down what it hears, and can be deaf."""

    topics = ("hotline.escalation.v1",)

    def __init__(self, name: str = "ear") -> None:
        self.name = name
        self.heard: list[Record] = []
        self.deaf = False

    async def handle(self, records: Sequence[Record]) -> None:
        if self.deaf:
            raise DatabaseAway("deaf")
        self.heard += records

    @property
    def ids(self) -> list[str]:
        return [record.event_id for record in self.heard]


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def bus(ear: Ear) -> InProcessBus:
    bus = InProcessBus()
    bus.subscribe(ear)
    return bus


async def waiting(database: Database) -> int:
    async with database.reading() as connection:
        return len(await connection.execute(select(outbox)))


async def test_nothing_is_published_before_its_commit(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    relay = Relay(database, bus)
    seen: list[int] = []

    async def looks(work: Work) -> None:
        await add(work, "a", 1)
        seen.append(await relay.run_once(NOW))

    await executor.run([job(looks, "a")])

    assert (seen, ear.heard) == ([0], [])
    assert (await relay.run_once(NOW), ear.ids) == (1, ["escalation.a.1"])


async def test_an_event_of_a_rolled_back_commit_is_never_published(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    async def fails(work: Work) -> None:
        await add(work, "a", 1)
        raise RuntimeError

    await executor.run([job(fails, "a"), adding("b", 2)])

    await Relay(database, bus).run_once(NOW)
    assert ear.ids == ["escalation.b.1"]


async def test_every_outbox_row_is_published_and_gone_in_batches(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    for number in range(5):
        await executor.run([adding("a", 1), adding("b", 1000 + number)])
    relay = Relay(database, bus, batch=4)

    assert [await relay.run_once(NOW) for _ in range(4)] == [4, 4, 2, 0]
    assert await waiting(database) == 0
    for case_id in "ab":
        assert [r.sequence for r in ear.heard if r.subject_id == case_id] == [1, 2, 3, 4, 5]


async def test_a_record_says_all_there_is_to_say(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    await executor.run([adding("a", 1, trace="00-1-2-00")])
    await Relay(database, bus).run_once(NOW)

    [record] = ear.heard
    assert (record.topic, record.subject_id, record.source) == ("hotline.escalation.v1", "a", "/escalation")
    assert (record.type, record.sequence, record.at) == ("hotline.escalation.case.acknowledged.v1", 1, NOW)
    assert record.trace == "00-1-2-00"
    assert '"level":1' in record.data


async def test_as_long_as_the_bus_will_not_take_them_they_wait(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    await executor.run([adding("a", 1)])
    ear.deaf = True
    with pytest.raises(DatabaseAway):
        await Relay(database, bus).run_once(NOW)
    assert await waiting(database) == 1

    ear.deaf = False
    await Relay(database, bus).run_once(NOW)
    assert (ear.ids, await waiting(database)) == (["escalation.a.1"], 0)


async def test_one_deaf_subscriber_makes_it_come_twice_to_the_others_and_never_not_at_all(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear
) -> None:
    second = Ear("second")
    bus.subscribe(second)
    await executor.run([adding("a", 1)])
    second.deaf = True
    with pytest.raises(DatabaseAway):
        await Relay(database, bus).run_once(NOW)
    second.deaf = False
    await Relay(database, bus).run_once(NOW)

    assert (ear.ids, second.ids) == (["escalation.a.1"] * 2, ["escalation.a.1"])
    assert ear.heard[0] == ear.heard[1]


@pytest.mark.parametrize(("point", "times"), [(CrashPoint.RELAY_READ, 1), (CrashPoint.RELAY_PUBLISHED, 2)])
async def test_dying_on_the_way_it_is_published_again_with_the_same_id_and_bytes(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear, point: CrashPoint, times: int
) -> None:
    await executor.run([adding("a", 1)])
    injector = CrashInjector()
    injector.crashes_at(point)
    with pytest.raises(SimulatedCrash):
        await Relay(database, bus, crash=injector).run_once(NOW)

    await Relay(database, bus).run_once(NOW)

    assert ear.ids == ["escalation.a.1"] * times
    assert len({record.data for record in ear.heard}) == 1


async def test_a_subscriber_hears_its_own_topics_only(bus: InProcessBus, ear: Ear) -> None:
    def of(topic: str) -> Record:
        return Record(
            topic=topic,
            subject_id="a",
            event_id=topic,
            type="t",
            source="/s",
            at=NOW,
            sequence=1,
            trace=None,
            data="{}",
        )

    await bus.publish([of("hotline.intake.v1"), of("hotline.escalation.v1")])

    assert ear.ids == ["hotline.escalation.v1"]


async def test_what_arrives_has_been_through_bytes(bus: InProcessBus, ear: Ear) -> None:
    sent = Record(
        topic="hotline.escalation.v1",
        subject_id="a",
        event_id="e",
        type="t",
        source="/s",
        at=NOW,
        sequence=1,
        trace=None,
        data='{"text":"客户\U0001f600"}',
    )
    await bus.publish([sent])

    assert ear.heard == [sent]
    assert ear.heard[0] is not sent


async def test_a_fresh_case_goes_before_those_that_waited_for_long(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear, clock: ManualClock
) -> None:
    relay = Relay(database, bus, batch=2)
    await executor.run([adding("old", 1), adding("older", 2), adding("oldest", 3)])
    clock.move_to(NOW + timedelta(hours=1))
    await executor.run([adding("new", 4)])

    await relay.run_once(clock.now())

    assert ear.ids == ["escalation.new.1", "escalation.old.1", "escalation.older.1"]


async def test_what_is_new_of_a_case_that_waits_goes_behind_what_is_old_of_it(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear, clock: ManualClock
) -> None:
    relay = Relay(database, bus)
    await executor.run([adding("a", 1)])
    clock.move_to(NOW + timedelta(hours=1))
    await executor.run([adding("a", 2)])
    await executor.run([adding("b", 4)])

    await relay.run_once(clock.now())

    assert ear.ids == ["escalation.b.1", "escalation.a.1", "escalation.a.2"]


async def test_what_waited_for_long_is_drained_no_faster_than_the_bus_bounds_it(
    executor: Tallies, database: Database, bus: InProcessBus, ear: Ear, clock: ManualClock
) -> None:
    bus.drain_rate = 2.0
    relay = Relay(database, bus, batch=3)
    await executor.run([adding(f"case-{number}", number) for number in range(1, 10)])
    later = NOW + timedelta(hours=1)

    taken = [await relay.run_once(later + timedelta(seconds=seconds)) for seconds in (0, 0, 0.4, 0.5, 1.5)]

    assert taken == [3, 0, 0, 1, 2]
    assert await relay.next_at() == later + timedelta(seconds=1.5) + PACE, "there is more, and it knows when to go on"
