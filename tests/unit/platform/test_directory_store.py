"""The directory in rows: what went in comes out, and the snapshot follows the version."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from shared.engine.db.sqlite import SqliteDatabase
from shared.platform.directory import store
from shared.platform.directory.reading import read_folder
from shared.platform.directory.tables import PLATFORM
from shared.rules.directory import Directory

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEMO = Path(__file__).parents[3] / "deploy" / "demo"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    path = tmp_path / "platform.db"
    raw = sqlite3.connect(path)
    for table in PLATFORM.sorted_tables:
        raw.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
    raw.close()
    opened = SqliteDatabase(path, "platform")
    yield opened
    await opened.close()


async def imported(database: SqliteDatabase, directory: Directory) -> int:
    async with database.transaction() as connection:
        return await store.replace(connection, directory, NOW)


async def test_what_was_imported_is_what_is_loaded(database: SqliteDatabase) -> None:
    demo = read_folder(DEMO)
    await imported(database, demo)
    async with database.reading() as connection:
        loaded = await store.load(connection.execute)
    assert loaded.version == 1
    assert (loaded.units(), loaded.people()) == (demo.units(), demo.people())
    assert set(loaded.leaves()) == set(demo.leaves())
    assert set(loaded.line_executives()) == set(demo.line_executives())
    assert set(loaded.duty_shifts()) == set(demo.duty_shifts())


async def test_an_import_takes_the_place_of_all_that_was_there(database: SqliteDatabase) -> None:
    demo = read_folder(DEMO)
    await imported(database, demo)
    assert await imported(database, Directory(units=demo.units()[:1], people=demo.people()[:1])) == 2
    async with database.reading() as connection:
        loaded = await store.load(connection.execute)
    assert (len(loaded.units()), len(loaded.people()), loaded.leaves()) == (1, 1, ())


async def test_an_import_that_fails_half_way_changes_nothing(database: SqliteDatabase) -> None:
    demo = read_folder(DEMO)
    await imported(database, demo)
    with pytest.raises(RuntimeError):
        await _import_and_fail(database)
    async with database.reading() as connection:
        loaded = await store.load(connection.execute)
    assert (loaded.version, len(loaded.people())) == (1, len(demo.people()))


async def _import_and_fail(database: SqliteDatabase) -> None:
    async with database.transaction() as connection:
        await store.replace(connection, Directory(), NOW)
        raise RuntimeError


async def test_the_source_is_empty_before_the_first_import(database: SqliteDatabase) -> None:
    source = store.DirectorySource(database)
    assert not await source.refresh()
    assert (source.current.version, source.current.people()) == (0, ())


async def test_the_source_loads_anew_only_when_the_version_moved(database: SqliteDatabase) -> None:
    source = store.DirectorySource(database)
    await imported(database, read_folder(DEMO))
    assert await source.refresh()
    held = source.current
    assert not await source.refresh()
    assert source.current is held
    await imported(database, read_folder(DEMO))
    assert await source.refresh()
    assert source.current.version == 2
