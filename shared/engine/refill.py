"""Fills new columns of an aggregate's table from its stored documents; called by migrations."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

BATCH = 500


def refill(
    connection: sa.Connection,
    table: str,
    columns: Mapping[str, TypeEngine[Any]],
    from_document: Callable[[Any], Mapping[str, Any]],
) -> None:
    """Set these columns (name and type) of every row to what `from_document` returns for its parsed document.

    A column that is NOT NULL is added as nullable, filled, and altered. The documents are those of older versions: read
    their fields, not the aggregate's class, which later versions change.
    """
    rows = sa.table(
        table, sa.column("id", sa.Text()), sa.column("document"), *map(sa.column, columns, columns.values())
    )
    read = (
        sa.select(rows.c.id, sa.cast(rows.c.document, sa.Text).label("document"))
        .where(rows.c.id > sa.bindparam("last"))
        .order_by(rows.c.id)
        .limit(BATCH)
    )
    filled = {name: sa.bindparam(f"new_{name}", type_=type_) for name, type_ in columns.items()}
    write = sa.update(rows).where(rows.c.id == sa.bindparam("of")).values(filled)
    last = ""
    while found := connection.execute(read, {"last": last}).all():
        last = found[-1].id
        connection.execute(write, [_filled(row, columns, from_document) for row in found])


def _filled(
    row: sa.Row[Any], columns: Mapping[str, object], from_document: Callable[[Any], Mapping[str, Any]]
) -> dict[str, Any]:
    values = from_document(json.loads(row.document))
    return {"of": row.id} | {f"new_{name}": values[name] for name in columns}
