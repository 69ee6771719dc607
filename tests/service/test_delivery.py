"""Delivery: a sender that fails is tried again, and never holds up a message that another can have (28)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.executor import Executor
from shared.engine.notifications.box import read_box
from shared.engine.notifications.delivery import Delivery
from shared.engine.tables import messages
from shared.support.faults import CrashPoint
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import Tally, Work, job, message
from tests.harness.crash_injection import CrashInjector, SimulatedCrash

SECOND = timedelta(seconds=1)


class Pigeon:
    """A sender that remembers what it carried, and fails for some."""

    def __init__(self, *, fails_for: Sequence[str] = ()) -> None:
        self.fails_for = set(fails_for)
        self.carried: list[str] = []

    async def send(self, message: Row) -> None:
        if message["key"] in self.fails_for:
            raise ConnectionError
        self.carried.append(message["key"])


async def tell(executor: Executor[Tally], *keys: str) -> None:
    async def run(work: Work) -> None:
        for key in keys:
            work.notify(message("a", key=key))

    [outcome] = await executor.run([job(run)])
    assert outcome.error is None


async def unsent(database: Database) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(messages).where(messages.c.delivered_at.is_(None)))


async def test_each_message_is_sent_once_in_the_order_it_was_told(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    pigeon = Pigeon()
    await tell(executor, "1", "2")

    delivery = Delivery(database, [pigeon])
    assert [await delivery.run_once(clock.now()) for _ in range(2)] == [2, 0]
    await tell(executor, "3")
    await delivery.run_once(clock.now())

    assert pigeon.carried == ["1", "2", "3"]
    assert await unsent(database) == []


async def test_a_message_that_fails_does_not_hold_up_the_others(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    pigeon = Pigeon(fails_for=["1"])
    await tell(executor, "1", "2", "3")

    assert await Delivery(database, [pigeon]).run_once(clock.now()) == 3

    assert pigeon.carried == ["2", "3"]
    assert [row["key"] for row in await unsent(database)] == ["1"]


async def test_it_is_tried_again_at_growing_distances_until_it_goes(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    pigeon = Pigeon(fails_for=["1"])
    await tell(executor, "1")
    delivery = Delivery(database, [pigeon])
    tries = []
    for second in range(20):
        before = sum(row["attempts"] for row in await unsent(database))
        await delivery.run_once(clock.now())
        tries += [second] * (sum(row["attempts"] for row in await unsent(database)) - before)
        clock.move_to(clock.now() + SECOND)
    assert tries == [0, 1, 3, 7, 15]

    pigeon.fails_for = set()
    clock.move_to(clock.now() + timedelta(minutes=1))
    assert await delivery.run_once(clock.now()) == 1
    assert pigeon.carried == ["1"]


async def test_hundreds_that_fail_do_not_stand_before_one_that_can_go(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    bad = [f"bad {number}" for number in range(300)]
    pigeon = Pigeon(fails_for=bad)
    await tell(executor, *bad)
    delivery = Delivery(database, [pigeon])
    for _ in range(3):
        await delivery.run_once(clock.now())
    await tell(executor, "good")

    await delivery.run_once(clock.now())

    assert pigeon.carried == ["good"]


async def test_dying_after_sending_it_is_sent_again_with_the_same_key(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    pigeon, injector = Pigeon(), CrashInjector()
    await tell(executor, "1")
    injector.crashes_at(CrashPoint.MESSAGE_SENT)
    with pytest.raises(SimulatedCrash):
        await Delivery(database, [pigeon], crash=injector).run_once(clock.now())

    await Delivery(database, [pigeon]).run_once(clock.now())

    assert pigeon.carried == ["1", "1"]
    assert await unsent(database) == []


async def test_a_message_is_in_the_box_whether_it_could_be_sent_or_not(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    await tell(executor, "1", "2", "3")
    await Delivery(database, [Pigeon(fails_for=["1", "2", "3"])]).run_once(clock.now())

    async with database.reading() as connection:
        newest, more = await read_box(connection, "S1", limit=2, before=None)
        rest, end = await read_box(connection, "S1", limit=2, before=more)
        others, _ = await read_box(connection, "S2", limit=2, before=None)
    assert (len(newest), len(rest), end, others) == (2, 1, None, [])
