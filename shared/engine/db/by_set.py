"""One PostgreSQL statement for any number of rows: the rows are passed as arrays, one for each column.

A statement is written for one row (`insert(table)`, `update … where id = :of`). `by_set` rewrites it for many: an
insert selects from the arrays, an update or delete joins them. A flush of five hundred rows is one planned statement
instead of five hundred. `for_each` does the same for a select, which is run for each row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Select,
    TableValuedAlias,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from shared.engine.db.database import Change
from shared.engine.db.statements import Compiled, Compiler, ListOf

Shape = tuple[tuple[Executable, tuple[str, ...]], ...]
ROW_NUMBER = "of_row"


def by_set(statement: Executable, names: Sequence[str], dialect: Dialect, mark: str = "") -> Executable:
    """The statement for many rows; each parameter of `names`, prefixed by `mark`, becomes an array."""
    assert isinstance(statement, ClauseElement)
    given = _given(statement, names, dialect, mark)
    if isinstance(statement, Insert):
        return insert(statement.table).from_select(list(names), select(*given.c))
    rewritten = _with_columns(statement, dict(given.c))
    assert isinstance(rewritten, Executable)
    return rewritten


def for_each(statement: Executable, names: Sequence[str], dialect: Dialect) -> Executable:
    """The select run for each row; the number of its row, from 1, is the first column of what it finds."""
    assert isinstance(statement, Select)
    given = _given(statement, names, dialect, number=ROW_NUMBER)
    # As text: how deep in the select a parameter stands makes no difference, `given` is read outside of it.
    by_name = {name: literal_column(f"given.{name}", given.c[name].type) for name in names}
    reading = _with_columns(statement, by_name)
    assert isinstance(reading, Select)
    found = reading.lateral("found")
    return select(given.c[ROW_NUMBER], *found.c).select_from(given.join(found, true())).order_by(given.c[ROW_NUMBER])


def at_once(shape: Shape, dialect: Dialect) -> Executable:
    """One statement that makes all these changes and returns how many rows each of them changed."""
    parts = []
    for number, (statement, names) in enumerate(shape):
        change = by_set(statement, names, dialect, f"c{number}_")
        assert isinstance(change, UpdateBase)
        parts.append(change.returning(literal_column("1")).cte(f"c{number}"))
    return select(*(select(func.count()).select_from(part).scalar_subquery() for part in parts))


def _given(
    statement: ClauseElement, names: Sequence[str], dialect: Dialect, mark: str = "", number: str | None = None
) -> TableValuedAlias:
    """The rows as a table: a column each parameter, and `number`, if one is wanted."""
    types = _types(statement, names, dialect)
    arrays = (bindparam(f"{mark}{name}", type_=ListOf(types[name])) for name in names)
    columns = (column(name, types[name]) for name in names)
    return func.unnest(*arrays).table_valued(*columns, with_ordinality=number).render_derived(name="given")


def _with_columns(statement: ClauseElement, columns: Mapping[str, ColumnElement[Any]]) -> ClauseElement:
    """The statement, with these columns in the place of its parameters."""

    def replaced_by_column(element: object, **options: object) -> ClauseElement | None:
        return columns.get(element.key) if isinstance(element, BindParameter) else None

    rewritten = visitors.replacement_traverse(statement, {}, replaced_by_column)
    assert isinstance(rewritten, ClauseElement)
    return rewritten


def _types(statement: ClauseElement, names: Sequence[str], dialect: Dialect) -> dict[str, TypeEngine[Any]]:
    """The type of each parameter of the statement."""
    columns = list(names) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    assert isinstance(compiled, SQLCompiler)
    return {name: compiled.binds[name].type for name in names}


class SetCompiler(Compiler):
    """A compiler that also compiles several changes by set into one statement."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__(dialect)
        self._shapes: dict[Shape, Compiled] = {}
        self._asked: dict[tuple[Executable, tuple[str, ...]], Executable] = {}

    def at_once(self, changes: Sequence[Change]) -> tuple[Compiled, dict[str, Any]]:
        """These changes compiled into one statement, and its parameters."""
        shape = tuple((statement, tuple(rows[0])) for statement, rows in changes)
        compiled = self._shapes.get(shape)
        if compiled is None:
            compiled = self._shapes[shape] = Compiled(at_once(shape, self.dialect), self.dialect, None)
        arrays = {
            f"c{number}_{name}": [row[name] for row in rows]
            for number, (_, rows) in enumerate(changes)
            for name in rows[0]
        }
        return compiled, arrays

    def for_each(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]]
    ) -> tuple[Executable, dict[str, list[Any]]]:
        """The select for all these rows of parameters, and its own parameters."""
        names = tuple(rows[0])
        asked = self._asked.get((statement, names))
        if asked is None:
            asked = self._asked[statement, names] = for_each(statement, names, self.dialect)
        return asked, {name: [row[name] for row in rows] for name in names}
