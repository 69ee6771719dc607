"""A disk that is full, a file that a stranger holds: nothing is half written, and it goes on by itself (46, 48)."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from shared.engine.db.database import DatabaseAway
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.tables import inbox
from tests.harness.clock import A_MONDAY_MORNING as NOW
from tests.harness.databases import sqlite


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    async with sqlite(tmp_path, "escalation") as opened:
        assert isinstance(opened, SqliteDatabase)
        yield opened


def rows(count: int) -> list[dict[str, object]]:
    return [{"consumer": "c" * 1000, "event_id": f"{number}", "at": NOW} for number in range(count)]


async def count(database: SqliteDatabase) -> int:
    async with database.reading() as connection:
        return len(await connection.execute(select(inbox.c.event_id)))


async def test_a_full_disk_is_the_database_away_and_nothing_is_half_written(database: SqliteDatabase) -> None:
    full = database._writer.execute("PRAGMA page_count").fetchone()[0] + 5
    database._writer.execute(f"PRAGMA max_page_count = {full}")
    with pytest.raises(DatabaseAway, match="full"):
        async with database.transaction() as connection:
            await connection.execute_many(insert(inbox), rows(500))
    assert await count(database) == 0


async def test_when_there_is_room_again_it_goes_on(database: SqliteDatabase) -> None:
    await test_a_full_disk_is_the_database_away_and_nothing_is_half_written(database)
    database._writer.execute("PRAGMA max_page_count = 1000000")

    async with database.transaction() as connection:
        await connection.execute_many(insert(inbox), rows(500))

    assert await count(database) == 500


async def test_a_file_that_a_stranger_holds_is_the_database_away_not_a_wrong_statement(
    database: SqliteDatabase,
) -> None:
    database._writer.execute("PRAGMA busy_timeout = 1")
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway, match="locked"):
        async with database.transaction():
            pass
    stranger.close()
    async with database.transaction() as connection:
        await connection.execute_many(insert(inbox), rows(1))
    assert await count(database) == 1


async def test_a_statement_that_is_wrong_is_our_own_mistake(database: SqliteDatabase) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        async with database.transaction() as connection:
            await connection.execute(text("DELETE FROM no_such_table"))


async def test_every_commit_is_on_disk_before_it_is_believed(database: SqliteDatabase) -> None:
    settings = {
        name: database._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2}
