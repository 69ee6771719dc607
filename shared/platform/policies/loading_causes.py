"""Reads `causes.toml`: causes with their labels, and the table of suggestions.

Turns a parsed table into a `CauseTable`; faults are recorded at the source.
"""

from collections.abc import Iterator
from datetime import date

from shared.contracts.words import Line
from shared.platform.policies import values
from shared.rules.ladders.causes import Cause, CauseTable, Suggestion
from shared.support.toml_source import Table

_line = values.one_of(Line, ", ".join(Line))
_level = values.whole(1, 4)


def read_causes(root: Table) -> CauseTable:
    """The whole file. Suggestions may only name causes of the table; a code may be in force once at a time."""
    causes = tuple(_read_causes(root))
    suggestions = tuple(_read_suggestions(root, {cause.code for cause in causes}))
    root.finish()
    return CauseTable(entries=causes, suggestions=suggestions)


def _read_causes(root: Table) -> Iterator[Cause]:
    read: list[Cause] = []
    for table in root.tables("causes"):
        code, zh, en = table.need("code", values.text), table.need("zh", values.text), table.need("en", values.text)
        valid_from, last_day = _read_dates(table)
        table.finish()
        if code is None or zh is None or en is None or valid_from is None:
            continue
        cause = Cause(code=code, zh=zh, en=en, valid_from=valid_from, last_day=last_day)
        if any(_overlap(cause, other) for other in read):
            table.add_problem(f'"{code}" is already in force on some of these days', "code")
        read.append(cause)
    yield from read


def _read_suggestions(root: Table, codes: set[str]) -> Iterator[Suggestion]:
    for table in root.tables("suggestions"):
        cause, line, level = table.read("cause", values.text), table.read("line", _line), table.read("level", _level)
        to_line, to_level = table.read("to_line", _line), table.read("to_level", _level)
        valid_from, last_day = _read_dates(table)
        table.finish()
        if cause is not None and cause not in codes:
            table.add_problem(f'"{cause}" is not among the causes', "cause")
        if valid_from is not None:
            yield Suggestion(
                cause=cause,
                line=line,
                level=level,
                to_line=to_line,
                to_level=to_level,
                valid_from=valid_from,
                last_day=last_day,
            )


def _read_dates(table: Table) -> tuple[date | None, date | None]:
    valid_from, last_day = table.need("valid_from", values.day), table.read("last_day", values.day)
    if valid_from is not None and last_day is not None and last_day < valid_from:
        table.add_problem("is before `valid_from`", "last_day")
    return valid_from, last_day


def _overlap(one: Cause, other: Cause) -> bool:
    begins_late = one.last_day is not None and one.last_day < other.valid_from
    ends_early = other.last_day is not None and other.last_day < one.valid_from
    return one.code == other.code and not (begins_late or ends_early)
