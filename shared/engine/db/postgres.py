"""PostgreSQL through asyncpg: a pool a service, each connection bound to the service's schema by its search path.

A connection on which something went wrong below SQL is thrown away, never given back: the server rolls back what was
open on it. So after a crash of the server, or of one backend, the pool heals by itself with the next transaction.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.base import Executable

from shared.engine.db.by_set import SetCompiler
from shared.engine.db.database import Change, Collision, DatabaseAway, Unreachable
from shared.engine.db.statements import Row

CONNECT_WITHIN = 2.0  # seconds, for a connection of the pool, made if need be
ANSWER_WITHIN = 15.0  # seconds, for one statement
SILENT_FOR = 5.0  # seconds inside a transaction; then the server takes back what a process held that is dead or paused

PLANNING = {
    # every statement is planned once a connection, perhaps while its table is empty: let it be the plan for a full one
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}

_LOST = (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,  # the backend was terminated
    asyncpg.CrashShutdownError,  # another backend crashed, and took all with it
    asyncpg.CannotConnectNowError,  # starting, recovering or stopping
    asyncpg.ReadOnlySQLTransactionError,  # a standby, or a server just demoted to one
    asyncpg.InsufficientResourcesError,  # disk, memory or connections
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InternalClientError,  # the driver lost its place in the protocol, as when a backend ends while it asks
    OSError,
    TimeoutError,
)


class PostgresConnection:
    """See `shared.engine.db.database.Connection`."""

    def __init__(self, raw: Any, compiler: SetCompiler) -> None:  # noqa: ANN401 - asyncpg's pool proxy
        self._raw = raw
        self._compiler = compiler

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """See the protocol."""
        params = params or {}
        compiled = self._compiler(statement, params)
        with _translated(self._raw):
            raw = await self._raw.fetch(compiled.sql, *compiled.arguments(params))
        return compiled.rows(raw) if compiled.columns else []

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        """See the protocol."""
        [count] = await self.change((statement, rows))
        return count

    async def change(self, *changes: Change) -> list[int]:
        """See the protocol. One statement for all of it (`shared.engine.db.by_set`)."""
        compiled, arrays = self._compiler.at_once(changes)
        with _translated(self._raw):
            [counts] = await self._raw.fetch(compiled.sql, *compiled.arguments(arrays))
        return list(counts)


class PostgresDatabase:
    """See `shared.engine.db.database.Database`."""

    parallel_commits = 2  # one commit is prepared while another is written

    def __init__(self, pool: "asyncpg.Pool[Any]", name: str) -> None:
        self.name = name
        self.dialect: Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
        self._compiler = SetCompiler(self.dialect)
        self._pool = pool

    @classmethod
    async def connect(cls, url: str, name: str, *, size: int = 10) -> "PostgresDatabase":
        """Open the pool for the service `name`, whose schema has that name too. Raises `DatabaseAway`."""
        with _translated():
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=size,
                timeout=CONNECT_WITHIN,
                command_timeout=ANSWER_WITHIN,
                statement_cache_size=1000,  # every statement of the context, prepared once a connection, for good
                max_cached_statement_lifetime=0,
                reset=_as_it_is,
                server_settings=PLANNING
                | {
                    "search_path": name,
                    "application_name": f"hotline-{name}",
                    "idle_in_transaction_session_timeout": str(int(SILENT_FOR * 1000)),
                },
            )
        return cls(pool, name)

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """See the protocol. One statement sees one snapshot: no transaction is needed around it."""
        try:
            async with self.single() as connection:
                return await connection.execute(statement, params)
        except Unreachable:
            raise
        except DatabaseAway:  # the connection died; there are others
            async with self.single() as connection:
                return await connection.execute(statement, params)

    async def change(self, *changes: Change) -> list[int]:
        """See the protocol."""
        async with self.single() as connection:
            return await connection.change(*changes)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[PostgresConnection]:
        """See the protocol."""
        async with self._connected() as raw:
            yield PostgresConnection(raw, self._compiler)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresConnection]:
        """See the protocol."""
        async with self._inside(readonly=False) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresConnection]:
        """See the protocol."""
        async with self._inside(readonly=True) as connection:
            yield connection

    @asynccontextmanager
    async def _inside(self, *, readonly: bool) -> AsyncIterator[PostgresConnection]:
        async with self._connected() as raw:
            isolation = "repeatable_read" if readonly else "read_committed"
            transaction = raw.transaction(isolation=isolation, readonly=readonly)
            with _translated(raw):
                await transaction.start()
            try:
                yield PostgresConnection(raw, self._compiler)
            except DatabaseAway:
                raise
            except BaseException:
                with _translated(raw):
                    await transaction.rollback()
                raise
            with _translated(raw):
                await transaction.commit()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        try:
            with _translated():
                raw = await self._pool.acquire(timeout=CONNECT_WITHIN)
        except DatabaseAway as error:
            raise Unreachable(str(error)) from error
        try:
            yield raw
        except DatabaseAway:
            if not _is_lost(raw):
                raw.terminate()
            raise
        finally:
            with suppress(*_AWAY, asyncpg.InterfaceError):
                await self._pool.release(raw)

    async def close(self) -> None:
        """See the protocol. What is still under way is cut off when it does not end at once."""
        with suppress(*_AWAY, asyncpg.InterfaceError):
            async with asyncio.timeout(CONNECT_WITHIN):
                await self._pool.close()


@contextmanager
def _translated(raw: Any = None) -> Iterator[None]:  # noqa: ANN401 - asyncpg's pool proxy
    """The driver's errors in our words. A statement that is wrong in itself stays what it is: our own mistake."""
    try:
        yield
    except _LOST as error:
        raise Collision(str(error)) from error
    except _AWAY as error:
        raise DatabaseAway(str(error) or type(error).__name__) from error
    except asyncpg.InterfaceError as error:  # of a wrong use, or of a connection that was lost meanwhile
        if raw is None or _is_lost(raw):
            raise DatabaseAway(str(error)) from error
        raise


def _is_lost(raw: Any) -> bool:  # noqa: ANN401 - asyncpg's pool proxy
    """True if the connection is closed; the pool may have taken it back by then, and will not hear of it any more."""
    try:
        return bool(raw.is_closed())
    except asyncpg.InterfaceError:
        return True


async def _as_it_is(raw: object) -> None:
    """Nothing in this context changes a connection's session, so there is nothing to reset: one round trip saved."""
