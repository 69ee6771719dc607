"""The protocol of a database: transactions in which statements run.

`shared.engine.db.sqlite` and `shared.engine.db.postgres` implement it; the same tests run on both.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.sql.base import Executable

from shared.engine.db.statements import Row

Change = tuple[Executable, Sequence[Mapping[str, Any]]]
"""A statement written for one row, and the rows to run it for, all with the same keys."""


class Collision(Exception):
    """Another transaction was first (a unique key, a deadlock); this one must be rolled back."""


class DatabaseAway(Exception):
    """The database does not answer. If a commit was running, its outcome is unknown."""


class Unreachable(DatabaseAway):
    """No connection could be had, so no statement was sent."""


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

    async def close(self) -> None:
        """Close all connections; open transactions are rolled back."""
