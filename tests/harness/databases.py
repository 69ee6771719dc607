"""Databases for tests of the shared rooms: all tables of a service there at once, without migrations.

A database is made of a kind (`KINDS`); a test that asks for the fixture `database` is run on each. PostgreSQL comes in
as one more kind, made of the server in `tests.harness.servers`.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData, create_engine

from shared.db.database import Database
from shared.db.metadata import HOUSE
from shared.db.migrations import HOUSE_ROOMS
from shared.db.sqlite import SqliteDatabase
from tests.harness.tally import METADATA

Opening = Callable[[Path, str], AbstractAsyncContextManager[Database]]


def tables() -> list[MetaData]:
    """The tables every service has, and those of the aggregate that the tests use."""
    for room in HOUSE_ROOMS:
        import_module(f"shared.{room}.tables")
    return [HOUSE, METADATA]


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


KINDS: dict[str, Opening] = {"sqlite": sqlite}
"""How to open a database of each kind, by its name."""
