"""The protocol of a database: transactions in which statements run.

`shared.engine.db.sqlite` and `shared.engine.db.postgres` implement it; the same tests run on both.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.sql.base import Executable

from shared.engine.db.statements import Row

Change = tuple[Executable, Sequence[Mapping[str, Any]]]
"""A statement written for one row, and the rows to run it for, all with the same keys."""


class Collision(Exception):
    """Another transaction was first (a unique key, a deadlock); this one must be rolled back."""


class Cause(StrEnum):
    """Why a database is away: one sentence for an operator, without anything of the statement that found it."""

    SILENT = "The database does not answer."
    FULL = "The database cannot store more: its disk, or its memory, is full."
    READ_ONLY = "The database takes no writes: its file, folder or server is read-only."
    LOCKED = "Another program has held a lock on the database for too long."
    DAMAGED = "The database is damaged: stop the process and restore the database from a back-up."
    GONE = "The database's file was removed or replaced while the process runs: stop the process and put it back."
    REFUSED = "The database refuses this account, or a right that the service needs."


class DatabaseAway(Exception):
    """The database does not do its work, for `cause`. If a commit was running, its outcome is unknown."""

    def __init__(self, text: str = "", cause: Cause = Cause.SILENT) -> None:
        super().__init__(text)
        self.cause = cause

    @property
    def again(self) -> bool:
        """True if the same statement may succeed at once on another connection."""
        return self.cause is Cause.SILENT


class Unreachable(DatabaseAway):
    """No connection could be had, so no statement was sent."""

    @property
    def again(self) -> bool:
        """False: `CONNECT_WITHIN` was spent already."""
        return False


class Connection(Protocol):
    """A connection inside a transaction (or, from `Database.single`, outside of one)."""

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement. Returns the rows of a select or of RETURNING as dictionaries."""

    async def execute_each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> list[list[Row]]:
        """Run a select for each of these rows of parameters, all with the same keys. Returns what each found."""

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run one statement for each row, all with the same keys. Returns how many rows were changed in total."""

    async def change(self, *changes: Change) -> list[int]:
        """Run each statement for each of its rows (at least one). Returns how many rows each statement changed.

        The order is not defined, and the statements do not see each other's changes.
        """


class Database(Protocol):
    """One service's database: a SQLite file of its own, or a PostgreSQL schema of its own.

    `parallel_commits` is how many transactions of one kind are worth running at a time.
    """

    name: str
    parallel_commits: int
    dialect: Dialect

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one reading statement, without a transaction around it."""

    async def change(self, *changes: Change) -> list[int]:
        """As `Connection.change`, in a transaction of its own."""

    def single(self) -> AbstractAsyncContextManager[Connection]:
        """A connection for at most one `change`. On PostgreSQL it autocommits; reads are not repeatable."""

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """A transaction that commits at the end of the block and rolls back on any exception."""

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A read-only transaction: one consistent snapshot, which blocks no writer."""

    async def try_write(self, tables: Sequence[str]) -> None:
        """Commit a durable write that changes no row, asking all that a write to these tables asks of the database.

        Raises `DatabaseAway` if one of them is locked by another program, read-only, forbidden or damaged, or if the
        commit does not reach the disk.
        """

    async def tidy(self) -> int:
        """Write a large write-ahead log of its own back while nothing is written. Returns its size in bytes."""

    async def scrub(self) -> None:
        """Have nothing that was deleted stay behind in files of its own, now or at one of the next calls of `tidy`."""

    async def close(self) -> None:
        """Close all connections; open transactions are rolled back."""
