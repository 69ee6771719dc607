"""What an import changes in the stored rows: most imports change few of very many.

Writers of the platform's SQLite file wait while an import is stored, so that only what differs is written.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import and_, bindparam, delete, insert

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.loops import give_way
from shared.platform.directory.rows import SLICE, Slice
from shared.platform.directory.slices import TABLES, Ask, stored_slices

_KEY = {table.name: tuple(column.name for column in table.primary_key) for table in TABLES}
_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES}
_DELETE = {
    t.name: delete(t).where(and_(*(c == bindparam(f"old_{c.name}", type_=c.type) for c in t.primary_key)))
    for t in TABLES
}
_INSERT = {table.name: insert(table) for table in TABLES}

T = TypeVar("T")
_Values = tuple[Hashable, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How many rows of a table an import adds, changes and removes."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(slots=True)
class Changes:
    """Rows to delete (those that are replaced too) and rows to insert, by table; `counted` stays as it was found."""

    deleted: dict[str, list[_Values]] = field(default_factory=lambda: {name: [] for name in _KEY})
    inserted: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _KEY})
    counted: dict[str, Counted] = field(default_factory=dict)


async def changes_to(ask: Ask, slices: Iterable[Slice]) -> Changes:
    """What makes the stored rows these; valid as long as the stored version is the same."""
    stored: dict[str, dict[_Values, int]] = {name: {} for name in _KEY}
    for name, known in stored.items():
        async for rows in stored_slices(ask, name):
            known.update((_values(row, _KEY[name]), _hash(name, row)) for row in rows)
    changes = Changes()
    for name, rows in slices:
        for row in rows:
            key = _values(row, _KEY[name])
            before = stored[name].pop(key, None)
            if before == _hash(name, row):
                continue
            if before is not None:
                changes.deleted[name].append(key)
            changes.inserted[name].append(row)
        await give_way()
    for name, gone in stored.items():
        replaced = len(changes.deleted[name])
        added = len(changes.inserted[name]) - replaced
        changes.counted[name] = Counted(added=added, changed=replaced, removed=len(gone))
        changes.deleted[name] += gone
    return changes


async def apply(connection: Connection, changes: Changes) -> None:
    """Write the changes in the caller's transaction; others have their turn after each slice.

    The changes are taken out as they are written: freeing very many rows at once would hold the event loop.
    """
    for name, keys in changes.deleted.items():
        columns = [f"old_{column}" for column in _KEY[name]]
        while part := _taken(keys):
            await connection.execute_many(_DELETE[name], [dict(zip(columns, key, strict=True)) for key in part])
            await give_way()
    for name, rows in changes.inserted.items():
        while batch := _taken(rows):
            await connection.execute_many(_INSERT[name], batch)
            await give_way()


def _taken(items: list[T]) -> list[T]:
    part = items[-SLICE:]
    del items[-SLICE:]
    return part


def _hash(name: str, row: Row) -> int:
    """64 bits instead of the row: a hundred megabytes less for 300,000 people."""
    return hash(_values(row, _COLUMNS[name]))


def _values(row: Row, columns: Iterable[str]) -> _Values:
    return tuple(row[column] for column in columns)
