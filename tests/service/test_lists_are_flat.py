"""The lists of cases look into an index and stop at the page's end, however many cases there are; on both databases."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from deploy.servers.postgres import Postgres
from services.callback.adapters.listings import assisting, listing, parameters_of
from services.callback.adapters.tables import cases
from services.callback.application.ports import CaseList
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.db.statements import Compiled
from shared.engine.migrations import migrate_postgres, migrate_sqlite
from shared.engine.tables import search_keys
from shared.platform.permitted import Place

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
VALUES = {"unit_id": "JS-NJ-LP", "handler_id": "S0090", "state": "handling"}
MANY = 40_000


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Callback's database, with many ended cases, some open ones, and what the planner knows of them."""
    if request.param == "sqlite":
        migrate_sqlite("callback", tmp_path / "callback.db")
        opened: Database = SqliteDatabase(tmp_path / "callback.db", "callback")
        await filled(opened)
        yield opened
        await opened.close()
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    url = await server.create_database("lists")
    await migrate_postgres("callback", url)
    opened = await PostgresDatabase.connect(url, "callback")
    await filled(opened)
    async with opened.transaction() as connection:
        await connection.execute(text("ANALYZE"))
    yield opened
    await opened.close()
    await server.drop_database("lists")


def row(number: int) -> dict[str, Any]:
    """One case of thirty is open; of these every third has a unit, every fifth waits for a supervisor."""
    is_open = number % 30 == 0
    at = NOON + timedelta(minutes=number)
    return {
        "id": f"case-{number:05}",
        "version": 1,
        "sequence": 1,
        "document": "{}",
        "state": "handling" if is_open else "closed",
        "number": f"R{number}",
        "filed_at": at,
        "responsible_unit_id": "JS-NJ-LP" if number % 3 == 0 else None,
        "task_state": None,
        "task_minute": None,
        "task_calm": None,
        "task_due_at": None,
        "task_not_before": None,
        "handler_id": "S0090" if number % 2 == 0 else None,
        "next_due_at": at if is_open else None,
        "decision_due_at": at if number % 150 == 0 else None,
        "order_due_at": at if number % 300 == 0 else None,
        "ordered_at": at if number % 100 == 0 else None,
        "review_due_at": at if number % 200 == 1 else None,
        "reviewed_at": at if number % 200 == 2 else None,
    }


async def filled(database: Database) -> None:
    """Put the cases in."""
    async with database.transaction() as connection:
        names = {column.name for column in cases.c}
        rows = [{name: made.get(name) for name in names} for made in map(row, range(MANY))]
        for first in range(0, MANY, 5_000):
            await connection.execute_many(insert(cases), rows[first : first + 5_000])
        keys = [
            {"key": f"assists:unit-{number % 99}", "subject_id": f"case-{number:05}"} for number in range(0, MANY, 9)
        ]
        await connection.execute_many(insert(search_keys), keys)


def choices() -> Iterator[tuple[CaseList, tuple[str, ...]]]:
    """Every list with every choice of filters."""
    for which in CaseList:
        for count in range(len(VALUES) + 1):
            yield from ((which, filters) for filters in combinations(VALUES, count))


async def plan_of(database: Database, which: CaseList, filters: tuple[str, ...], *, assists: bool = False) -> str:
    """How the database finds a page in the middle of the list."""
    statement = (assisting if assists else listing)(which, filters)
    compiled = Compiled(statement, database.dialect, None)
    place = parameters_of(which, Place(NOON + timedelta(minutes=MANY // 2), "case"))
    values = {name: VALUES[name] for name in filters} | {"most": 50, "assists": "assists:JS-NJ-LP"}
    arguments = compiled.arguments(place | values)
    if isinstance(database, SqliteDatabase):
        explained = database._reader.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", arguments)
        return "\n".join(line[3] for line in explained)
    assert isinstance(database, PostgresDatabase)
    async with database._pool.acquire() as raw:  # as the service runs it: planned once, for any values
        await raw.execute(f"PREPARE page AS {compiled.sql}")
        given = ", ".join(f"'{value}'" for value in arguments)
        explained = await raw.fetch(f"EXPLAIN EXECUTE page ({given})")
        await raw.execute("DEALLOCATE page")
        return "\n".join(line[0] for line in explained)


async def test_every_list_goes_along_an_index_and_sorts_nothing(database: Database) -> None:
    wrong = {}
    for which, filters in choices():
        plan = await plan_of(database, which, filters)
        walks = "cases_" in plan and ("SEARCH" in plan or "Index" in plan)
        if not walks or any(each in plan for each in ("Sort", "TEMP B-TREE", "Seq Scan", "SCAN", "Bitmap")):
            wrong[which, filters] = plan
    assert wrong == {}


async def test_cases_in_which_a_unit_assists_are_looked_up_by_its_key(database: Database) -> None:
    wrong = {}
    for which, filters in choices():
        plan = await plan_of(database, which, (*filters, "unit_id"), assists=True)
        if "search_keys" not in plan or any(each in plan for each in ("Seq Scan", "SCAN")):
            wrong[which, filters] = plan
    assert wrong == {}


ALONG = {
    (CaseList.OPEN, ()): "cases_open",
    (CaseList.OPEN, ("unit_id",)): "cases_open_of_unit",
    (CaseList.OPEN, ("handler_id",)): "cases_open_of_handler",
    (CaseList.TO_DECIDE, ()): "cases_to_decide",
    (CaseList.ENDED, ("state",)): "cases_ended",
    (CaseList.ENDED, ("unit_id", "state")): "cases_ended_of_unit",
    (CaseList.ENDED, ("handler_id", "state")): "cases_ended_of_handler",
    (CaseList.TO_ANSWER, ()): "cases_to_answer",
    (CaseList.ORDERED, ()): "cases_ordered",
    (CaseList.TO_REVIEW, ()): "cases_to_review",
    (CaseList.REVIEWED, ()): "cases_reviewed",
}


async def test_a_list_goes_along_its_own_index(database: Database) -> None:
    plans = {asked: await plan_of(database, *asked) for asked in ALONG}
    assert {asked: re.findall(r"cases_\w+", plan) for asked, plan in plans.items()} == {
        asked: [index] for asked, index in ALONG.items()
    }


async def test_page_by_page_the_whole_list_comes_once(database: Database) -> None:
    statement = listing(CaseList.OPEN, ("unit_id",))
    whole = statement.with_only_columns(cases.c.id, cases.c.next_due_at)
    found: list[str] = []
    after: Place | None = None
    while True:
        given = parameters_of(CaseList.OPEN, after) | {"unit_id": "JS-NJ-LP", "most": 70}
        async with database.reading() as connection:
            rows = await connection.execute(whole, given)
        if not rows:
            break
        found += [each["id"] for each in rows]
        after = Place(rows[-1]["next_due_at"], rows[-1]["id"])
    assert found == [f"case-{number:05}" for number in range(0, MANY, 30)]
