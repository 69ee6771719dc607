"""The entries of a directory as rows of its tables and back, in slices that hold the event loop for a moment only."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from shared.contracts.words import Line
from shared.engine.db.statements import Row
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Person, Role, Unit

SLICE = 250
"""So many rows are written, read or passed on between two turns of the event loop."""

Slice = tuple[str, list[Row]]
"""The name of a table and at most `SLICE` rows of it."""


def slices_of(directory: Directory) -> Iterator[Slice]:
    """The rows of all tables with the name of their table, units first."""
    entries: dict[str, Sequence[Any]] = {
        "units": directory.units(),
        "staff": directory.people(),
        "leave": directory.leaves(),
        "line_executives": directory.line_executives(),
        "duty_shifts": directory.duty_shifts(),
    }
    for name, of_table in entries.items():
        for begin in range(0, len(of_table), SLICE):
            yield name, [row_of(entry) for entry in of_table[begin : begin + SLICE]]


def row_of(entry: Any) -> Row:  # noqa: ANN401 - a frozen dataclass with slots
    """The row of one entry."""
    row = {name: getattr(entry, name) for name in entry.__slots__}
    return row | {"roles": " ".join(sorted(entry.roles))} if isinstance(entry, Person) else row


@cache
def _roles(codes: str) -> frozenset[Role]:
    return frozenset(Role(code) for code in codes.split())


def _person(row: Row) -> Person:
    line = Line(row["line"]) if row["line"] is not None else None
    return Person(**row | {"line": line, "roles": _roles(row["roles"])})


def _line_executive(row: Row) -> LineExecutive:
    return LineExecutive(**row | {"line": Line(row["line"])})


ENTRY: dict[str, Callable[[Row], Any]] = {
    "units": lambda row: Unit(**row),
    "staff": _person,
    "leave": lambda row: Leave(**row),
    "line_executives": _line_executive,
    "duty_shifts": lambda row: DutyShift(**row),
}
"""By the name of a table, what makes an entry of a row."""
