"""What a unit of work recalls: an event handled once, a command answered once."""

from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Executor, Job
from shared.engine.tables import answers, inbox
from shared.support.errors import Conflict
from tests.harness.counter_aggregate import Tally, Work, add, adding, job, totals

Tallies = Executor[Tally]


def handling(event_id: str, number: int = 1, consumer: str = "c") -> Job[Tally]:
    return adding("a", number, consumer=consumer, event_id=event_id)


def asking(key: str, number: int = 1, *, body: str = "x", scope: str = "S1:add") -> Job[Tally]:
    return adding("a", number, action="add", actor="S1", idempotency_key=IdempotencyKey(scope, key, body))


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(table))


async def test_an_event_that_comes_twice_has_one_effect(executor: Tallies, database: Database) -> None:
    first = (await executor.run([handling("e1")]))[0]
    second = (await executor.run([handling("e1")]))[0]

    assert (first.repeated, second.repeated) == (False, True)
    assert await totals(database) == {"a": 1}


async def test_twice_in_one_commit_too(executor: Tallies, database: Database) -> None:
    outcomes = await executor.run([handling("e1"), handling("e1"), handling("e2")])

    assert [outcome.repeated for outcome in outcomes] == [False, True, False]
    assert await totals(database) == {"a": 2}


async def test_each_consumer_handles_it_for_itself(executor: Tallies, database: Database) -> None:
    await executor.run([handling("e1", consumer="c"), handling("e1", consumer="d")])

    assert await totals(database) == {"a": 2}
    assert [(r["consumer"], r["event_id"]) for r in await rows(database, inbox)] == [("c", "e1"), ("d", "e1")]


async def test_what_failed_was_not_handled(executor: Tallies, database: Database) -> None:
    async def fails(work: Work) -> None:
        await add(work, "a", 1)
        raise RuntimeError

    await executor.run([job(fails, "a", consumer="c", event_id="e1")])
    assert await rows(database, inbox) == []

    [again] = await executor.run([handling("e1")])
    assert (again.repeated, await totals(database)) == (False, {"a": 1})


@pytest.mark.parametrize("together", [True, False])
async def test_the_same_key_and_body_is_answered_with_the_same_words(
    executor: Tallies, database: Database, together: bool
) -> None:
    if together:
        first, again = await executor.run([asking("k"), asking("k")])
    else:
        [first], [again] = await executor.run([asking("k")]), await executor.run([asking("k")])

    assert (first.repeated, again.repeated, again.body) == (False, True, first.body)
    assert '"total":1' in first.body
    assert await totals(database) == {"a": 1}


async def test_the_same_key_with_another_body_is_refused(executor: Tallies, database: Database) -> None:
    await executor.run([asking("k")])

    [outcome] = await executor.run([asking("k", body="y")])

    assert isinstance(outcome.error, Conflict)
    assert outcome.error.code == "idempotency_key_reused"
    assert await totals(database) == {"a": 1}


async def test_a_key_is_ones_own_for_each_thing_one_does(executor: Tallies, database: Database) -> None:
    await executor.run([asking("k"), asking("k", scope="S2:add", body="y"), asking("k", scope="S1:end", body="z")])

    assert await totals(database) == {"a": 3}
    assert len(await rows(database, answers)) == 3


async def test_a_refusal_is_no_answer_the_key_stays_free(executor: Tallies, database: Database) -> None:
    async def refuses(work: Work) -> None:
        raise Conflict("no", "No.")

    await executor.run(
        [job(refuses, "a", action="add", actor="S1", idempotency_key=IdempotencyKey("S1:add", "k", "x"))]
    )
    assert await rows(database, answers) == []

    [outcome] = await executor.run([asking("k")])
    assert (outcome.repeated, await totals(database)) == (False, {"a": 1})
