"""A database at an older revision, with rows of aggregates, brought to the head: what a forgotten refill leaves wrong.

Everything here runs on a connection of SQLAlchemy's, to a SQLite file or to a PostgreSQL schema.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, NullPool, Table, Text, cast, create_engine, insert, inspect, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.servers.postgres import Postgres
from shared.engine import codec
from shared.engine.aggregates import AggregateTable
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.migrations import Line
from shared.engine.tables import search_keys

Rows = Sequence[Mapping[str, Any]]


def upgrade_with_rows(
    connection: Connection, line: Line, revision: str, table: Table, rows: Rows, *, keys: Rows = ()
) -> None:
    """Bring an empty database to this revision, put rows into a table as that revision has it, and go to the head.

    `keys` are the search keys of the rows, put in if the revision has a table of them.
    """
    command.upgrade(line.config(connection), revision)
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    if rows:
        connection.execute(insert(table), [{name: row[name] for name in row if name in there} for row in rows])
    if keys and inspect(connection).has_table(search_keys.name):
        connection.execute(insert(search_keys), keys)
    command.upgrade(line.config(connection), "head")


@asynccontextmanager
async def upgraded(
    name: str, revision: str, table: Table, rows: Rows, *, folder: Path, server: Postgres | None
) -> AsyncIterator[Database]:
    """A database of this line that was at a revision, with rows in one table: on this server, or a file of SQLite."""

    def work(connection: Connection) -> None:
        upgrade_with_rows(connection, Line(name), revision, table, rows)

    database: Database
    if server is None:
        engine = create_engine(f"sqlite:///{folder}/old.db", poolclass=NullPool)
        with engine.begin() as connection:
            work(connection)
        database = SqliteDatabase(folder / "old.db", name)
    else:
        url = await server.create_database("old")
        options = {"server_settings": {"search_path": name}}
        async with create_async_engine(
            url.replace("postgresql://", "postgresql+asyncpg://", 1), connect_args=options, poolclass=NullPool
        ).begin() as async_connection:
            await async_connection.execute(text(f'CREATE SCHEMA "{name}"'))
            await async_connection.run_sync(work)
        database = await PostgresDatabase.connect(url, name, size=2)
    yield database
    await database.close()
    if server is not None:
        await server.drop_database("old")


def keys_of(table: AggregateTable[Any], rows: Rows) -> Rows:
    """The search keys of these rows, as the code computes them."""
    found = ((row["id"], table.keys(codec.load(row["document"], table.cls))) for row in rows)
    return [{"subject_id": id_, "key": key} for id_, keys in found for key in sorted(keys)]


def wrong_columns(connection: Connection, table: AggregateTable[Any]) -> list[str]:
    """The searchable columns that do not hold what the code computes from the row's document, as "id.column"."""
    document = cast(table.table.c.document, Text).label("text")
    rows = connection.execute(select(table.table, document).order_by(table.table.c.id)).mappings()
    return [f"{row['id']}.{name}" for row in rows for name in _wrong(table, row)]


def wrong_keys(connection: Connection, table: AggregateTable[Any]) -> list[str]:
    """The search keys that are missing or too many for what the code computes from the documents, as "id.key"."""
    document = cast(table.table.c.document, Text).label("text")
    rows = connection.execute(select(table.table.c.id, document)).mappings()
    wanted = {f"{row['id']}.{key}" for row in rows for key in table.keys(codec.load(row["text"], table.cls))}
    found = {f"{row.subject_id}.{row.key}" for row in connection.execute(select(search_keys))}
    return sorted(wanted ^ found)


def _wrong(table: AggregateTable[Any], row: Mapping[Any, Any]) -> Iterable[str]:
    computed = table.columns(codec.load(row["text"], table.cls))
    return (name for name, value in computed.items() if row[name] != value)
