"""Another program at a database: a forgotten transaction that locks a table, a back-up that keeps reading a file."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import asyncpg
import pytest

from shared.engine.db import sqlite
from shared.engine.db.database import Cause
from shared.runtime import readiness
from tests.harness.callback import MINUTE
from tests.harness.chat import Chat
from tests.harness.people import REPORTER
from tests.harness.stacks import EMBEDDED, only_embedded
from tests.harness.world import World

BODY = {"text": "定损太慢", "customer": {"phone": "13812345678"}}


@asynccontextmanager
async def locked(world: World, table: str) -> AsyncIterator[None]:
    """A stranger's open transaction holds this table of intake; of an embedded database the whole file."""
    if world.stack is EMBEDDED:
        with closing(sqlite3.connect(world.folder / "intake.db", isolation_level=None)) as stranger:
            stranger.execute("BEGIN IMMEDIATE")
            yield
        return
    stranger_there = await asyncpg.connect(world.settings.database_url)
    try:
        async with stranger_there.transaction():
            await stranger_there.execute(f"LOCK TABLE intake.{table} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await stranger_there.close()


@pytest.mark.parametrize("table", ["event_log", "reports"])
async def test_a_table_locked_by_a_stranger_is_named_and_reports_are_taken_again_when_it_ends(
    world: World, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(sqlite, "LOCKED_FOR", 0.2)
    chat = Chat(world, "claims")
    async with locked(world, table):
        refused = await world.by(REPORTER).submits(key="1", **BODY)
        assert refused.status_code == 503, refused.text
        assert int(refused.headers["Retry-After"]) > 0
        pushed = await chat.sends(chat.wecom.text("YuJiayi", "不满报告 13900000001 慢", world.now))
        stored = world.stack is not EMBEDDED  # the table of pushes is free; what is not stored WeCom delivers again
        assert (pushed.status_code, stored and pushed.content) == ((200, b"") if stored else (503, False))
        ready = await world.http.get("/readyz")
        assert (ready.status_code, ready.json()["degraded"]) == (503, {"intake.database": Cause.LOCKED})
        assert (await world.by(REPORTER).submits(key="1", **BODY)).json()["code"] == "reports_paused"

    world.expected_errors = len(world.errors.lines)
    assert (await world.http.get("/readyz")).status_code == 200
    assert (await world.by(REPORTER).submits(key="1", **BODY)).status_code == 201
    await world.advance(MINUTE)
    assert len(await chat.cases()) == (2 if stored else 1)


@only_embedded("PostgreSQL has a log of its own")
async def test_while_a_reader_holds_a_file_its_log_alarms_as_it_grows_and_is_cut_back_afterwards(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LARGEST_LOG", 300_000)
    monkeypatch.setattr(sqlite, "KEPT_WAL", 100_000)
    log = world.folder / "intake.db-wal"
    with closing(sqlite3.connect(world.folder / "intake.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event_log").fetchall()
        while log.stat().st_size <= 300_000:
            assert (await world.by(REPORTER).submits(key=world.ids.new(), **BODY)).status_code == 201
        ready = (await world.http.get("/readyz")).json()
        assert (ready["ready"], list(ready["degraded"])) == (True, ["intake.log"])
        assert f'hotline_wal_bytes{{service="intake"}} {float(log.stat().st_size)}' in await figures(world)

    world.expected_errors = len(world.errors.lines)
    for _ in range(2):
        ready = (await world.http.get("/readyz")).json()
    assert ready["degraded"] == {}
    assert log.stat().st_size <= 100_000


async def figures(world: World) -> str:
    return (await world.http.get("/metrics")).text
