"""Upgrades one SQLite file: the tables and their version in one transaction, an older file copied aside before.

Python's sqlite3 opens no transaction before DDL. It is switched off here, and SQLAlchemy's `begin` sends a real
`BEGIN IMMEDIATE`, as its documentation of SQLite advises. So a process that is killed at any moment
leaves the file as it was or as it shall be.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection

from shared.support.errors import CannotStart
from shared.support.files import PRIVATE, make_name_durable

VERSION_TABLE = "alembic_version"


class NotUpgraded(CannotStart):
    """A SQLite file cannot be upgraded; it is unchanged."""


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """A connection in one transaction, committed at the end; the file is made if it is missing, for its owner only."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def without_implicit_transactions(raw: DBAPIConnection, record: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        yield connection


def copy_of(path: Path, version: str) -> Path:
    """Where the copy of this file is kept that was made before its upgrade from this version."""
    return path.with_name(f"{path.name}.before-upgrade-from-{version}")


def copy_aside(path: Path, version: str) -> Path:
    """Copy the file with what its write-ahead log holds; the copy is durable, and complete or not there.

    Call it while a transaction of another connection keeps writers out. A copy of an earlier upgrade from the same
    version is replaced. Raises `NotUpgraded` if the file is damaged.
    """
    copy = copy_of(path, version)
    draft = copy.with_name(f"{copy.name}.part")
    draft.unlink(missing_ok=True)  # of a copy that was cut off
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
        [(found,)] = source.execute("PRAGMA quick_check(1)").fetchall()
        if found != "ok":
            raise NotUpgraded(f"{path}: the database is damaged ({found}), so it is not upgraded: restore a backup")
        target.execute("PRAGMA journal_mode = OFF")  # a draft that was cut off is thrown away
        source.backup(target)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(copy)
    make_name_durable(copy)
    return copy


def drop_leftovers(connection: Connection, path: Path, known: Iterable[str]) -> None:
    """Drop the tables that the file's version does not have: an upgrade that was not one transaction left them.

    Such an upgrade, of version 0.1.0, was cut off before it had written a row. Raises `NotUpgraded` for tables with
    rows: nothing is dropped then.
    """
    tables = [name for name in inspect(connection).get_table_names() if name not in {*known, VERSION_TABLE}]
    quoted = {name: connection.dialect.identifier_preparer.quote(name) for name in tables}
    full = [name for name in tables if connection.exec_driver_sql(f"SELECT 1 FROM {quoted[name]} LIMIT 1").first()]  # noqa: S608
    if full:
        raise NotUpgraded(
            f"{path}: tables with rows do not belong to the version of this file ({', '.join(full)}); "
            "restore the file from a backup"
        )
    for name in tables:
        connection.exec_driver_sql(f"DROP TABLE {quoted[name]}")


def tables_after(upgrade: Callable[[Connection], None]) -> list[str]:
    """The tables of an empty database after this upgrade."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        names = inspect(connection).get_table_names()
    engine.dispose()
    return names
