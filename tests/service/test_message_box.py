"""A person's message box on both databases: what is unread is counted in an index, and marking it waits for no one."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from deploy.servers.postgres import Postgres
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.db.statements import Compiled
from shared.engine.migrations import migrate_postgres, migrate_sqlite
from shared.engine.notifications import box
from shared.engine.notifications.box import count_unread, last_messages, mark_seen
from shared.engine.tables import messages
from tests.harness.clock import A_MONDAY_MORNING as NOW

MANY, UNREAD = 20_000, 3
PEOPLE = 200


def row(number: int) -> dict[str, Any]:
    """Each person has as many; all but the last few of each were read."""
    return {
        "key": f"callback.c{number}.1.told.S{number % PEOPLE}",
        "case_id": f"c{number}",
        "recipient": f"S{number % PEOPLE}",
        "kind": "told",
        "text": "…",
        "at": NOW + timedelta(seconds=number),
        "late_by_seconds": 0.0,
        "delivered_at": NOW,
        "attempts": 1,
        "seen_at": NOW if number < MANY - PEOPLE * UNREAD else None,
    }


@pytest.fixture(params=["sqlite", "postgresql"])
async def filled(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A box with many messages, in callback's database as its migrations make it."""
    rows = [row(number) for number in range(MANY)]
    if request.param == "sqlite":
        migrate_sqlite("callback", tmp_path / "callback.db")
        opened: Database = SqliteDatabase(tmp_path / "callback.db", "callback")
        await opened.change((insert(messages), rows))
        yield opened
        await opened.close()
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    url = await server.create_database("box")
    await migrate_postgres("callback", url)
    opened = await PostgresDatabase.connect(url, "callback")
    await opened.change((insert(messages), rows))
    async with opened.transaction() as connection:
        await connection.execute(text("ANALYZE"))
    yield opened
    await opened.close()
    await server.drop_database("box")


async def plan_of(database: Database, statement: Any, params: dict[str, Any]) -> str:
    """How the database runs a statement."""
    compiled = Compiled(statement, database.dialect, None)
    arguments = compiled.arguments(params)
    if isinstance(database, SqliteDatabase):
        found = database._reader.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", arguments)
        return "\n".join(line[3] for line in found)
    assert isinstance(database, PostgresDatabase)
    async with database._pool.acquire() as raw:
        return "\n".join(line[0] for line in await raw.fetch(f"EXPLAIN {compiled.sql}", *arguments))


async def test_what_is_unread_is_found_in_its_index_however_much_was_read(filled: Database) -> None:
    for statement, params in (
        (box.UNREAD, {"of": "S1"}),
        (box.SEEN, {"of": "S1", "up_to": MANY, "now": NOW}),
    ):
        assert "messages_unseen" in await plan_of(filled, statement, params)
    assert await count_unread(filled, "S1") == UNREAD
    assert await mark_seen(filled, "S1", up_to=MANY, now=NOW) == 0
    assert await count_unread(filled, "S2") == UNREAD


async def test_the_newest_message_of_each_person_is_one_look(filled: Database) -> None:
    assert "messages_by_recipient" in await plan_of(filled, box.LAST, {"of": "S1"})
    async with filled.reading() as connection:
        found = await last_messages(connection, ["S1", "S2", "nobody"])
    newest = {number % PEOPLE: number for number in range(MANY)}
    assert found == {f"S{n}": (newest[n] + 1, NOW + timedelta(seconds=newest[n])) for n in (1, 2)}


async def test_a_message_that_is_being_sent_stays_unread_and_nothing_waits_for_it(filled: Database) -> None:
    if not isinstance(filled, PostgresDatabase):
        return  # SQLite has one writer at a time
    sending = update(messages).where(messages.c.key == row(MANY - PEOPLE + 1)["key"]).values(attempts=2)
    async with filled.transaction() as sender:
        await sender.execute(sending)
        assert await mark_seen(filled, "S1", up_to=MANY, now=NOW) == 1
    assert await mark_seen(filled, "S1", up_to=MANY, now=NOW) == 0
