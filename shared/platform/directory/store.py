"""The directory as rows: replaced as a whole, loaded as a whole, and cached as a snapshot by the version row."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shared.contracts.words import Line
from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.platform.directory import tables
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Person, Role, Unit

_TABLES = (tables.units, tables.staff, tables.leave, tables.line_executives, tables.duty_shifts)
_SELECT = {table.name: select(table) for table in _TABLES}
_DELETE = {table.name: delete(table) for table in _TABLES}
_INSERT = {table.name: insert(table) for table in _TABLES}

_version = tables.directory_version
_READ_VERSION = select(_version.c.version)
_NEXT_VERSION = (
    update(_version)
    .values(version=_version.c.version + 1, imported_at=bindparam("moment", type_=_version.c.imported_at.type))
    .returning(_version.c.version)
)
_FIRST_VERSION = insert(_version)


async def read_version(connection: Connection) -> int:
    """The stored version; 0 before the first import."""
    rows = await connection.execute(_READ_VERSION)
    return int(rows[0]["version"]) if rows else 0


async def load(connection: Connection) -> Directory:
    """The whole directory; consistent if the connection reads one database snapshot."""
    version = await read_version(connection)
    rows = {name: await connection.execute(select_all) for name, select_all in _SELECT.items()}
    return await asyncio.to_thread(_directory, version, rows)


def _directory(version: int, rows: Mapping[str, Sequence[Row]]) -> Directory:
    return Directory(
        version=version,
        units=[Unit(**row) for row in rows["units"]],
        people=[_person(row) for row in rows["staff"]],
        leaves=[Leave(**row) for row in rows["leave"]],
        line_executives=[_line_executive(row) for row in rows["line_executives"]],
        duty_shifts=[DutyShift(**row) for row in rows["duty_shifts"]],
    )


async def replace(connection: Connection, directory: Directory, now: datetime) -> int:
    """Replace the stored directory in the caller's transaction; returns the new version."""
    version = await take_version(connection, now)
    await replace_rows(connection, directory)
    return version


async def take_version(connection: Connection, now: datetime) -> int:
    """The next version. Its row locks out a second import until the caller's transaction ends."""
    changed = await connection.execute(_NEXT_VERSION, {"moment": now})
    if not changed:
        await connection.execute(_FIRST_VERSION, {"id": 1, "version": 1, "imported_at": now})
    return int(changed[0]["version"]) if changed else 1


async def replace_rows(connection: Connection, directory: Directory) -> None:
    """Replace the rows, after `take_version`."""
    for name, rows in (await asyncio.to_thread(_rows, directory)).items():
        await connection.execute(_DELETE[name])
        if rows:
            await connection.execute_many(_INSERT[name], rows)


FRESH = timedelta(seconds=1)
"""An import by another process is seen after at most this time."""


class DirectorySource:
    """The directory snapshot of one process. Callers read `current` for each decision and do not keep it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._current = Directory()
        self._fresh_until: datetime | None = None

    @property
    def current(self) -> Directory:
        """The newest snapshot loaded; empty, version 0, before the first `refresh`."""
        return self._current

    async def follow(self, now: datetime) -> None:
        """Refresh unless that was done within `FRESH`."""
        if self._fresh_until is None or self._fresh_until <= now:
            await self.refresh()
            self._fresh_until = now + FRESH

    async def refresh(self) -> bool:
        """Load the directory if its version changed; True if it did."""
        async with self._database.reading() as connection:
            if await read_version(connection) == self._current.version:
                return False
            self._current = await load(connection)
            return True


def _rows(directory: Directory) -> dict[str, list[dict[str, Any]]]:
    return {
        "units": [asdict(unit) for unit in directory.units()],
        "staff": [asdict(p) | {"roles": " ".join(sorted(p.roles))} for p in directory.people()],
        "leave": [asdict(leave) for leave in directory.leaves()],
        "line_executives": [asdict(entry) for entry in directory.line_executives()],
        "duty_shifts": [asdict(shift) for shift in directory.duty_shifts()],
    }


def _person(row: Row) -> Person:
    line = Line(row["line"]) if row["line"] is not None else None
    return Person(**row | {"line": line, "roles": frozenset(Role(code) for code in row["roles"].split())})


def _line_executive(row: Row) -> LineExecutive:
    return LineExecutive(**row | {"line": Line(row["line"])})
