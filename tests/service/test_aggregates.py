"""Aggregates in a unit of work: loaded by set, changed in memory, saved under a version guard."""

from datetime import timedelta

from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.executor import Executor
from shared.engine.unit_of_work import UnitOfWork
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import SPEC, Tally, Work, add, adding, job, tallies


async def test_what_was_saved_is_loaded_whole(executor: Executor[Tally], database: Database) -> None:
    [saved] = await executor.run([adding("a", 1)])

    async with database.transaction() as connection:
        work = UnitOfWork(connection, SPEC, ManualClock())
        assert await work.get("a") == saved.value
        assert await work.get("b") is None


async def test_version_and_sequence_go_up_one_a_save_and_one_an_event(
    executor: Executor[Tally], database: Database
) -> None:
    async def adds_twice(work: Work) -> None:
        await add(work, "a", 1)
        await add(work, "a", 1)

    await executor.run([job(adds_twice, "a")])
    await executor.run([adding("a", 1)])

    async with database.reading() as connection:
        [row] = await connection.execute(select(tallies))
    assert (row["version"], row["sequence"], row["total"]) == (2, 3, 3)


async def test_a_quiet_change_is_saved_without_an_event_and_moves_the_timer(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    await executor.run([adding("a", 1)])
    later = clock.now() + timedelta(seconds=30)

    async def beats(work: Work) -> None:
        tally = await work.get("a")
        assert tally is not None
        work.replace_without_event("a", Tally(id="a", total=tally.total, last_at=later))

    await executor.run([job(beats, "a")])

    async with database.transaction() as connection:
        work = UnitOfWork(connection, SPEC, clock)
        tally = await work.get("a")
        [row] = await connection.execute(select(tallies))
    assert tally is not None
    assert (tally.last_at, row["version"], row["sequence"]) == (later, 2, 1)


async def test_a_tally_that_nobody_named_beforehand_is_loaded_when_it_is_asked_for(executor: Executor[Tally]) -> None:
    await executor.run([adding("a", 1)])

    async def run(work: Work) -> Tally:
        return await add(work, "a", 1)

    [outcome] = await executor.run([job(run)])

    assert outcome.value.total == 2


async def test_an_aggregate_is_one_object_for_all_jobs_of_a_commit(executor: Executor[Tally]) -> None:
    seen: list[Tally | None] = []

    async def looks(work: Work) -> None:
        seen.append(await work.get("a"))

    await executor.run([adding("a", 1)])
    await executor.run([job(looks, "a"), job(looks, "a")])

    assert seen[0] is seen[1]
