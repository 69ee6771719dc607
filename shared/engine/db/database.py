"""What a database is to the rest of the code: transactions in which statements run. Two adapters keep it.

`shared.engine.db.sqlite` and `shared.engine.db.postgres` hold the same contract, and one test suite is run on both.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.sql.base import Executable

from shared.engine.db.statements import Row

Change = tuple[Executable, Sequence[Mapping[str, Any]]]
"""A statement written for one row, and the rows it is for, all with the same keys."""


class Collision(Exception):
    """Somebody else was first (a key is taken, two wait for each other); the transaction is to be rolled back."""


class DatabaseAway(Exception):
    """The database cannot be asked now; whether the last commit took is unknown if it was under way."""


class Unreachable(DatabaseAway):
    """No connection was to be had, so nothing was asked."""


class Connection(Protocol):
    """A connection inside a transaction."""

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement; rows as dictionaries (of a select, or of RETURNING)."""

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run one statement once a row, all with the same keys; returns how many rows were changed in all."""

    async def change(self, *changes: Change) -> list[int]:
        """Run each statement once for each of its rows, none of them empty; returns how many rows each changed.

        No order is promised: what one of them writes another does not see.
        """


class Database(Protocol):
    """One service's state: a file of its own, or a schema of its own.

    `parallel_commits` says how many transactions of one kind are worth running at a time.
    """

    name: str
    parallel_commits: int
    dialect: Dialect

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """One statement that reads, by itself."""

    async def change(self, *changes: Change) -> list[int]:
        """See `Connection.change`: committed by itself."""

    def single(self) -> AbstractAsyncContextManager[Connection]:
        """Write by one `change` at most: where that is a transaction by itself, there is none around it. What is read
        here may be another's a moment later.
        """

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Write: commits at the end of the block, rolls back on any exception."""

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """Read only: one consistent snapshot, and nobody waits for it."""

    async def close(self) -> None:
        """Let go of everything; a transaction under way is rolled back."""
