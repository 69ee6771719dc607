"""Aggregates in a unit of work: loaded by set, changed in memory, saved under a version guard."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.executor import Executor
from shared.engine.tables import timers
from shared.engine.timers import PUT_OFF
from shared.engine.unit_of_work import UnitOfWork
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import NUDGE, PATIENCE, SPEC, Tally, Work, add, adding, job, tallies


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


async def test_a_timer_is_armed_for_what_the_job_left_however_often_it_changed_the_tally(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    later = clock.now() + timedelta(seconds=30)

    async def adds_rewrites_and_beats(work: Work) -> None:
        await add(work, "a", 1)
        work.rewrite_timers("a", [NUDGE])
        added = await add(work, "a", 1)
        work.replace_without_event("a", replace(added, last_at=later))

    await executor.run([job(adds_rewrites_and_beats, "a")])

    async with database.reading() as connection:
        rows = await connection.execute(select(timers))
    assert [(row["kind"], row["step"], row["due_at"]) for row in rows] == [(NUDGE, "2", later + PATIENCE)]


async def test_a_timer_that_was_put_off_stays_so_if_a_job_leaves_the_tally_owing_the_same(
    executor: Executor[Tally], database: Database, clock: ManualClock
) -> None:
    [saved] = await executor.run([adding("a", 1)])
    put_off = {"of": "a", "which": NUDGE, "new_fire_at": clock.now() + timedelta(hours=1)}
    await database.change((PUT_OFF, [put_off]))

    async def there_and_back(work: Work) -> None:
        work.replace_without_event("a", replace(saved.value, last_at=clock.now() + timedelta(seconds=30)))
        work.replace_without_event("a", saved.value)

    await executor.run([job(there_and_back, "a")])

    async with database.reading() as connection:
        [row] = await connection.execute(select(timers))
    assert (row["fire_at"], row["attempts"]) == (put_off["new_fire_at"], 1)


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
