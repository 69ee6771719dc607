"""Fills new columns of an aggregate's table, and its search keys, from its stored documents; called by migrations."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    rows = _rows(table, *map(sa.column, columns, columns.values()))
    filled = {name: sa.bindparam(f"new_{name}", type_=type_) for name, type_ in columns.items()}
    write = sa.update(rows).where(rows.c.id == sa.bindparam("of")).values(filled)
    for found in _batches(connection, rows):
        connection.execute(write, [_filled(row, columns, from_document) for row in found])


def refill_keys(connection: sa.Connection, table: str, from_document: Callable[[Any], Iterable[str]]) -> None:
    """Add to the search keys of every row of an aggregate's table those that `from_document` returns for it."""
    write = sa.text('INSERT INTO search_keys ("key", subject_id) VALUES (:key, :subject_id) ON CONFLICT DO NOTHING')
    for found in _batches(connection, _rows(table)):
        keys = [(row.id, key) for row in found for key in sorted(set(from_document(json.loads(row.document))))]
        if keys:
            connection.execute(write, [{"key": key, "subject_id": subject_id} for subject_id, key in keys])


def _rows(table: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(table, sa.column("id", sa.Text()), sa.column("document"), *columns)


def _batches(connection: sa.Connection, rows: sa.TableClause) -> Iterator[Sequence[sa.Row[Any]]]:
    read = (
        sa.select(rows.c.id, sa.cast(rows.c.document, sa.Text).label("document"))
        .where(rows.c.id > sa.bindparam("last"))
        .order_by(rows.c.id)
        .limit(BATCH)
    )
    last = ""
    while found := connection.execute(read, {"last": last}).all():
        last = found[-1].id
        yield found


def _filled(
    row: sa.Row[Any], columns: Mapping[str, object], from_document: Callable[[Any], Mapping[str, Any]]
) -> dict[str, Any]:
    values = from_document(json.loads(row.document))
    return {"of": row.id} | {f"new_{name}": values[name] for name in columns}
