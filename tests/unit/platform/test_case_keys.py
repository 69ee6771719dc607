"""The keys of the cases: one each, wrapped, and gone for good when their row is."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.schema import CreateTable

from shared.engine.db.database import Collision
from shared.engine.db.sqlite import SqliteDatabase
from shared.platform.privacy.case_keys import CaseKeys, case_keys
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import CannotOpen

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KEYS = KeyFile.new()
STORE = CaseKeys(KEYS)


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "platform.db", "platform")
    async with database.transaction() as connection:
        await connection.execute(text(str(CreateTable(case_keys).compile(dialect=database.dialect))))
    yield database
    await database.close()


async def test_created_key_opens_tomorrow_what_it_sealed_today(platform: SqliteDatabase) -> None:
    async with platform.transaction() as connection:
        made = await STORE.create(connection, ["case-1", "case-2"], NOW)
    sealed = made["case-2"].seal("text", "定损太慢")
    async with platform.reading() as connection:
        loaded = await STORE.load(connection, ["case-2", "case-1", "case-2", "case-unknown"])
    assert loaded == made
    assert loaded["case-2"].open("text", sealed) == "定损太慢"


async def test_stored_key_is_wrapped_and_dated(platform: SqliteDatabase) -> None:
    async with platform.transaction() as connection:
        made = await STORE.create(connection, ["case-1"], NOW)
        (row,) = await connection.execute(select(case_keys))
    assert made["case-1"].secret not in row["wrapped"]
    assert (row["key_id"], row["created_at"]) == (KEYS.current, NOW)


async def test_case_never_gets_a_second_key(platform: SqliteDatabase) -> None:
    async with platform.transaction() as connection:
        await STORE.create(connection, ["case-1"], NOW)
    with pytest.raises(Collision):
        async with platform.transaction() as connection:
            await STORE.create(connection, ["case-1"], NOW)


async def test_nothing_is_asked_for_no_cases(platform: SqliteDatabase) -> None:
    async with platform.transaction() as connection:
        assert await STORE.create(connection, [], NOW) == {}
        assert await STORE.load(connection, []) == {}


async def test_erased_case_is_erased_at_once_for_everybody(platform: SqliteDatabase) -> None:
    other_process = CaseKeys(KEYS)
    async with platform.transaction() as connection:
        await STORE.create(connection, ["case-1", "case-2"], NOW)
        assert len(await other_process.load(connection, ["case-1", "case-2"])) == 2
        assert await STORE.erase(connection, ["case-1", "case-unknown"]) == 1
        assert set(await STORE.load(connection, ["case-1", "case-2"])) == {"case-2"}
        assert set(await other_process.load(connection, ["case-1", "case-2"])) == {"case-2"}


async def test_keys_are_wrapped_anew_after_a_rotation(platform: SqliteDatabase) -> None:
    rotated = KEYS.rotated()
    new_only = CaseKeys(replace(rotated, wrapping={rotated.current: rotated.wrapping[rotated.current]}))
    async with platform.transaction() as connection:
        made = await STORE.create(connection, ["case-1", "case-2", "case-3"], NOW)
        with pytest.raises(CannotOpen):
            await new_only.load(connection, ["case-1"])
        assert [await CaseKeys(rotated).rewrap(connection, 2) for _ in range(3)] == [2, 1, 0]
        assert await new_only.load(connection, list(made)) == made
