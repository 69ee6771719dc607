"""Delivery: a channel that fails or hangs is tried again, and neither repeats nor holds up another channel (28)."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.executor import Executor
from shared.engine.notifications import delivery
from shared.engine.notifications.box import read_box
from shared.engine.notifications.delivery import SLOTS, Delivery, deliveries_through
from shared.engine.notifications.message import Message
from shared.engine.notifications.tries import FAILED, SENT, WAITING
from shared.engine.tables import deliveries, messages
from shared.support.faults import Crash, CrashPoint, never
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import SPEC, Tally, Work, job, message
from tests.harness.crash_injection import CrashInjector, SimulatedCrash
from tests.harness.waiting import eventually

SECOND = timedelta(seconds=1)
PIGEON, CROW = "pigeon", "crow"


class Bird:
    """A channel that remembers what it carried, fails for some, and hangs while it is held."""

    def __init__(self, name: str = PIGEON, *, fails_for: Sequence[str] = ()) -> None:
        self.name = name
        self.fails_for = set(fails_for)
        self.carried: list[str] = []
        self.begun: list[str] = []
        self.free = asyncio.Event()
        self.free.set()
        self.flying = self.most_flying = 0

    async def send(self, message: Message) -> str | None:
        self.begun.append(message.key)
        self.flying += 1
        self.most_flying = max(self.most_flying, self.flying)
        try:
            await self.free.wait()
        finally:
            self.flying -= 1
        if message.key in self.fails_for:
            raise ConnectionError("not to be written down")
        self.carried.append(message.key)
        return f"{self.name} {message.key}"


async def tell(database: Database, clock: ManualClock, *keys: str) -> None:
    """Write these messages."""

    async def run(work: Work) -> None:
        for key in keys:
            work.notify(message("a", key=key))

    executor: Executor[Tally] = Executor(database, SPEC, clock)
    [outcome] = await executor.run([job(run)])
    assert outcome.error is None


def by(database: Database, *birds: Bird, crash: Crash = never) -> list[Delivery]:
    return deliveries_through(database, birds, crash=crash)


async def flying(bird: Bird, number: int) -> None:
    """Return when so many sends are under way."""

    async def are() -> bool:
        return bird.flying >= number

    await eventually(are)


async def unsent(database: Database) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(messages).where(messages.c.delivered_at.is_(None)))


async def tries(database: Database, *columns: str) -> list[tuple[Any, ...]]:
    """Every row of a try, by message, channel and number."""
    async with database.reading() as connection:
        rows = await connection.execute(select(deliveries).order_by(*deliveries.primary_key.columns))
    return [tuple(row[name] for name in ("message", "channel", *columns)) for row in rows]


async def test_each_message_is_sent_once_in_the_order_it_was_told(database: Database, clock: ManualClock) -> None:
    pigeon = Bird()
    await tell(database, clock, "1", "2")

    [pigeons] = by(database, pigeon)
    assert [await pigeons.run_once(clock.now()) for _ in range(2)] == [2, 0]
    await tell(database, clock, "3")
    await pigeons.run_once(clock.now())

    assert pigeon.carried == ["1", "2", "3"]
    assert await unsent(database) == []


async def test_the_first_try_is_recorded_with_its_proof_and_what_other_channels_have_to_do(
    database: Database, clock: ManualClock
) -> None:
    told_at = clock.now()
    await tell(database, clock, "1")
    assert await tries(database) == []

    clock.move_to(told_at + SECOND)
    first, second = by(database, Bird(), Bird(CROW))
    await first.run_once(clock.now())

    columns = ("attempt", "state", "try_at", "tried_at", "error", "proof")
    waiting = ("1", CROW, 1, WAITING, told_at, None, None, None)
    sent = ("1", PIGEON, 1, SENT, told_at, told_at + SECOND, None, "pigeon 1")
    assert await tries(database, *columns) == [waiting, sent]
    assert [row["attempts"] for row in await unsent(database)] == [1]

    clock.move_to(told_at + 2 * SECOND)
    await second.run_once(clock.now())

    also_sent = ("1", CROW, 1, SENT, told_at, told_at + 2 * SECOND, None, "crow 1")
    assert await tries(database, *columns) == [also_sent, sent]
    assert await unsent(database) == []


async def test_a_message_that_fails_does_not_hold_up_the_others(database: Database, clock: ManualClock) -> None:
    pigeon = Bird(fails_for=["1"])
    await tell(database, clock, "1", "2", "3")

    assert await by(database, pigeon)[0].run_once(clock.now()) == 3

    assert pigeon.carried == ["2", "3"]
    assert [row["key"] for row in await unsent(database)] == ["1"]


async def test_a_channel_that_fails_never_repeats_one_that_does_not(database: Database, clock: ManualClock) -> None:
    pigeon, crow = Bird(), Bird(CROW, fails_for=["1"])
    await tell(database, clock, "1")
    both = by(database, pigeon, crow)
    for _ in range(3):
        for each in both:
            await each.run_once(clock.now())
        clock.move_to(clock.now() + 4 * SECOND)
    assert (pigeon.begun, crow.begun) == (["1"], ["1"] * 3)
    assert [row["key"] for row in await unsent(database)] == ["1"], "one channel has not sent it"

    crow.fails_for = set()
    for each in both:
        await each.run_once(clock.now())

    assert (pigeon.begun, crow.carried, await unsent(database)) == (["1"], ["1"], [])
    failed = [("1", CROW, number, FAILED, "ConnectionError") for number in (1, 2, 3)]
    sent = [("1", CROW, 4, SENT, None), ("1", PIGEON, 1, SENT, None)]
    assert await tries(database, "attempt", "state", "error") == failed + sent


async def test_each_channel_is_tried_again_at_growing_distances_of_its_own(
    database: Database, clock: ManualClock
) -> None:
    pigeon, crow = Bird(fails_for=["1"]), Bird(CROW, fails_for=["1"])
    await tell(database, clock, "1")
    both = by(database, pigeon, crow)
    begun_at: dict[str, list[int]] = {PIGEON: [], CROW: []}
    for second in range(20):
        if second == 8:
            pigeon.fails_for = set()
        for each, bird in zip(both, (pigeon, crow), strict=True):
            before = len(bird.begun)
            await each.run_once(clock.now())
            begun_at[bird.name] += [second] * (len(bird.begun) - before)
        clock.move_to(clock.now() + SECOND)

    assert begun_at == {PIGEON: [0, 1, 3, 7, 15], CROW: [0, 1, 3, 7, 15]}
    assert (pigeon.carried, crow.carried) == (["1"], [])
    [row] = await unsent(database)
    assert row["attempts"] == 10


async def test_hundreds_that_fail_do_not_stand_before_one_that_can_go(database: Database, clock: ManualClock) -> None:
    bad = [f"bad {number}" for number in range(600)]
    pigeon = Bird(fails_for=bad)
    await tell(database, clock, *bad)
    [pigeons] = by(database, pigeon)
    for _ in range(2):
        await pigeons.run_once(clock.now())
    clock.move_to(clock.now() + 10 * SECOND)  # now all of them are due
    await tell(database, clock, "good")

    await pigeons.run_once(clock.now())

    assert pigeon.begun[600] == "good"
    assert pigeon.carried == ["good"]


async def test_a_backlog_of_waiting_tries_is_sent_round_after_round(database: Database, clock: ManualClock) -> None:
    await tell(database, clock, "1", "2", "3", "4", "5")
    crow = Bird(CROW)
    first, second = by(database, Bird(), crow)
    second.batch = 2
    await first.run_once(clock.now())

    assert [await second.run_once(clock.now()) for _ in range(4)] == [2, 2, 1, 0]
    assert crow.carried == ["1", "2", "3", "4", "5"]


async def test_a_channel_that_hangs_holds_up_no_other_and_bears_no_crowd(
    database: Database, clock: ManualClock
) -> None:
    keys = [f"{number:02}" for number in range(3 * SLOTS)]
    pigeon, crow = Bird(), Bird(CROW)
    crow.free.clear()
    await tell(database, clock, *keys)
    quick, hung = by(database, pigeon, crow)

    hanging = asyncio.create_task(hung.run_once(clock.now()))
    await flying(crow, SLOTS)
    await quick.run_once(clock.now())
    await tell(database, clock, "fresh")
    await quick.run_once(clock.now())
    assert (pigeon.carried, crow.carried, hanging.done()) == ([*keys, "fresh"], [], False)

    crow.free.set()
    await hanging
    await hung.run_once(clock.now())
    assert (sorted(crow.carried), crow.most_flying, await unsent(database)) == ([*keys, "fresh"], SLOTS, [])


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little time to send in."""
    monkeypatch.setattr(delivery, "START_WITHIN", 0.05)
    monkeypatch.setattr(delivery, "SEND_WITHIN", 0.1)


@pytest.mark.usefixtures("hurry")
async def test_a_send_that_does_not_end_is_a_failed_try_and_what_was_not_started_stays_due(
    database: Database, clock: ManualClock
) -> None:
    keys = [f"{number:02}" for number in range(SLOTS + 2)]
    pigeon = Bird()
    pigeon.free.clear()
    await tell(database, clock, *keys)
    [pigeons] = by(database, pigeon)

    assert await pigeons.run_once(clock.now()) == SLOTS

    rows = [[(key, PIGEON, 1, FAILED, "TimeoutError"), (key, PIGEON, 2, WAITING, None)] for key in keys[:SLOTS]]
    assert await tries(database, "attempt", "state", "error") == [row for pair in rows for row in pair]
    pigeon.free.set()
    await pigeons.run_once(clock.now())
    assert pigeon.carried == keys[SLOTS:], "the others wait for a second"


@pytest.mark.usefixtures("hurry")
async def test_a_lone_send_that_does_not_end_is_a_failed_try_too(database: Database, clock: ManualClock) -> None:
    pigeon = Bird()
    pigeon.free.clear()
    await tell(database, clock, "1")

    assert await by(database, pigeon)[0].run_once(clock.now()) == 1

    assert await tries(database, "state", "error") == [
        ("1", PIGEON, FAILED, "TimeoutError"),
        ("1", PIGEON, WAITING, None),
    ]


async def test_what_a_channel_says_of_its_failure_is_not_written_down(
    database: Database, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    await tell(database, clock, "1")

    await by(database, Bird(fails_for=["1"]))[0].run_once(clock.now())

    assert [row[2] for row in await tries(database, "error")] == ["ConnectionError", None]
    assert "not to be written down" not in caplog.text


@pytest.mark.parametrize("fails", [False, True])
async def test_dying_after_sending_only_that_channel_sends_it_again_with_the_same_key(
    database: Database, clock: ManualClock, fails: bool
) -> None:
    pigeon, crow, injector = Bird(fails_for=["1"] if fails else []), Bird(CROW), CrashInjector()
    await tell(database, clock, "1")
    dying, other = by(database, pigeon, crow, crash=injector)
    await other.run_once(clock.now())
    injector.crashes_at(CrashPoint.MESSAGE_SENT)
    with pytest.raises(SimulatedCrash):
        await dying.run_once(clock.now())
    assert [(*row[1:],) for row in await tries(database, "state")] == [(CROW, SENT), (PIGEON, WAITING)]

    pigeon.fails_for = set()
    for each in by(database, pigeon, crow):
        await each.run_once(clock.now())

    assert (pigeon.begun, crow.carried, await unsent(database)) == (["1", "1"], ["1"], [])


async def test_two_channels_that_record_at_a_time_leave_no_message_undelivered(
    database: Database, clock: ManualClock
) -> None:
    keys = [f"{number}" for number in range(50)]
    await tell(database, clock, *keys)

    await asyncio.gather(*(each.run_once(clock.now()) for each in by(database, Bird(), Bird(CROW))))

    assert await unsent(database) == []


@pytest.mark.parametrize("first_fails", [False, True])
@pytest.mark.parametrize("late_fails", [False, True])
async def test_a_process_that_comes_late_changes_nothing_of_what_another_recorded(
    database: Database, clock: ManualClock, first_fails: bool, late_fails: bool
) -> None:
    """As when the lease of one has lapsed while it was paused: both send, for the first time."""
    first, late = Bird(fails_for=["1"] if first_fails else []), Bird(fails_for=["1"] if late_fails else [])
    late.free.clear()
    await tell(database, clock, "1")
    sending = asyncio.create_task(by(database, late)[0].run_once(clock.now()))
    await flying(late, 1)
    await tell(database, clock, "2")
    await by(database, first)[0].run_once(clock.now())
    before = await tries(database, "attempt", "state", "error", "proof")
    late.free.set()
    await sending

    assert await tries(database, "attempt", "state", "error", "proof") == before
    assert [row["key"] for row in await unsent(database)] == (["1"] if first_fails and late_fails else [])


async def test_a_message_is_in_the_box_whether_it_could_be_sent_or_not(database: Database, clock: ManualClock) -> None:
    await tell(database, clock, "1", "2", "3")
    await by(database, Bird(fails_for=["1", "2", "3"]))[0].run_once(clock.now())

    async with database.reading() as connection:
        newest, more = await read_box(connection, "S1", limit=2, before=None)
        rest, end = await read_box(connection, "S1", limit=2, before=more)
        others, _ = await read_box(connection, "S2", limit=2, before=None)
    assert (len(newest), len(rest), end, others) == (2, 1, None, [])
