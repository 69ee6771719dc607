"""PostgreSQL through asyncpg: a pool a service, each connection bound to the service's schema by its search path."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.base import Executable

from shared.db.database import Collision, DatabaseAway
from shared.db.statements import Compiler, Row

_AWAY = (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError, OSError, TimeoutError)


class PostgresConnection:
    """See `shared.db.database.Connection`."""

    def __init__(self, raw: Any, compiler: Compiler) -> None:  # noqa: ANN401 - asyncpg's pool proxy
        self._raw = raw
        self._compiler = compiler

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None) -> list[Row]:
        """See the protocol."""
        params = params or {}
        compiled = self._compiler(statement, params)
        try:
            raw = await self._raw.fetch(compiled.sql, *compiled.arguments(params))
        except asyncpg.UniqueViolationError as error:
            raise Collision(str(error)) from error
        return compiled.rows(raw) if compiled.columns else []

    async def execute_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        """See the protocol."""
        compiled = self._compiler(statement, rows[0])
        changed = 0
        prepared = await self._raw.prepare(compiled.sql)
        try:
            for row in rows:
                await prepared.fetch(*compiled.arguments(row))
                changed += int(prepared.get_statusmsg().rsplit(" ", 1)[-1])
        except asyncpg.UniqueViolationError as error:
            raise Collision(str(error)) from error
        return changed


class PostgresDatabase:
    """See `shared.db.database.Database`."""

    def __init__(self, pool: "asyncpg.Pool[Any]", name: str) -> None:
        self.name = name
        self.dialect: Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
        self._compiler = Compiler(self.dialect)
        self._pool = pool

    @classmethod
    async def connect(cls, url: str, name: str, *, size: int = 10) -> "PostgresDatabase":
        """Open the pool for the service `name`, whose schema has that name too."""
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=size,
            command_timeout=15,
            server_settings={"search_path": name, "application_name": f"hotline-{name}"},
        )
        return cls(pool, name)

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
        isolation = "repeatable_read" if readonly else "read_committed"
        try:
            async with (
                self._pool.acquire(timeout=2.0) as raw,
                raw.transaction(isolation=isolation, readonly=readonly),
            ):
                yield PostgresConnection(raw, self._compiler)
        except _AWAY as error:
            raise DatabaseAway(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """See the protocol."""
        await self._pool.close()
