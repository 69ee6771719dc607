"""SQLAlchemy Core statements, compiled once for each dialect and run on the bare driver.

SQLAlchemy generates the SQL and converts the values; its engines, pools and result objects are not used
(`docs/decisions/0001`). A statement kept in a module constant is compiled once in a process.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Dialect, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import ARRAY, Boolean, Float, TypeEngine

Row = dict[str, Any]
Process = Callable[[Any], Any]


class Compiled:
    """One statement's SQL, the order of its parameters, and the conversions of parameters and results."""

    def __init__(self, statement: Executable, dialect: Dialect, columns: Sequence[str] | None) -> None:
        if isinstance(statement, Insert) and not statement._returning:
            statement = statement.inline()  # else PostgreSQL would have to return each new position
        compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self.names: list[str] = list(compiled.positiontup or ())
        self._constants = {
            name: bind.effective_value
            for name, bind in compiled.binds.items()
            if name in self.names and not bind.required  # a missing parameter is an error, never NULL
        }
        self._bind = [(name, _bind_processor(compiled.binds[name].type, dialect)) for name in self.names]
        self.columns, self._result = _results(statement, dialect)

    def arguments(self, params: Mapping[str, Any]) -> list[Any]:
        """The driver's positional arguments for these named parameters."""
        arguments = []
        for name, process in self._bind:
            value = params[name] if name in params else self._constants[name]
            arguments.append(value if process is None or value is None else process(value))
        return arguments

    def rows(self, raw: Iterable[Sequence[Any]]) -> list[Row]:
        """The driver's rows as dictionaries by column name."""
        columns, result = self.columns, self._result
        found = [dict(zip(columns, row, strict=True)) for row in raw]
        for name, process in result:
            for row in found:
                if row[name] is not None:
                    row[name] = process(row[name])
        return found


class Compiler:
    """Compiles statements for one dialect and caches them as long as they exist."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[tuple[str, ...], Compiled]] = WeakKeyDictionary()

    def __call__(self, statement: Executable, params: Mapping[str, Any]) -> Compiled:
        """The compiled statement; an insert without values of its own gets the columns of `params`."""
        columns = tuple(params) if isinstance(statement, Insert) else ()
        known = self._known.setdefault(statement, {})
        compiled = known.get(columns)
        if compiled is None:
            compiled = known[columns] = Compiled(statement, self.dialect, columns or None)
        return compiled


class any_of(ColumnElement[bool]):
    """`column` equals one of the values of the list parameter `name`: one statement for any number of values."""

    type = Boolean()
    inherit_cache = False
    _is_implicitly_boolean = True  # else SQLite gets `… = 1`, for which it uses no index

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values = bindparam(name, type_=ListOf(column.type))


class ListOf(ARRAY[Any]):
    """A list of values as one parameter: an array on PostgreSQL, a JSON text on SQLite."""

    def bind_processor(self, dialect: Dialect) -> Process | None:
        if dialect.name == "postgresql":
            return list
        return lambda values: json.dumps(list(values))


@compiles(any_of)
def _any_of_array(element: any_of, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"{compiler.process(element.column, **options)} = ANY ({compiler.process(element.values, **options)})"


@compiles(any_of, "sqlite")
def _any_of_json(element: any_of, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    listed = compiler.process(element.values, **options)
    return f"{compiler.process(element.column, **options)} IN (SELECT value FROM json_each({listed}))"  # noqa: S608


def _results(statement: Executable, dialect: Dialect) -> tuple[list[str], list[tuple[str, Process]]]:
    answers = isinstance(statement, SelectBase) or (isinstance(statement, UpdateBase) and statement._returning)
    exported = getattr(statement, "exported_columns", ()) if answers else ()
    columns = [(column.key, column.type) for column in exported]
    processors = [(str(key), _result_processor(type_, dialect)) for key, type_ in columns]
    return [str(key) for key, _ in columns], [(key, process) for key, process in processors if process is not None]


def _bind_processor(type_: TypeEngine[Any], dialect: Dialect) -> Process | None:
    # A dialect's own arrays convert every value; ours hold values that the driver takes unchanged.
    return (type_ if isinstance(type_, ListOf) else type_.dialect_impl(dialect)).bind_processor(dialect)


def _result_processor(type_: TypeEngine[Any], dialect: Dialect) -> Process | None:
    # Only PostgreSQL's numeric types use the second argument, an object id: 701 is double precision, 1700 numeric.
    return type_.dialect_impl(dialect).result_processor(dialect, 701 if isinstance(type_, Float) else 1700)
