"""Tokens: shown once, stored hashed, over when revoked or expired."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from shared.engine.db.database import Collision
from shared.engine.db.sqlite import SqliteDatabase
from shared.platform.identity.tables import tokens
from shared.platform.identity.tokens import NewToken, TokenStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def grant(secret: str, *, staff_id: str = "S1", expires_at: datetime | None = None) -> NewToken:
    return NewToken(
        token_id=f"id-{secret[:5]}",
        secret=secret,
        staff_id=staff_id,
        label="test",
        issued_at=NOW,
        expires_at=expires_at,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "platform.db"
    raw = sqlite3.connect(path)
    raw.execute(str(CreateTable(tokens).compile(dialect=sqlite.dialect())))
    raw.close()
    return path


@pytest.fixture
async def store(path: Path) -> AsyncIterator[TokenStore]:
    database = SqliteDatabase(path, "platform")
    yield TokenStore(database)
    await database.close()


async def test_a_token_tells_whose_it_is(store: TokenStore) -> None:
    await store.issue(grant("one", staff_id="S1"), grant("two", staff_id="S2"))
    assert await store.lookup("one", NOW) == "S1"
    assert await store.lookup("two", NOW) == "S2"
    assert await store.lookup("three", NOW) is None


async def test_a_token_is_never_stored_in_the_clear(store: TokenStore, path: Path) -> None:
    await store.issue(grant("a-token-to-be-hidden"))
    assert all(b"to-be-hidden" not in file.read_bytes() for file in path.parent.iterdir())
    assert "to-be-hidden" not in repr(grant("a-token-to-be-hidden"))


async def test_a_token_opens_until_its_time_is_up(store: TokenStore) -> None:
    await store.issue(grant("brief", expires_at=NOW + HOUR))
    assert await store.lookup("brief", NOW + HOUR - timedelta(microseconds=1)) == "S1"
    assert await store.lookup("brief", NOW + HOUR) is None


async def test_a_revoked_token_opens_nothing(store: TokenStore) -> None:
    await store.issue(grant("lost"))
    assert await store.revoke("id-lost", NOW)
    assert await store.lookup("lost", NOW) is None


async def test_revoking_twice_or_the_unknown_does_nothing(store: TokenStore) -> None:
    await store.issue(grant("lost"))
    await store.revoke("id-lost", NOW)
    assert not await store.revoke("id-lost", NOW + HOUR)
    assert not await store.revoke("id-never", NOW)
    assert [token.revoked_at for token in await store.issued()] == [NOW]


async def test_the_same_secret_is_refused_and_nothing_of_its_batch_stays(store: TokenStore) -> None:
    await store.issue(grant("one"))
    with pytest.raises(Collision):
        await store.issue(grant("two"), grant("one"))
    assert [token.token_id for token in await store.issued()] == ["id-one"]


async def test_issuing_nothing_is_nothing(store: TokenStore) -> None:
    await store.issue()
    assert await store.issued() == ()
