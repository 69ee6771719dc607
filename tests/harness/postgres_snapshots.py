"""PostgreSQL databases that are restored to a snapshot and used again, with their open connections.

Creating a database, connecting and preparing statements take several times as long as most stories. A world has its
database for itself; before the next world gets it, every row and sequence is restored to the snapshot. A world that is
killed loses its connections all the same.

Patched: `PostgresDatabase` and `migrate_postgres` in `shared.runtime.storage`, and the pool of a world that ends in
good order. Not tried by stories therefore: migrating (each database is a copy of a migrated one), and opening or
closing connections with each process. Tests with the fixture `postgres_url`, scale tests above all, do both for real.
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

SNAPSHOT = "snapshot"
"""The schema with a copy of every row of the snapshot."""

TABLES = f"""
SELECT schemaname AS schema, tablename AS name FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema', '{SNAPSHOT}') ORDER BY 1, 2
"""
_SEQUENCES = "SELECT schemaname AS schema, sequencename AS name, last_value FROM pg_sequences ORDER BY 1, 2"

_COMPILER = SetCompiler(asyncpg_dialect.dialect())  # type: ignore[no-untyped-call]
_known: dict[str, "SnapshotDatabase"] = {}


class SnapshotDatabase:
    """One such database, for the event loop on which it was created."""

    def __init__(self, url: str, restore_script: str) -> None:
        self.url = url
        self.loop = asyncio.get_running_loop()
        self._restore_script = restore_script
        self._pools: dict[str, Any] = {}
        self._idle: dict[str, list[Any]] = {}  # connections of these pools that their database had kept
        _known[url] = self

    async def begin(self) -> None:
        """Restore the snapshot."""
        if "platform" in self._pools:
            async with self._pools["platform"].acquire() as connection:
                await connection.execute(self._restore_script)
        else:
            connection = await asyncpg.connect(self.url)
            await connection.execute(self._restore_script)
            await connection.close()

    def keep(self, databases: Iterable[Database]) -> None:
        """Keep the connections of a world that ends in good order; called before it closes them."""
        for database in databases:
            assert isinstance(database, PostgresDatabase)
            pool = database._pool
            if not pool.is_closing() and pool.get_idle_size() + len(database._idle) == pool.get_size():
                self._pools[database.name], self._idle[database.name] = pool, database._idle
                database._pool, database._idle = _KeptPool(), []

    async def close(self) -> None:
        """Close the connections."""
        for name, pool in self._pools.items():
            for raw in self._idle.pop(name, []):
                await pool.release(raw)
            await pool.close()
        self._pools.clear()

    async def connect(self, name: str, size: int) -> PostgresDatabase:
        """A database on the kept pool of this name, else on a new one."""
        kept = self._pools.pop(name, None)
        database = PostgresDatabase(kept, name) if kept else await PostgresDatabase.connect(self.url, name, size=size)
        database._idle += self._idle.pop(name, [])
        database._compiler = _COMPILER
        return database


async def restore_script(url: str) -> str:
    """Copy all rows into the snapshot schema; returns the SQL that restores them."""
    connection = await asyncpg.connect(url)
    try:
        steps = []
        await connection.execute(f"CREATE SCHEMA {SNAPSHOT}")
        for schema, name in await connection.fetch(TABLES):
            steps.append(f'DELETE FROM "{schema}"."{name}"')
            copy = f'{SNAPSHOT}."{schema}.{name}"'
            if await connection.execute(f'CREATE TABLE {copy} AS TABLE "{schema}"."{name}"') != "SELECT 0":
                steps.append(f'INSERT INTO "{schema}"."{name}" TABLE {copy}')
        for schema, name, last in await connection.fetch(_SEQUENCES):
            steps.append(f'SELECT setval(\'"{schema}"."{name}"\', {last or 1}, {last is not None})')
        return ";\n".join(steps)
    finally:
        await connection.close()


def database_of(url: str) -> SnapshotDatabase:
    """The database with this address."""
    return _known[url]


def databases_of(loop: asyncio.AbstractEventLoop) -> list[SnapshotDatabase]:
    """All databases used on this loop, also those of a world that failed to open and so never ended."""
    return [database for database in _known.values() if database.loop is loop]


def reuse_databases() -> None:
    """From now on opening a known database uses its open connections."""
    stores.PostgresDatabase = _Reusing  # type: ignore[assignment,misc]
    stores.migrate_postgres = _migrate


class _KeptPool:
    """In place of a pool that is kept."""

    async def close(self) -> None:
        """Nothing: the pool stays open."""


class _Reusing:
    """In place of `PostgresDatabase`, for connecting."""

    @staticmethod
    async def connect(url: str, name: str, *, size: int = 10) -> PostgresDatabase:
        known = _known.get(url)
        return await (known.connect(name, size) if known else PostgresDatabase.connect(url, name, size=size))


async def _migrate(name: str, url: str) -> None:
    """Copies of a migrated database need no migration."""
    if url not in _known:
        await migrations.migrate_postgres(name, url)
