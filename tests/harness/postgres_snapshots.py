"""PostgreSQL databases that are put back to where they began and used again, with the connections that are open.

Making a database, connecting, preparing statements and warming the server's caches take several times as long as most
stories. A world has its database for itself as long as it lives; before the next one has it every row is again what
it was when the database was made, and every count begins anew. A world that dies loses its connections all the same.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import asyncpg
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from shared.engine import migrations
from shared.engine.db.by_set import SetCompiler
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.runtime import storage as stores

BEGINNING = "beginning"
"""The schema that holds a copy of every row there was at the beginning."""

TABLES = f"""
SELECT schemaname AS schema, tablename AS name FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema', '{BEGINNING}') ORDER BY 1, 2
"""
_SEQUENCES = "SELECT schemaname AS schema, sequencename AS name, last_value FROM pg_sequences ORDER BY 1, 2"

_COMPILER = SetCompiler(asyncpg_dialect.dialect())  # type: ignore[no-untyped-call]
_known: dict[str, "Rewound"] = {}


class Rewound:
    """One such database, on the event loop on which it is used first."""

    def __init__(self, url: str, way_back: str) -> None:
        self.url = url
        self.loop = asyncio.get_running_loop()
        self._way_back = way_back
        self._pools: dict[str, Any] = {}
        _known[url] = self

    async def begin(self) -> None:
        """Put everything back."""
        if "platform" in self._pools:
            async with self._pools["platform"].acquire() as connection:
                await connection.execute(self._way_back)
        else:
            connection = await asyncpg.connect(self.url)
            await connection.execute(self._way_back)
            await connection.close()

    def keep(self, databases: Iterable[Database]) -> None:
        """Keep the connections of a world that ends in good order, before it closes them."""
        for database in databases:
            assert isinstance(database, PostgresDatabase)
            pool = database._pool
            if not pool.is_closing() and pool.get_idle_size() == pool.get_size():
                self._pools[database.name] = pool
                database._pool = _Kept()

    async def close(self) -> None:
        """Let go of the connections."""
        for pool in self._pools.values():
            await pool.close()
        self._pools.clear()

    async def connect(self, name: str, size: int) -> PostgresDatabase:
        """A kept pool, or another."""
        kept = self._pools.pop(name, None)
        database = PostgresDatabase(kept, name) if kept else await PostgresDatabase.connect(self.url, name, size=size)
        database._compiler = _COMPILER
        return database


async def way_back(url: str) -> str:
    """Copy what is in a database, and say in SQL how to come back to it."""
    connection = await asyncpg.connect(url)
    try:
        steps = []
        await connection.execute(f"CREATE SCHEMA {BEGINNING}")
        for schema, name in await connection.fetch(TABLES):
            steps.append(f'DELETE FROM "{schema}"."{name}"')
            copy = f'{BEGINNING}."{schema}.{name}"'
            if await connection.execute(f'CREATE TABLE {copy} AS TABLE "{schema}"."{name}"') != "SELECT 0":
                steps.append(f'INSERT INTO "{schema}"."{name}" TABLE {copy}')
        for schema, name, last in await connection.fetch(_SEQUENCES):
            steps.append(f'SELECT setval(\'"{schema}"."{name}"\', {last or 1}, {last is not None})')
        return ";\n".join(steps)
    finally:
        await connection.close()


def of_url(url: str) -> Rewound:
    """The one there."""
    return _known[url]


def use_again() -> None:
    """From now on whoever opens a known database gets it with what is open there."""
    stores.PostgresDatabase = _Again  # type: ignore[assignment,misc]
    stores.migrate_postgres = _migrate


class _Kept:
    """In place of a pool that was kept."""

    async def close(self) -> None:
        """Not now."""


class _Again:
    """In place of the class that connects."""

    @staticmethod
    async def connect(url: str, name: str, *, size: int = 10) -> PostgresDatabase:
        known = _known.get(url)
        return await (known.connect(name, size) if known else PostgresDatabase.connect(url, name, size=size))


async def _migrate(name: str, url: str) -> None:
    """A copy of what is at its head is at its head."""
    if url not in _known:
        await migrations.migrate_postgres(name, url)
