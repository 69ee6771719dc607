"""The directory as rows: replaced as a whole, loaded as a whole, and cached as a snapshot by the version row."""

import asyncio
import gc
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shared.engine.db.database import Connection, Database, DatabaseAway
from shared.engine.loops import give_way
from shared.platform.directory import tables
from shared.platform.directory.rows import ENTRY, SLICE, Slice, slices_of
from shared.platform.directory.slices import TABLES, Ask, stored_slices
from shared.rules.directory import Directory
from shared.support.collector import collector_paused

_DELETE = [delete(table) for table in TABLES]
_INSERT = {table.name: insert(table) for table in TABLES}

_version = tables.directory_version
_READ_VERSION = select(_version.c.version)
_NEXT_VERSION = (
    update(_version)
    .values(version=_version.c.version + 1, imported_at=bindparam("moment", type_=_version.c.imported_at.type))
    .returning(_version.c.version)
)
_FIRST_VERSION = insert(_version)


async def read_version(ask: Ask) -> int:
    """The stored version; 0 before the first import."""
    rows = await ask(_READ_VERSION, {})
    return int(rows[0]["version"]) if rows else 0


async def load(ask: Ask) -> Directory:
    """The whole directory; consistent if the version is the same before and after."""
    version = await read_version(ask)
    entries: dict[str, list[Any]] = {name: [] for name in ENTRY}
    for name, make in ENTRY.items():
        async for rows in stored_slices(ask, name):
            entries[name] += map(make, rows)
    return await asyncio.to_thread(_directory, version, entries)


def _directory(version: int, entries: Mapping[str, list[Any]]) -> Directory:
    return Directory(
        version=version,
        units=entries["units"],
        people=entries["staff"],
        leaves=entries["leave"],
        line_executives=entries["line_executives"],
        duty_shifts=entries["duty_shifts"],
    )


async def replace(connection: Connection, directory: Directory, now: datetime) -> int:
    """Replace the stored directory in the caller's transaction; returns the new version."""
    version = await take_version(connection, now)
    await replace_rows(connection, slices_of(directory))
    return version


async def take_version(connection: Connection, now: datetime) -> int:
    """The next version. Its row locks out a second import until the caller's transaction ends."""
    changed = await connection.execute(_NEXT_VERSION, {"moment": now})
    if not changed:
        await connection.execute(_FIRST_VERSION, {"id": 1, "version": 1, "imported_at": now})
    return int(changed[0]["version"]) if changed else 1


async def replace_rows(connection: Connection, slices: Iterable[Slice]) -> None:
    """Replace the rows, after `take_version`; others have their turn after each slice."""
    for statement in _DELETE:
        await connection.execute(statement)
    for name, rows in slices:
        await connection.execute_many(_INSERT[name], rows)
        await give_way()


FRESH = timedelta(seconds=1)
"""An import by another process is seen after at most this time, a large one when it is loaded."""
MANY = 5_000
"""People; a directory of more is loaded beside the work."""


class DirectorySource:
    """The directory snapshot of one process. Callers read `current` for each decision and do not keep it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._current = Directory()
        self._fresh_until: datetime | None = None
        self._loading = asyncio.Lock()
        self._beside: asyncio.Task[None] | None = None

    @property
    def current(self) -> Directory:
        """The newest snapshot loaded; empty, version 0, before the first `refresh`."""
        return self._current

    async def follow(self, now: datetime) -> None:
        """Refresh unless that was done within `FRESH`. A directory that takes long to load is not waited for."""
        if self._loading.locked() or (self._fresh_until is not None and now < self._fresh_until):
            return
        if self._current.size() <= MANY:
            await self.refresh()
        elif await read_version(self._database.ask) != self._current.version:
            self._beside = asyncio.create_task(self._refresh_beside())
        self._fresh_until = now + FRESH

    async def refresh(self) -> bool:
        """Load the directory if its version changed; True if it did.

        Not in one transaction, so that other readers need not wait: it is loaded again if an import comes in between.
        """
        async with self._loading:
            if await read_version(self._database.ask) == self._current.version:
                return False
            with collector_paused():
                while (version := await read_version(self._database.ask)) != self._current.version:
                    loaded = await load(self._database.ask)
                    if loaded.version == version == await read_version(self._database.ask):
                        await self._take(loaded)
            return True

    async def close(self) -> None:
        """Stop loading."""
        if self._beside is not None:
            self._beside.cancel()
            await asyncio.wait([self._beside])

    async def _refresh_beside(self) -> None:
        with suppress(DatabaseAway):  # the next `follow` tries again
            await self.refresh()

    async def _take(self, loaded: Directory) -> None:
        before, self._current = self._current, loaded
        if loaded.size() > MANY:
            gc.freeze()  # looking at them at each full collection would hold the event loop
        parts: list[Any] = [getattr(before, name) for name in Directory.__slots__]
        read_elsewhere = sys.getrefcount(before) > _OURS
        del before
        if not read_elsewhere:  # else its last reader frees it
            await _free(parts)


_CONTAINERS = (dict, list, set)
_OURS = 2
"""References to a snapshot without another reader: the variable, and the argument of `getrefcount`."""


async def _free(containers: list[Any]) -> None:
    """Empty them, and the containers in them, in slices: freeing very many objects at once holds the event loop."""
    while containers:
        container = containers.pop()
        while isinstance(container, _CONTAINERS) and container:
            take = container.popitem if isinstance(container, dict) else container.pop
            taken = [take() for _ in range(min(SLICE, len(container)))]
            if isinstance(container, dict):
                containers += [value for _, value in taken if isinstance(value, _CONTAINERS)]
            del taken
            await give_way()
