"""Databases for tests of the shared packages: all tables of a service there at once, without migrations.

A test that asks for the fixture `database` is run on each kind.
"""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import MetaData, NullPool, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.servers.postgres import Postgres
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.tables import ENGINE_METADATA
from tests.harness.counter_aggregate import METADATA

_numbers = itertools.count(1)


def tables() -> list[MetaData]:
    """The tables every service has, and those of the aggregate that the tests use."""
    return [ENGINE_METADATA, METADATA]


@asynccontextmanager
async def sqlite(folder: Path, name: str) -> AsyncIterator[Database]:
    """A SQLite file in this folder; opened again it is the same."""
    path = folder / f"{name}.db"
    if not path.exists():
        engine = create_engine(f"sqlite:///{path}")
        for metadata in tables():
            metadata.create_all(engine)
        engine.dispose()
    database = SqliteDatabase(path, name)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def postgresql(server: Postgres, name: str) -> AsyncIterator[Database]:
    """A database of its own on this server, with a schema of this name; dropped at the end."""
    own = f"shared_{next(_numbers)}"
    url = await server.create_database(own)
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        connect_args={"server_settings": {"search_path": name}},
        poolclass=NullPool,
    )
    async with engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{name}"'))
        for metadata in tables():
            await connection.run_sync(metadata.create_all)
    await engine.dispose()
    database = await PostgresDatabase.connect(url, name)
    try:
        yield database
    finally:
        await database.close()
        await server.drop_database(own)
