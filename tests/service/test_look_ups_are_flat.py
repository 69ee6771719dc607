"""On PostgreSQL with full tables: every statement finds its rows by an index, or begins a page in the order of one."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table

from deploy.servers.postgres import Postgres
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.statements import Compiled
from shared.engine.db.types import Json, UtcTime
from shared.engine.migrations import Line, migrate_postgres
from tests.contract.test_statements import MAY_READ_ALL, statements

MANY = 6_000
SMALL = {"alembic_version", "leases", "parked", "outbox", "timers", "deliveries"}
"""What waits, and never many."""
READ_IN_ORDER = {"shared.engine.events.parking.LISTED", "services.intake.adapters.wecom_rows.NEXT"}
"""They read the first rows of an index without a condition."""


def value_of(column: Column[Any], table: Table) -> str:
    """A value for row `n`; of what may be missing, one row of thirty has it."""
    checks = [str(getattr(each, "sqltext", "")) for each in table.constraints]
    known = next((re.findall(r"'([^']+)'", check) for check in checks if check.startswith(f"{column.name} IN")), None)
    match column.type:
        case _ if known:
            value = f"(ARRAY{known})[1 + n % {len(known)}]"
        case UtcTime():
            value = "timestamptz '2026-01-01Z' + n * interval '1 minute'"
        case Boolean():
            value = "n % 2 = 0"
        case Integer() | Float():
            value = "n"
        case Json():
            value = "'{}'::json"
        case LargeBinary():
            value = "'\\x00'::bytea"
        case _:
            value = f"'{column.name}-' || n"
    return f"CASE WHEN n % 30 = 0 THEN {value} END" if column.nullable else value


@pytest.fixture(params=["intake", "escalation", "callback"])
async def database(request: pytest.FixtureRequest, postgres_server: Postgres) -> AsyncIterator[PostgresDatabase]:
    """A service's database with rows in every table, of which the planner knows."""
    name, url = request.param, await postgres_server.create_database("look_ups")
    await migrate_postgres(name, url)
    opened = await PostgresDatabase.connect(url, name)
    async with opened._pool.acquire() as raw:
        for table in (table for metadata in Line(name).metadata() for table in metadata.sorted_tables):
            if table.name not in SMALL:
                columns = ", ".join(f'"{column.name}"' for column in table.c)
                values = ", ".join(value_of(column, table) for column in table.c)
                rows = f"SELECT {values} FROM generate_series(1, {MANY}) n"
                await raw.execute(f"INSERT INTO {table.name} ({columns}) {rows}")
        await raw.execute("ANALYZE")
    yield opened
    await opened.close()
    await postgres_server.drop_database("look_ups")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All steps of a plan."""
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


async def plan_of(raw: Any, sql: str) -> dict[str, Any] | None:
    """How PostgreSQL would run it for any values; None for what asks for tables of another database."""
    try:
        await raw.execute(f"PREPARE asked AS {sql}")
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        return None
    nothing = ", ".join(["NULL"] * len(set(re.findall(r"\$\d+", sql))))
    explained = await raw.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE asked{f'({nothing})' if nothing else ''}")
    await raw.execute("DEALLOCATE asked")
    return dict(json.loads(explained)[0]["Plan"])


def reads_all(plan: dict[str, Any]) -> bool:
    """True if a whole table is read, or an index without a condition."""
    reading = (each for each in nodes(plan) if "Scan" in each["Node Type"] and "Relation Name" in each)
    ours = (each for each in reading if each["Relation Name"] not in SMALL and each["Relation Name"][:3] != "pg_")
    return any("Index Cond" not in each and "Recheck Cond" not in each for each in ours)


async def test_a_statement_finds_its_rows_by_an_index(database: PostgresDatabase) -> None:
    asked = {name: Compiled(each, database.dialect, None).sql for name, each in statements()}
    own = {name: sql for name, sql in asked.items() if name.startswith((f"services.{database.name}", "shared"))}
    found = set()
    async with database._pool.acquire() as raw:
        for choice in ("off", "on"):  # as the service asks, and as PostgreSQL would choose
            for setting in ("seqscan", "hashjoin", "mergejoin"):
                await raw.execute(f"SET enable_{setting} = {choice}")
            plans = {name: await plan_of(raw, sql) for name, sql in own.items()}
            found |= {name for name, plan in plans.items() if plan is not None and reads_all(plan)}
            whole = await plan_of(raw, "SELECT at FROM event_log")
            assert whole is not None
            assert reads_all(whole), "this test sees nothing"
        await raw.execute("RESET ALL")
    assert found - READ_IN_ORDER <= MAY_READ_ALL
