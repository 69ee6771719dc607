"""The stored rows of the directory's tables, read in slices between which other tasks have their turn."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql.base import Executable

from shared.engine.db.statements import Row
from shared.engine.loops import give_way
from shared.platform.directory import tables
from shared.platform.directory.rows import SLICE

Ask = Callable[[Executable, Mapping[str, Any]], Awaitable[list[Row]]]
"""`execute` of a connection, or `ask` of a database."""

TABLES = (tables.units, tables.staff, tables.leave, tables.line_executives, tables.duty_shifts)
_FIRST_KEY = {table.name: next(iter(table.primary_key)) for table in TABLES}
"""The column by which a table is read; never an empty text."""
_SLICE_END = {
    name: select(key.label("key")).where(key > bindparam("after")).order_by(key).offset(SLICE - 1).limit(1)
    for name, key in _FIRST_KEY.items()
}
_REST = {t.name: select(t).where(_FIRST_KEY[t.name] > bindparam("after")).order_by(*t.primary_key) for t in TABLES}
_PART = {name: rest.where(_FIRST_KEY[name] <= bindparam("upto")) for name, rest in _REST.items()}


async def stored_slices(ask: Ask, name: str) -> AsyncIterator[list[Row]]:
    """The rows of a table by its key; rows with the same first column of the key are in one slice."""
    after: str | None = ""
    while after is not None:
        ends = await ask(_SLICE_END[name], {"after": after})
        upto = str(ends[0]["key"]) if ends else None
        if upto is None:
            yield await ask(_REST[name], {"after": after})
        else:
            yield await ask(_PART[name], {"after": after, "upto": upto})
        after = upto
        await give_way()
