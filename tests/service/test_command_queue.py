"""The door: commands that queued while a commit ran share the next one; a full queue refuses at once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Connection, Database, DatabaseAway
from shared.engine.executor import Executor, Job, Outcome
from shared.support.errors import Conflict, Unavailable
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import SPEC, Tally, Work, adding, job, totals


class SlowDatabase:
    """A database whose commits wait for the test; counts them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name, self.dialect = database.name, database.dialect
        self.parallel_commits = 1  # so that the test knows which commit it holds
        self.commits = 0
        self.begun = asyncio.Event()
        self.may_commit = asyncio.Event()
        self.away = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._database.transaction() as connection:
            yield connection
            self.begun.set()
            await self.may_commit.wait()
            if self.away:
                raise DatabaseAway("gone during COMMIT")
        self.commits += 1

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self._database.reading()

    async def close(self) -> None:
        await self._database.close()


class CountingExecutor(Executor[Tally]):
    """Remembers the size of each batch."""

    sizes: list[int]

    async def run(self, jobs: Sequence[Job[Tally]], *points: object) -> list[Outcome]:
        self.sizes.append(len(jobs))
        return await super().run(jobs)


@pytest.fixture
def slow(database: Database) -> SlowDatabase:
    return SlowDatabase(database)


@pytest.fixture
def counting(slow: SlowDatabase, clock: ManualClock) -> CountingExecutor:
    executor = CountingExecutor(slow, SPEC, clock)
    executor.sizes = []
    return executor


async def settled(tasks: Sequence[asyncio.Task[Outcome]]) -> list[object]:
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_lone_caller_waits_for_nobody(counting: CountingExecutor, slow: SlowDatabase) -> None:
    slow.may_commit.set()

    outcome = await CommandQueue(counting).submit(adding("a", 1))

    assert (outcome.value.total, counting.sizes, slow.commits) == (1, [1], 1)


async def test_whoever_comes_while_a_commit_runs_shares_the_next_one(
    counting: CountingExecutor, slow: SlowDatabase
) -> None:
    door = CommandQueue(counting)
    first = asyncio.create_task(door.submit(adding("a", 1)))
    await slow.begun.wait()
    others = [asyncio.create_task(door.submit(adding(f"b{n}", 10 + n))) for n in range(5)]
    await asyncio.sleep(0)
    assert not first.done()

    slow.may_commit.set()
    await settled([first, *others])

    assert (counting.sizes, slow.commits) == ([1, 5], 2)


async def test_nobody_is_answered_before_the_commit_is_durable(counting: CountingExecutor, slow: SlowDatabase) -> None:
    task = asyncio.create_task(CommandQueue(counting).submit(adding("a", 1)))
    await slow.begun.wait()
    assert (task.done(), slow.commits) == (False, 0)

    slow.may_commit.set()
    await task
    assert slow.commits == 1


async def test_a_commit_takes_at_most_so_many_in_the_order_they_came(
    counting: CountingExecutor, slow: SlowDatabase
) -> None:
    slow.may_commit.set()
    door = CommandQueue(counting, batch=3)

    outcomes = await asyncio.gather(*(door.submit(adding("a", 1)) for _ in range(8)))

    assert counting.sizes == [3, 3, 2]
    assert [outcome.value.total for outcome in outcomes] == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_full_queue_refuses_at_once_and_says_when_to_come_again(
    counting: CountingExecutor, slow: SlowDatabase
) -> None:
    door = CommandQueue(counting, bound=2)
    waiting = [asyncio.create_task(door.submit(adding(f"a{n}", n))) for n in range(3)]
    await asyncio.sleep(0)
    await slow.begun.wait()

    with pytest.raises(Unavailable) as refused:
        await asyncio.gather(*(door.submit(adding(f"b{n}", 10 + n)) for n in range(3)))
    assert (refused.value.code, refused.value.facts["retry_after"]) == ("overloaded", 1)
    slow.may_commit.set()
    await settled(waiting)
    await door.drain()


async def test_each_gets_his_own_refusal_or_failure(counting: CountingExecutor, slow: SlowDatabase) -> None:
    slow.may_commit.set()
    door = CommandQueue(counting)

    async def refuses(work: Work) -> None:
        raise Conflict("no", "No.")

    async def fails(work: Work) -> None:
        raise RuntimeError

    one, two, three = await asyncio.gather(
        door.submit(job(refuses)), door.submit(adding("a", 1)), door.submit(job(fails)), return_exceptions=True
    )

    assert isinstance(one, Conflict)
    assert isinstance(two, Outcome)
    assert isinstance(three, RuntimeError)


async def test_when_the_database_goes_away_all_of_the_batch_are_told_and_the_next_batch_is_tried(
    counting: CountingExecutor, slow: SlowDatabase, database: Database
) -> None:
    door = CommandQueue(counting)
    slow.away = True
    slow.may_commit.set()
    told = await asyncio.gather(door.submit(adding("a", 1)), door.submit(adding("b", 2)), return_exceptions=True)
    assert [type(error) for error in told] == [DatabaseAway, DatabaseAway]

    slow.away = False
    await door.submit(adding("c", 3))
    assert await totals(database) == {"c": 3}


async def test_a_caller_who_hangs_up_changes_nothing_for_his_job(
    counting: CountingExecutor, slow: SlowDatabase, database: Database
) -> None:
    door = CommandQueue(counting)
    caller = asyncio.create_task(door.submit(adding("a", 1)))
    await slow.begun.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller

    slow.may_commit.set()
    await door.drain()

    assert await totals(database) == {"a": 1}


async def test_draining_waits_for_all_that_was_submitted(
    counting: CountingExecutor, slow: SlowDatabase, database: Database
) -> None:
    door = CommandQueue(counting, batch=1)
    tasks = [asyncio.create_task(door.submit(adding(f"a{n}", n))) for n in range(4)]
    await slow.begun.wait()
    slow.may_commit.set()

    await door.drain()

    assert len(await totals(database)) == 4
    await settled(tasks)
