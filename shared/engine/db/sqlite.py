"""SQLite, run inline on the event loop: one connection for writing and one for reading each file, no threads.

Durable by `synchronous=FULL` on a write-ahead log: what was committed survives a power cut. Writers queue for a lock
here, so that `BEGIN IMMEDIATE` never meets another writer of this process; a second process is refused at its start
(`shared.runtime.ownership`).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable

from shared.engine.db.database import Change, Collision, DatabaseAway
from shared.engine.db.statements import Compiler, Row

_AWAY = {
    sqlite3.SQLITE_BUSY,  # another program holds the file
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,  # disk full
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}

DIALECT: Dialect = sqlite.dialect(paramstyle="qmark")
_COMPILER = Compiler(DIALECT)  # shared by all files: a statement is compiled once in a process


class SqliteConnection:
    """A `Connection` over sqlite3."""

    def __init__(self, raw: sqlite3.Connection, compiler: Compiler) -> None:
        self._raw = raw
        self._compiler = compiler

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        params = params or {}
        compiled = self._compiler(statement, params)
        with _translated():
            cursor = self._raw.execute(compiled.sql, compiled.arguments(params))
            return compiled.rows(cursor) if compiled.columns else []

    async def execute_each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> list[list[Row]]:
        return [await self.execute(statement, row) for row in rows]

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        [count] = await self.change((statement, rows))
        return count

    async def change(self, *changes: Change) -> list[int]:
        with _translated():
            return [self._run(statement, rows) for statement, rows in changes]

    def _run(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        compiled = self._compiler(statement, rows[0])
        return self._raw.executemany(compiled.sql, map(compiled.arguments, rows)).rowcount


class SqliteDatabase:
    """A `Database` in one SQLite file."""

    parallel_commits = 1  # one writer a file

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.path = path
        self.dialect = DIALECT
        self._writer = _connect(path)
        self._reader = _connect(path)
        self._reader.execute("PRAGMA query_only = ON")
        self._write = SqliteConnection(self._writer, _COMPILER)
        self._read = SqliteConnection(self._reader, _COMPILER)
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        async with self._reading:
            return await self._read.execute(statement, params)

    async def change(self, *changes: Change) -> list[int]:
        async with self.transaction() as connection:
            return await connection.change(*changes)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteConnection]:
        async with self._writing:
            with _translated():
                self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._write
                with _translated():
                    self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def single(self) -> AbstractAsyncContextManager[SqliteConnection]:
        return self.transaction()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteConnection]:
        async with self._reading:
            with _translated():
                self._reader.execute("BEGIN")
            try:
                yield self._read
            finally:
                if self._reader.in_transaction:
                    self._reader.execute("ROLLBACK")

    async def close(self) -> None:
        self._reader.close()
        self._writer.close()


def _connect(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None, timeout=5.0, cached_statements=512)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    return raw


@contextmanager
def _translated() -> Iterator[None]:
    """Translate the driver's errors into those of `database`. Errors of a wrong statement pass unchanged."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Collision(str(error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _AWAY:
            raise DatabaseAway(str(error)) from error
        raise
