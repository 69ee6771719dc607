"""SQLite, run inline on the event loop: one connection for writing and one for reading each file. Only the commit of
very many changes runs in a thread, as it waits long for the disk; another ends the check of a file in time.

Durable by `synchronous=FULL` on a write-ahead log: what was committed survives a power cut. Writers queue for a lock
here, so that `BEGIN IMMEDIATE` never meets another writer of this process; a second process is refused at its start
(`shared.runtime.ownership`). Another program that holds the file is waited for without holding the event loop.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable

from shared.engine.db.database import Cause, Change, Collision, DatabaseAway
from shared.engine.db.statements import Compiler, Row
from shared.engine.loops import wait_until_set

_CAUSES: Mapping[int, Cause] = {
    sqlite3.SQLITE_BUSY: Cause.LOCKED,  # another program holds the file
    sqlite3.SQLITE_LOCKED: Cause.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Cause.LOCKED,
    sqlite3.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite3.SQLITE_PERM: Cause.READ_ONLY,
    sqlite3.SQLITE_IOERR: Cause.SILENT,
    sqlite3.SQLITE_CANTOPEN: Cause.SILENT,
    sqlite3.SQLITE_INTERRUPT: Cause.SILENT,
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_NOMEM: Cause.FULL,
    sqlite3.SQLITE_CORRUPT: Cause.DAMAGED,
    sqlite3.SQLITE_NOTADB: Cause.DAMAGED,
}
"""By the primary result code. All others are our own mistakes."""

NOT_TEXT = "Could not decode to UTF-8"
LOCKED_FOR = 1.5  # seconds, to wait for another program's lock, from when it was met first
INTERRUPTS_EVERY = 0.01  # seconds, once a check of the file has taken its time
LOOKS_EVERY = 0.02  # seconds between two tries to get it
OPENS_WITHIN = 5.0  # seconds, to wait for a lock while the file is opened
MANY_CHANGES = 5_000  # rows of a transaction; more are committed in a thread
LARGEST_WAL = 4 << 20  # bytes of a write-ahead log that was written back; the rest is cut off
ATTACHED_CACHE = 65_536  # KiB of a file, while several are read together
KEPT_WAL = 1 << 20  # bytes of it that are left while nothing is written

DIALECT: Dialect = sqlite.dialect(paramstyle="qmark")
_COMPILER = Compiler(DIALECT)  # shared by all files: a statement is compiled once in a process


class SqliteConnection:
    """A `Connection` over sqlite3."""

    def __init__(self, raw: sqlite3.Connection, compiler: Compiler, found_damage: Callable[[], None]) -> None:
        self._raw = raw
        self._found_damage = found_damage
        self._compiler = compiler

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        params = params or {}
        compiled = self._compiler(statement, params)
        with _translated(self._found_damage):
            cursor = self._raw.execute(compiled.sql, compiled.arguments(params))
            return compiled.rows(cursor) if compiled.columns else []

    async def execute_each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> list[list[Row]]:
        return [await self.execute(statement, row) for row in rows]

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        [count] = await self.change((statement, rows))
        return count

    async def change(self, *changes: Change) -> list[int]:
        with _translated(self._found_damage):
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
        with _translated():
            self._writer = _connect(path)
            self._reader = _connect(path)
        self._opened = self._identity()
        self._reader.execute("PRAGMA query_only = ON")
        self._write = SqliteConnection(self._writer, _COMPILER, self._found_damage)
        self._read = SqliteConnection(self._reader, _COMPILER, self._found_damage)
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._closed = asyncio.Event()
        self._locked_since: float | None = None
        self._beats = self._transactions = self._tidied_at = 0
        self._scrubbing = False
        self.damaged = False  # for good: what is damaged is restored while the process does not run

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        async with self._reading:
            return await self._read.execute(statement, params)

    async def change(self, *changes: Change) -> list[int]:
        async with self.transaction() as connection:
            return await connection.change(*changes)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteConnection]:
        async with self._writing:
            await self._begin()
            before = self._writer.total_changes
            try:
                yield self._write
                with _translated(self._found_damage):
                    if self._writer.total_changes - before > MANY_CHANGES:
                        await _run_to_its_end(self._writer.execute, "COMMIT")
                    else:
                        self._writer.execute("COMMIT")
            except BaseException:
                _roll_back(self._writer)
                raise

    def single(self) -> AbstractAsyncContextManager[SqliteConnection]:
        return self.transaction()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteConnection]:
        async with self._reading:
            with _translated(self._found_damage):
                self._reader.execute("BEGIN")
            try:
                yield self._read
            finally:
                _roll_back(self._reader)

    async def try_write(self, tables: Sequence[str]) -> None:
        if self.damaged:
            raise DatabaseAway("found damaged before", Cause.DAMAGED)
        if self._identity() != self._opened:  # what is written now goes into a file that no restart will find
            raise DatabaseAway("file removed or replaced", Cause.GONE)
        async with self.transaction():
            with _translated(self._found_damage):
                for table in tables:
                    self._writer.execute(f'DELETE FROM "{table}" WHERE 0')  # noqa: S608 - no outside names
                self._beats = (self._beats + 1) % 1000
                self._writer.execute(f"PRAGMA user_version = {self._beats}")  # a page of the file that nothing reads

    def attach(self, others: Iterable["SqliteDatabase"]) -> None:
        """Let reading statements see these databases too, each as a schema of its name."""
        for other in others:
            self._reader.execute(f'ATTACH ? AS "{other.name}"', (str(other.path),))
        self._reader.execute(f"PRAGMA cache_size = -{ATTACHED_CACHE}")

    def check(self, seconds: float, *, thorough: bool = False) -> bool:
        """Read the file's structure for at most so many seconds, blocking. Returns whether it was read to its end.

        `thorough`: whether each row is in each index too, which a copy made amid writing may have lost.

        Raises `DatabaseAway` if it is damaged; then no write is tried any more.
        """
        pragma = "integrity_check" if thorough else "quick_check"
        done = Event()
        watch = Thread(target=self._interrupt_after, args=(seconds, done))
        watch.start()
        try:
            with _translated(self._found_damage):
                [[found]] = self._reader.execute(f"PRAGMA {pragma}(1)").fetchall()
        except DatabaseAway as error:
            if error.cause is Cause.SILENT:  # interrupted
                return False
            raise
        finally:
            done.set()
            watch.join()
        if found != "ok":
            self._found_damage()
            raise DatabaseAway(str(found), Cause.DAMAGED)
        return True

    def _interrupt_after(self, seconds: float, done: Event) -> None:
        # In a thread, as the step that reads a tree to its end asks no progress handler before SQLite 3.42.
        done.wait(seconds)
        while not done.wait(INTERRUPTS_EVERY):
            self._reader.interrupt()

    async def scrub(self) -> None:
        self._scrubbing = True
        await self.tidy()

    async def tidy(self) -> int:
        if self._scrubbing and not self._writing.locked():
            with _translated(self._found_damage):
                [busy, *_] = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._scrubbing = bool(busy)  # a reader is under way: the next call tries again
        if self._transactions - self._tidied_at <= 1 and self._log_bytes() > KEPT_WAL and not self._writing.locked():
            with _translated(self._found_damage):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # returns at once if it cannot
        self._tidied_at = self._transactions
        return self._log_bytes()

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _log_bytes(self) -> int:
        try:
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size
        except OSError:
            return 0

    def _found_damage(self) -> None:
        self.damaged = True

    async def _begin(self) -> None:
        """Take the write lock. All writers together wait `LOCKED_FOR` for another program, then each is refused."""
        now = asyncio.get_running_loop().time
        while True:
            try:
                with _translated(self._found_damage):
                    self._writer.execute("BEGIN IMMEDIATE")
            except DatabaseAway as error:
                if error.cause is not Cause.LOCKED:
                    raise
                self._locked_since = self._locked_since or now()
                if now() - self._locked_since > LOCKED_FOR:
                    raise
                await wait_until_set(self._closed, LOOKS_EVERY)
            else:
                self._locked_since = None
                self._transactions += 1
                return

    async def close(self) -> None:
        self._closed.set()
        self._reader.close()
        self._writer.close()


def _connect(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(
        path,
        isolation_level=None,
        timeout=OPENS_WITHIN,
        cached_statements=512,
        check_same_thread=False,  # see `_run_to_its_end`; no other thread uses it in the meantime
    )
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, in every build of SQLite
        raw.execute(f"PRAGMA journal_size_limit = {LARGEST_WAL}")
        raw.execute("PRAGMA busy_timeout = 0")  # see `_begin`
    except sqlite3.Error:
        raw.close()
        raise
    return raw


async def _run_to_its_end(function: Callable[[str], object], sql: str) -> None:
    """Run it in a thread; when cancelled, wait for the thread before the connection is used again."""
    running = asyncio.ensure_future(asyncio.to_thread(function, sql))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


@contextmanager
def _translated(found_damage: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Translate the driver's errors into those of `database`. Errors of a wrong statement pass unchanged."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Collision(str(error)) from error
    except sqlite3.DatabaseError as error:
        cause = _CAUSES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if NOT_TEXT in str(error):  # what the driver itself finds has no code
            cause = Cause.DAMAGED
        if cause is None:
            raise
        if cause is Cause.DAMAGED:
            found_damage()
        raise DatabaseAway(str(error), cause) from error


def _roll_back(raw: sqlite3.Connection) -> None:
    """End the transaction, if SQLite has not ended it itself."""
    if raw.in_transaction:
        with suppress(sqlite3.DatabaseError):  # what failed is told already
            raw.execute("ROLLBACK")
