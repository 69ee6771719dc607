"""One PostgreSQL statement for any number of rows: the rows are passed as arrays, one for each column.

A statement is written for one row (`insert(table)`, `update … where id = :of`). `by_set` rewrites it for many: an
insert selects from the arrays, an update or delete joins them. A flush of five hundred rows is one planned statement
instead of five hundred.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Dialect, bindparam, column, func, insert, literal_column, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from shared.engine.db.database import Change
from shared.engine.db.statements import Compiled, Compiler, ListOf

Shape = tuple[tuple[Executable, tuple[str, ...]], ...]


def by_set(statement: Executable, names: Sequence[str], dialect: Dialect, mark: str = "") -> Executable:
    """The statement for many rows; each parameter of `names`, prefixed by `mark`, becomes an array."""
    assert isinstance(statement, ClauseElement)
    types = _types(statement, names, dialect)
    arrays = (bindparam(f"{mark}{name}", type_=ListOf(types[name])) for name in names)
    columns = (column(name, types[name]) for name in names)
    given = func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
    if isinstance(statement, Insert):
        return insert(statement.table).from_select(list(names), select(*given.c))

    def replaced_by_column(element: object, **options: object) -> ClauseElement | None:
        named = isinstance(element, BindParameter) and element.key in given.c
        return given.c[element.key] if named else None  # type: ignore[attr-defined]

    rewritten = visitors.replacement_traverse(statement, {}, replaced_by_column)
    assert isinstance(rewritten, Executable)
    return rewritten


def at_once(shape: Shape, dialect: Dialect) -> Executable:
    """One statement that makes all these changes and returns how many rows each of them changed."""
    parts = []
    for number, (statement, names) in enumerate(shape):
        change = by_set(statement, names, dialect, f"c{number}_")
        assert isinstance(change, UpdateBase)
        parts.append(change.returning(literal_column("1")).cte(f"c{number}"))
    return select(*(select(func.count()).select_from(part).scalar_subquery() for part in parts))


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
