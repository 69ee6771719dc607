"""The executor: one commit for a batch, and each job's failure stays its own."""

from typing import Any

import pytest
from sqlalchemy import select, update

from shared.engine.aggregates import GuardLost
from shared.engine.db.database import Collision, Database
from shared.engine.executor import Committed, Executor
from shared.engine.tables import audit, event_log, messages, outbox, timers
from shared.support.errors import Conflict
from shared.support.faults import CrashPoint
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import (
    PATIENCE,
    SPEC,
    Tally,
    Work,
    add,
    adding,
    end,
    job,
    message,
    tallies,
    totals,
)
from tests.harness.crash_injection import CrashInjector, SimulatedCrash

Tallies = Executor[Tally]


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(table))


async def fails(work: Work) -> None:
    await add(work, "b", 100)
    work.notify(message("b"))
    raise RuntimeError


async def is_refused(work: Work) -> None:
    await add(work, "b", 100)
    raise Conflict("no", "No.")


async def test_a_batch_is_one_commit_and_each_job_has_its_outcome(executor: Tallies, database: Database) -> None:
    commits: list[Committed] = []
    executor.on_commit = commits.append

    outcomes = await executor.run([adding("a", 1), adding("b", 2), adding("a", 3)])

    assert [outcome.value.total for outcome in outcomes] == [1, 2, 4]
    assert await totals(database) == {"a": 4, "b": 2}
    assert len(commits) == 1
    assert (commits[0].events, commits[0].messages) == (True, False)
    assert commits[0].earliest_due == ManualClock().now() + PATIENCE
    assert set(commits[0].subject_ids) == {"a", "b"}


async def test_no_time_passes_while_a_job_decides(executor: Tallies, clock: ManualClock) -> None:
    async def waits(work: Work) -> None:
        began = work.now()
        clock.move_to(began + PATIENCE)
        assert work.now() == began
        assert await work.get("a") is None  # locked only here, perhaps after a wait
        assert work.now() == began + PATIENCE

    first, second = await executor.run([job(waits), adding("b", 1)])

    assert first.error is None
    assert second.value.last_at == clock.now()


async def test_a_job_that_fails_takes_nothing_of_its_neighbours_with_it(executor: Tallies, database: Database) -> None:
    first, failed, last = await executor.run([adding("a", 1), job(fails, "b"), adding("c", 2)])

    assert (first.error, type(failed.error), last.error) == (None, RuntimeError, None)
    assert await totals(database) == {"a": 1, "c": 2}
    assert await rows(database, messages) == []
    assert {row["case_id"] for row in await rows(database, timers)} == {"a", "c"}


async def test_a_job_that_is_refused_leaves_an_audit_line_and_nothing_else(
    executor: Tallies, database: Database
) -> None:
    options = {"action": "add", "actor": "S1"}
    done, refused = await executor.run([adding("a", 1, **options), job(is_refused, "b", **options)])

    assert (done.error, isinstance(refused.error, Conflict)) == (None, True)
    assert await totals(database) == {"a": 1}
    lines = [(r["actor"], r["action"], r["case_id"], r["outcome"], r["code"]) for r in await rows(database, audit)]
    assert lines == [("S1", "add", "a", "done", None), ("S1", "add", "b", "refused", "no")]


async def test_a_refusal_keeps_what_was_done_before_the_checkpoint(executor: Tallies, database: Database) -> None:
    async def run(work: Work) -> None:
        await add(work, "a", 1)
        work.notify(message("a"))
        work.checkpoint()
        await add(work, "a", 10)
        raise Conflict("no", "No.")

    [outcome] = await executor.run([job(run, "a", action="add", actor="S1")])

    assert isinstance(outcome.error, Conflict)
    assert await totals(database) == {"a": 1}
    assert [row["sequence"] for row in await rows(database, event_log)] == [1]
    assert [row["key"] for row in await rows(database, messages)] == ["nudged.a"]
    assert [(row["step"]) for row in await rows(database, timers)] == ["1"]
    assert [row["outcome"] for row in await rows(database, audit)] == ["refused"]


async def test_a_later_job_of_the_batch_sees_what_an_earlier_one_did(executor: Tallies) -> None:
    async def ends(work: Work) -> Tally:
        return await end(work, "a")

    added, ended, refused = await executor.run([adding("a", 1), job(ends, "a"), adding("a", 1)])

    assert (added.error, ended.error) == (None, None)
    assert isinstance(refused.error, Conflict)


async def test_a_job_does_not_see_what_a_refused_one_tried(executor: Tallies, database: Database) -> None:
    _, outcome = await executor.run([job(is_refused, "b"), adding("b", 1)])

    assert outcome.value.total == 1
    assert await totals(database) == {"b": 1}


async def test_a_collision_breaks_the_batch_and_each_job_runs_alone(executor: Tallies, database: Database) -> None:
    outcomes = await executor.run([adding("a", 7), adding("b", 7), adding("c", 8)])

    assert [type(outcome.error) for outcome in outcomes] == [type(None), Collision, type(None)]
    assert await totals(database) == {"a": 7, "c": 8}
    assert {row["case_id"] for row in await rows(database, event_log)} == {"a", "c"}


async def test_whoever_loses_the_guard_loads_again_and_decides_again(executor: Tallies, database: Database) -> None:
    await executor.run([adding("a", 1)])
    seen = []

    async def run(work: Work) -> Tally:
        tally = await work.get("a")
        assert tally is not None
        seen.append(tally.total)
        if len(seen) == 1:  # somebody else saves it between our load and our save
            await work.execute(update(tallies).values(version=2, document=tallies.c.document))
        return await add(work, "a", 1)

    [outcome] = await executor.run([job(run, "a")])

    assert (outcome.error, seen) == (None, [1, 1])
    assert [row["sequence"] for row in await rows(database, event_log)] == [1, 2]
    assert await totals(database) == {"a": 2}


async def test_whoever_loses_it_every_time_is_told_so(executor: Tallies, database: Database) -> None:
    await executor.run([adding("a", 1)])

    async def run(work: Work) -> Tally:
        await work.execute(update(tallies).values(version=tallies.c.version + 1))
        return await add(work, "a", 1)

    [outcome] = await executor.run([job(run, "a")])

    assert isinstance(outcome.error, GuardLost)
    assert await totals(database) == {"a": 1}
    assert [row["version"] for row in await rows(database, tallies)] == [1]


async def test_state_history_outbox_timer_and_message_come_in_one_commit_or_not_at_all(
    database: Database, clock: ManualClock
) -> None:
    async def run(work: Work) -> Tally:
        work.notify(message("a"))
        return await add(work, "a", 1)

    for point, there in ((CrashPoint.BEFORE_COMMIT, 0), (CrashPoint.AFTER_COMMIT, 1)):
        injector = CrashInjector()
        injector.crashes_at(point)
        with pytest.raises(SimulatedCrash):
            await Executor(database, SPEC, clock, crash=injector).run([job(run, "a", action="add", actor="S1")])
        for table in (tallies, event_log, outbox, timers, messages, audit):
            assert len(await rows(database, table)) == there, table.name


async def test_a_message_with_a_key_that_was_told_before_is_never_told_twice(
    executor: Tallies, database: Database
) -> None:
    async def run(work: Work) -> Tally:
        work.notify(message("a"))
        return await add(work, "a", 1)

    [first] = await executor.run([job(run, "a")])
    [second] = await executor.run([job(run, "a")])

    assert (first.error, type(second.error)) == (None, Collision)
    assert len(await rows(database, messages)) == 1
    assert await totals(database) == {"a": 1}


async def test_timers_follow_from_the_state_and_from_nothing_else(
    executor: Tallies, database: Database, clock: ManualClock
) -> None:
    async def ends(work: Work) -> Tally:
        return await end(work, "a")

    await executor.run([adding("a", 1)])
    clock.move_to(clock.now() + PATIENCE / 2)
    await executor.run([adding("a", 1)])
    [armed] = await rows(database, timers)
    assert (armed["due_at"], armed["fire_at"], armed["step"]) == (clock.now() + PATIENCE, clock.now() + PATIENCE, "2")

    await executor.run([job(ends, "a")])
    assert await rows(database, timers) == []


async def test_nothing_to_do_is_no_commit(executor: Tallies) -> None:
    commits: list[Committed] = []
    executor.on_commit = commits.append

    assert await executor.run([]) == []
    assert commits == []
