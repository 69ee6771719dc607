"""A million cases in minutes: what a few real ones left in every table of every database, copied inside the databases.

The copies differ from their seeds by id and number, in their columns and in their documents; everything else is as the
handlers wrote it, and each database agrees with the others. Nothing may run meanwhile.
"""

import asyncio
import sqlite3
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from shared.contracts.services import DATABASES

TEXTS = ("text", "json", "character varying", "varchar")
OF_THEIR_OWN = {("answers", "key")}
"""Columns of a unique key that do not name the case: the number of the copy is added."""
_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = $1 AND column_default IS NULL AND is_identity = 'NO' ORDER BY table_name, ordinal_position
"""
Tables = Mapping[str, Sequence[tuple[str, str]]]
"""By table: name and type of its columns, without those that the database numbers."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A real case: its id, which is a UUID, and its number."""

    case_id: str
    number: str


LOGS = frozenset({"event_log", "inbox", "case_keys"})
"""What `verify` reads."""


def fill_files(folder: Path, seeds: Sequence[Seed], copies: int, only: Container[str] | None = None) -> None:
    """Copy these cases until there are so many copies, in the files of a stopped process; `only` in these tables."""
    numbers = f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {copies // len(seeds)})"
    for name in DATABASES:
        with closing(sqlite3.connect(folder / f"{name}.db", isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA cache_size = -400000")
            database.execute("PRAGMA wal_autocheckpoint = 100000")
            database.execute("BEGIN")
            for table, columns in _tables_of_file(database).items():
                if only is not None and table not in only:
                    continue
                for statement in _copying(table, columns, seeds, f"({numbers} SELECT n FROM s)", FILE):
                    database.execute(statement)
            database.execute("COMMIT")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_postgres(url: str, seeds: Sequence[Seed], copies: int, only: Container[str] | None = None) -> None:
    """As `fill_files`, in a PostgreSQL database."""
    asyncio.run(_fill_postgres(url, seeds, copies, only))


async def _fill_postgres(url: str, seeds: Sequence[Seed], copies: int, only: Container[str] | None) -> None:
    numbers = f"generate_series(1, {copies // len(seeds)}) AS s(n)"
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET synchronous_commit = off")
        for name in DATABASES:
            await connection.execute(f"SET search_path = {name}")
            tables: dict[str, list[tuple[str, str]]] = {}
            for row in await connection.fetch(_COLUMNS, name):
                tables.setdefault(row["table_name"], []).append((row["column_name"], row["data_type"]))
            for table, columns in tables.items():
                if only is not None and table not in only:
                    continue
                for statement in _copying(table, columns, seeds, numbers, SCHEMA):
                    await connection.execute(statement, timeout=3600)
            await connection.execute("DROP TABLE IF EXISTS pg_temp.seeds")
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class Words:
    """What the two databases say differently."""

    hexadecimal: str
    position: str
    text: str


FILE = Words("printf('%012x', n)", "instr", "")
SCHEMA = Words("lpad(to_hex(n), 12, '0')", "strpos", "::text")


def _tables_of_file(database: sqlite3.Connection) -> Tables:
    tables = {}
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        tables[name] = [(column, kind) for _, column, kind, *_ in columns if column != "position"]
    return tables


def _copying(
    table: str, columns: Sequence[tuple[str, str]], seeds: Sequence[Seed], numbers: str, words: Words
) -> Iterator[str]:
    """Statements that copy all rows of a table that name a seed; none for a table without texts."""
    texts = {name: kind for name, kind in columns if kind.lower().startswith(TEXTS)}
    if not texts or table.startswith(("sqlite_", "alembic")):
        return

    def copied(name: str) -> str:
        value = f't."{name}"'
        if name not in texts:
            return value
        if (table, name) in OF_THEIR_OWN:
            return f"{value} || '-' || {words.hexadecimal}"
        value = f"replace({value}{words.text}, t.seed_id, substr(t.seed_id, 1, 24) || {words.hexadecimal})"
        value = f"replace({value}, t.seed_number, t.seed_number || '-' || n)"
        return f"{value}::{texts[name]}" if words.text else value

    names = ", ".join(f'"{name}"' for name, _ in columns)
    of_seeds = " UNION ALL ".join(
        f"SELECT {names}, '{seed.case_id}' AS seed_id, '{seed.number}' AS seed_number FROM \"{table}\" WHERE "
        + " OR ".join(f"{words.position}(\"{name}\"{words.text}, '{seed.case_id}') > 0" for name in texts)
        for seed in seeds
    )
    yield "DROP TABLE IF EXISTS seeds"
    yield f"CREATE TEMPORARY TABLE seeds AS {of_seeds}"
    values = ", ".join(copied(name) for name, _ in columns)
    yield f'INSERT INTO "{table}" ({names}) SELECT {values} FROM {numbers} CROSS JOIN seeds AS t'
    yield "DROP TABLE seeds"
