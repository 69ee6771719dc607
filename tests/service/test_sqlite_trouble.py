"""A disk that is full, a file that a stranger holds: nothing is half written, and it goes on by itself (46, 48)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from shared.engine.db.database import Cause, DatabaseAway
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
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.engine.db.sqlite.LOCKED_FOR", 0.1)
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway, match="locked") as away:
        async with database.transaction():
            pass
    assert away.value.cause is Cause.LOCKED
    stranger.close()
    async with database.transaction() as connection:
        await connection.execute_many(insert(inbox), rows(1))
    assert await count(database) == 1


async def test_while_a_stranger_holds_the_file_the_process_does_other_work(database: SqliteDatabase) -> None:
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(database.change((insert(inbox), rows(1))))
    assert await count(database) == 0
    assert not writing.done()
    stranger.close()
    assert await writing == [1]


async def test_a_file_that_cannot_be_written_is_away_as_read_only(database: SqliteDatabase) -> None:
    database._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(DatabaseAway) as away:
        await database.try_write(["inbox"])
    assert away.value.cause is Cause.READ_ONLY
    database._writer.execute("PRAGMA query_only = OFF")
    await database.try_write(["inbox"])


async def test_a_damaged_file_is_the_database_away_and_not_a_mistake_of_ours(database: SqliteDatabase) -> None:
    async with database.transaction() as connection:
        await connection.execute_many(insert(inbox), rows(500))
    await database.close()
    half = database.path.stat().st_size // 2
    database.path.write_bytes(database.path.read_bytes()[:half] + b"\xff" * half)
    damaged = SqliteDatabase(database.path, "escalation")
    with pytest.raises(DatabaseAway) as away:
        await count(damaged)
    assert away.value.cause is Cause.DAMAGED
    await damaged.close()


async def test_a_file_that_is_no_database_is_away_as_damaged_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "escalation.db").write_bytes(b"\xff" * 100_000)
    with pytest.raises(DatabaseAway) as away:
        SqliteDatabase(tmp_path / "escalation.db", "escalation")
    assert away.value.cause is Cause.DAMAGED


async def test_a_write_that_is_tried_reaches_the_disk_and_changes_no_row(database: SqliteDatabase) -> None:
    wal = database.path.with_name(f"{database.path.name}-wal")
    before = wal.stat().st_size
    await database.try_write(["inbox"])
    assert wal.stat().st_size > before
    assert await count(database) == 0


async def test_a_statement_that_is_wrong_is_our_own_mistake(database: SqliteDatabase) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        async with database.transaction() as connection:
            await connection.execute(text("DELETE FROM no_such_table"))


async def test_every_commit_is_on_disk_before_it_is_believed(database: SqliteDatabase) -> None:
    settings = {
        name: database._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2}
