"""PostgreSQL through asyncpg: one pool for each service, bound to the service's schema by the search path.

A connection with a failure below SQL is closed, never returned to the pool: the server rolls back what was open on it.
After a crash of the server, or of one backend, the pool is usable again with the next transaction.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.base import Executable

from shared.engine.db.by_set import ROW_NUMBER, SetCompiler
from shared.engine.db.database import Cause, Change, Collision, DatabaseAway, Unreachable
from shared.engine.db.statements import Row

CONNECT_WITHIN = 2.0  # seconds, to get a connection from the pool, which may have to open one
ANSWER_WITHIN = 15.0  # seconds, for one statement
KEPT = 4  # connections that stay taken; the pool closes others when they were idle for some minutes
LOCKED_FOR = 1.5  # seconds, to wait for a lock of another transaction: a person, or WeCom, waits for the answer
SILENT_FOR = 5.0  # seconds idle in a transaction; then the server ends it, as its process is dead or paused

TRIED_FOR = 2 * LOCKED_FOR  # seconds, for `try_write`
_FLUSHED = "SELECT pg_logical_emit_message(true, 'hotline', '')"  # a write to the server's log, flushed by its commit

PLANNING = {
    # A statement is planned once for each connection, perhaps while its table is empty: force the plan for a full one.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}

_LOST = (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
_AWAY = (
    asyncpg.InternalClientError,  # the driver lost the protocol state, as when a backend ends during a query
    OSError,
    TimeoutError,
)
_CAUSES: Mapping[str, Cause] = {
    "08": Cause.SILENT,  # the connection failed
    "25006": Cause.READ_ONLY,  # a standby, a server just demoted to one, or a setting
    "25P03": Cause.SILENT,  # idle in a transaction for longer than `SILENT_FOR`
    "28": Cause.REFUSED,  # the password or the account does not serve any more
    "3D": Cause.REFUSED,  # no such database
    "42501": Cause.REFUSED,  # a right was taken away
    "53": Cause.FULL,  # disk, memory, connections
    "53300": Cause.SILENT,  # too many connections
    "55": Cause.LOCKED,  # not in the state that is needed: locked for longer than `LOCKED_FOR`, above all
    "57": Cause.SILENT,  # an operator ended the statement or the server
    "58": Cause.FULL,  # an error of the system beneath, such as of its disk
    "58000": Cause.SILENT,
    "XX001": Cause.DAMAGED,
    "XX002": Cause.DAMAGED,
}
"""By SQLSTATE, or by its class, its first two characters. All others are our own mistakes."""

_ANSWERED = {Cause.LOCKED, Cause.FULL, Cause.DAMAGED}


class PostgresConnection:
    """A `Connection` over asyncpg."""

    def __init__(self, raw: Any, compiler: SetCompiler) -> None:  # noqa: ANN401 - asyncpg's pool proxy
        self._raw = raw
        self._compiler = compiler

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        params = params or {}
        compiled = self._compiler(statement, params)
        with translated(self._raw):
            raw = await self._raw.fetch(compiled.sql, *compiled.arguments(params))
        return compiled.rows(raw) if compiled.columns else []

    async def execute_each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> list[list[Row]]:
        of_all, arrays = self._compiler.for_each(statement, rows)
        found: list[list[Row]] = [[] for _ in rows]
        for row in await self.execute(of_all, arrays):
            found[row.pop(ROW_NUMBER) - 1].append(row)
        return found

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        [count] = await self.change((statement, rows))
        return count

    async def change(self, *changes: Change) -> list[int]:
        compiled, arrays = self._compiler.at_once(changes)  # one statement for all changes: see `by_set`
        with translated(self._raw):
            [counts] = await self._raw.fetch(compiled.sql, *compiled.arguments(arrays))
        return list(counts)


class PostgresDatabase:
    """A `Database` over a pool of asyncpg connections."""

    parallel_commits = 2  # one commit is prepared while another is written

    def __init__(self, pool: "asyncpg.Pool[Any]", name: str) -> None:
        self.name = name
        self.dialect: Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
        self._compiler = SetCompiler(self.dialect)
        self._pool = pool
        self._idle: list[Any] = []  # taken from the pool and kept: giving back and taking again costs as a statement
        self._waiting = 0

    @classmethod
    async def connect(cls, url: str, name: str, *, size: int = 10, within: float = ANSWER_WITHIN) -> "PostgresDatabase":
        """Open the pool of the service `name`, whose schema has the same name; a statement may take `within` seconds.

        Raises `DatabaseAway`.
        """
        with translated():
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=size,
                timeout=CONNECT_WITHIN,
                command_timeout=within,
                statement_cache_size=1000,  # every statement of the service, prepared once for each connection
                max_cached_statement_lifetime=0,
                reset=_no_reset,
                server_settings=PLANNING
                | {
                    "search_path": name,
                    "application_name": f"hotline-{name}",
                    "idle_in_transaction_session_timeout": _milliseconds(SILENT_FOR),
                    "lock_timeout": _milliseconds(LOCKED_FOR),
                },
            )
        return cls(pool, name)

    async def ask(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        # One statement sees one snapshot: it needs no transaction.
        try:
            async with self.single() as connection:
                return await connection.execute(statement, params)
        except DatabaseAway as error:
            if not error.again:
                raise
            async with self.single() as connection:
                return await connection.execute(statement, params)

    async def change(self, *changes: Change) -> list[int]:
        async with self.single() as connection:
            return await connection.change(*changes)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[PostgresConnection]:
        async with self._connected() as raw:
            yield PostgresConnection(raw, self._compiler)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresConnection]:
        async with self._inside(readonly=False) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresConnection]:
        async with self._inside(readonly=True) as connection:
            yield connection

    @asynccontextmanager
    async def _inside(self, *, readonly: bool) -> AsyncIterator[PostgresConnection]:
        async with self._connected() as raw:
            isolation = "repeatable_read" if readonly else "read_committed"
            transaction = raw.transaction(isolation=isolation, readonly=readonly)
            with translated(raw):
                await transaction.start()
            try:
                yield PostgresConnection(raw, self._compiler)
            except BaseException as error:
                if not _lost_by(error):
                    with translated(raw):
                        await transaction.rollback()
                raise
            with translated(raw):
                await transaction.commit()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        raw = await self._taken()
        try:
            yield raw
        except BaseException as error:
            if _lost_by(error) and not _is_lost(raw):
                raw.terminate()
            await self._given_back(raw)
            raise
        if self._waiting or len(self._idle) >= KEPT or self._pool.is_closing() or _is_lost(raw):
            await self._given_back(raw)
        else:
            self._idle.append(raw)

    async def _taken(self) -> Any:  # noqa: ANN401 - asyncpg's pool proxy
        """A connection that is not in use. Raises `Unreachable`."""
        while self._idle:
            raw = self._idle.pop()
            if not _is_lost(raw):
                return raw
            await self._given_back(raw)
        self._waiting += 1
        try:
            with translated():
                return await self._pool.acquire(timeout=CONNECT_WITHIN)
        except DatabaseAway as error:
            raise Unreachable(str(error), error.cause) from error
        finally:
            self._waiting -= 1

    async def _given_back(self, raw: Any) -> None:  # noqa: ANN401 - asyncpg's pool proxy
        with suppress(*_AWAY, asyncpg.PostgresError, asyncpg.InterfaceError):
            await self._pool.release(raw)

    async def try_write(self, tables: Sequence[str]) -> None:
        # Each in a transaction of its own: a look must not hold one table while it waits for another.
        probes = [f'DELETE FROM "{table}" WHERE false' for table in tables]  # noqa: S608 - no outside names
        async with self._connected() as raw:
            with translated(raw):
                for probe in (*probes, _FLUSHED):
                    await raw.execute(probe, timeout=TRIED_FOR)

    async def scrub(self) -> None:
        """Nothing: the server's vacuum and log do it in their time."""

    async def tidy(self) -> int:
        """Always 0: the server looks after its log itself."""
        return 0

    async def close(self) -> None:
        """Close the pool; what does not end within `CONNECT_WITHIN` is interrupted."""
        while self._idle:
            await self._given_back(self._idle.pop())
        with suppress(*_AWAY, asyncpg.PostgresError, asyncpg.InterfaceError):
            async with asyncio.timeout(CONNECT_WITHIN):
                await self._pool.close()


@contextmanager
def translated(raw: Any = None) -> Iterator[None]:  # noqa: ANN401 - asyncpg's pool proxy
    """Translate the driver's errors into those of `database`. Errors of a wrong statement pass unchanged."""
    try:
        yield
    except _LOST as error:
        raise Collision(str(error)) from error
    except _AWAY as error:
        raise DatabaseAway(str(error) or type(error).__name__) from error
    except asyncpg.PostgresError as error:
        cause = cause_of(error.sqlstate)
        if cause is None:
            raise
        raise DatabaseAway(str(error) or type(error).__name__, cause) from error
    except asyncpg.InterfaceError as error:  # wrong use, or the connection was lost in between
        if raw is None or _is_lost(raw):
            raise DatabaseAway(str(error)) from error
        raise


def cause_of(sqlstate: str | None) -> Cause | None:
    """Why a server that reports this code is away; None if the statement was wrong."""
    return _CAUSES.get(sqlstate or "") or _CAUSES.get((sqlstate or "")[:2])


def _lost_by(error: BaseException) -> bool:
    """True unless the server answered in good order, and another connection would hear the same."""
    return isinstance(error, DatabaseAway) and error.cause not in _ANSWERED


def _is_lost(raw: Any) -> bool:  # noqa: ANN401 - asyncpg's pool proxy
    """True if the connection is closed, or the pool has taken it back already."""
    try:
        return bool(raw.is_closed())
    except asyncpg.InterfaceError:
        return True


async def _no_reset(raw: object) -> None:
    """Skip the reset of a released connection: nothing here changes its session, and it would cost a round trip."""


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))
