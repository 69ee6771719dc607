"""The ticker: what is due fires in due order, once; a bad row never stops the others; the step decides (I3, I4)."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from shared.engine.db.database import Database
from shared.engine.executor import Executor
from shared.engine.tables import messages, timers
from shared.engine.timers import LONGEST_PAUSE, Ticker
from shared.support.faults import CrashPoint
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import PATIENCE, SPEC, Tally, Work, adding, end, job, nudge
from tests.harness.crash_injection import CrashInjector, SimulatedCrash

SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


class Firing:
    """What the ticker calls: remembers whom it looked at, and fails for the bad."""

    def __init__(self) -> None:
        self.bad: set[str] = set()
        self.fired: list[str] = []

    async def __call__(self, case_id: str, work: Work) -> Tally | None:
        if case_id in self.bad:
            raise RuntimeError
        self.fired.append(case_id)
        return await nudge(case_id, work)


@pytest.fixture
def firing() -> Firing:
    return Firing()


@pytest.fixture
def ticker(database: Database, executor: Executor[Tally], firing: Firing) -> Ticker[Tally]:
    return Ticker(database, executor, firing)


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(table))


async def told(database: Database) -> list[str]:
    return [row["case_id"] for row in await rows(database, messages)]


async def began(executor: Executor[Tally], clock: ManualClock, *ids: str, apart: timedelta = SECOND) -> None:
    """Tallies, each begun a moment after the one before."""
    for number, id_ in enumerate(ids, 1):
        await executor.run([adding(id_, number)])
        clock.move_to(clock.now() + apart)


async def test_nothing_fires_a_microsecond_early(
    executor: Executor[Tally], ticker: Ticker[Tally], database: Database, clock: ManualClock
) -> None:
    await began(executor, clock, "a", apart=PATIENCE - MICROSECOND)
    assert await ticker.run_once(clock.now()) == 0
    assert await ticker.next_at() == clock.now() + MICROSECOND

    clock.move_to(clock.now() + MICROSECOND)
    assert await ticker.run_once(clock.now()) == 1
    assert (await told(database), await rows(database, timers), await ticker.next_at()) == (["a"], [], None)


async def test_what_is_overdue_fires_in_the_order_in_which_it_was_due(
    executor: Executor[Tally], ticker: Ticker[Tally], database: Database, clock: ManualClock, firing: Firing
) -> None:
    await began(executor, clock, "c", "a", "b")
    clock.move_to(clock.now() + timedelta(days=1))

    assert await ticker.run_once(clock.now()) == 3
    assert firing.fired == ["c", "a", "b"]
    assert await told(database) == ["c", "a", "b"]


async def test_a_batch_takes_the_earliest(
    database: Database, executor: Executor[Tally], clock: ManualClock, firing: Firing
) -> None:
    await began(executor, clock, "c", "a", "b")
    clock.move_to(clock.now() + timedelta(days=1))
    ticker = Ticker(database, executor, firing, batch=2)

    assert [await ticker.run_once(clock.now()) for _ in range(3)] == [2, 1, 0]
    assert firing.fired == ["c", "a", "b"]


async def test_a_bad_row_never_stops_the_others_and_is_loud(
    executor: Executor[Tally],
    ticker: Ticker[Tally],
    database: Database,
    clock: ManualClock,
    firing: Firing,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await began(executor, clock, "a", "b", "c")
    firing.bad = {"b"}
    clock.move_to(clock.now() + PATIENCE)

    await ticker.run_once(clock.now())

    assert await told(database) == ["a", "c"]
    assert [line.getMessage() for line in caplog.records if line.levelno == logging.ERROR] == ["timer failed"]


async def test_it_is_tried_again_later_and_later_but_at_least_every_five_minutes(
    executor: Executor[Tally], ticker: Ticker[Tally], database: Database, clock: ManualClock, firing: Firing
) -> None:
    await began(executor, clock, "a", apart=PATIENCE)
    firing.bad = {"a"}
    pauses = []
    for _ in range(60):
        await ticker.run_once(clock.now())
        [row] = await rows(database, timers)
        pauses.append(row["fire_at"] - clock.now())
        clock.move_to(row["fire_at"])
    assert pauses[:4] == [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND]
    assert set(pauses[9:]) == {LONGEST_PAUSE}

    firing.bad = set()
    await ticker.run_once(clock.now())
    assert (await told(database), await rows(database, timers)) == (["a"], [])


async def test_a_row_whose_step_no_longer_matches_only_corrects_itself(
    executor: Executor[Tally], ticker: Ticker[Tally], database: Database, clock: ManualClock
) -> None:
    await began(executor, clock, "a")
    owed = (await rows(database, timers))[0]["due_at"]
    early = clock.now()
    async with database.transaction() as connection:
        changed = update(timers).values(fire_at=bindparam("new"), due_at=bindparam("new"), step="0")
        await connection.execute(changed, {"new": early})

    assert await ticker.run_once(clock.now()) == 1

    [row] = await rows(database, timers)
    assert (row["due_at"], row["fire_at"], row["step"]) == (owed, owed, "1")
    assert await told(database) == []


async def test_a_row_of_a_tally_that_has_ended_goes_away(
    executor: Executor[Tally], ticker: Ticker[Tally], database: Database, clock: ManualClock
) -> None:
    await began(executor, clock, "a")
    left = (await rows(database, timers))[0]

    async def ends(work: Work) -> Tally:
        return await end(work, "a")

    await executor.run([job(ends, "a")])
    async with database.transaction() as connection:
        await connection.execute(timers.insert(), left)
    clock.move_to(clock.now() + PATIENCE)

    await ticker.run_once(clock.now())

    assert (await told(database), await rows(database, timers)) == ([], [])


async def test_a_row_of_nothing_goes_away(ticker: Ticker[Tally], database: Database, clock: ManualClock) -> None:
    now = clock.now()
    row = {"case_id": "x", "kind": "nudge", "due_at": now, "step": "1", "fire_at": now, "attempts": 0}
    async with database.transaction() as connection:
        await connection.execute(timers.insert(), row)

    await ticker.run_once(now)

    assert await rows(database, timers) == []


async def test_two_tickers_at_once_fire_each_step_once(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    await began(executor, clock, "a", "b")
    clock.move_to(clock.now() + PATIENCE)
    second: Ticker[Tally] = Ticker(database, executor, nudge)

    async def meddling(case_id: str, work: Work) -> Tally | None:
        return await nudge(case_id, work)

    first: Ticker[Tally] = Ticker(database, executor, meddling)
    await first.run_once(clock.now())
    await second.run_once(clock.now())

    assert await told(database) == ["a", "b"]


@pytest.mark.parametrize(("point", "there"), [(CrashPoint.TIMER_BEFORE_COMMIT, 0), (CrashPoint.TIMER_AFTER_COMMIT, 1)])
async def test_dying_while_it_fires_the_step_is_taken_once(
    executor: Executor[Tally], database: Database, clock: ManualClock, point: CrashPoint, there: int
) -> None:
    await began(executor, clock, "a", apart=PATIENCE)
    injector = CrashInjector()
    injector.crashes_at(point)
    dying = Executor(database, SPEC, clock, crash=injector)
    with pytest.raises(SimulatedCrash):
        await Ticker(database, dying, nudge).run_once(clock.now())
    assert len(await told(database)) == there

    await Ticker(database, executor, nudge).run_once(clock.now())
    assert await told(database) == ["a"]
