"""Reads `overrides.toml`: corrections of operations to the library's calendar.

Without the file there are no overrides; a fault in it stops the start, with file, line and reason. The file I/O is here
so that `shared.rules.calendar` stays pure.
"""

from datetime import date, datetime
from pathlib import Path

from shared.platform.calendar.official import official_year
from shared.rules.calendar.working import Overrides, WorkingCalendar, YearDays
from shared.support.errors import BadFiles
from shared.support.toml_source import Source, Table


def load_calendar(path: Path | None = None) -> WorkingCalendar:
    """The official calendar with the overrides of the file at `path`; raises `BadFiles`."""
    return WorkingCalendar(official_year, load_overrides(path) if path is not None else None)


def load_overrides(path: Path) -> Overrides:
    """The overrides of the file at `path`, empty if there is no such file; raises `BadFiles`."""
    if not path.exists():
        return Overrides()
    source = Source.read(path)
    overrides = _overrides(source.root())
    if source.problems:
        raise BadFiles(source.problems)
    return overrides


def _overrides(root: Table) -> Overrides:
    complete = root.read("complete_years", _years) or frozenset()
    seen: dict[date, str] = {}
    days = YearDays(off=_days(root, "off", seen), working=_days(root, "working", seen))
    root.finish()
    return Overrides(days=days, complete_years=complete)


def _days(root: Table, key: str, seen: dict[date, str]) -> frozenset[date]:
    """The days of all `[[off]]` or all `[[working]]` tables; no day may be named twice."""
    for table in root.tables(key):
        table.need("why", _reason)
        for day in table.need("days", _dates) or ():
            if day in seen:
                table.add_problem(f"{day} is already named under `{seen[day]}`", "days")
            seen[day] = key
        table.finish()
    return frozenset(day for day, kind in seen.items() if kind == key)


def _years(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not all(type(year) is int and 1949 < year < 2200 for year in value):
        raise ValueError("must be a list of years, such as [2027]")
    return frozenset(value)


def _dates(value: object) -> tuple[date, ...]:
    if not isinstance(value, list) or not value or not all(_is_date(day) for day in value):
        raise ValueError("must be a list of dates without quotes, such as [2027-02-05, 2027-02-06]")
    return tuple(value)


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _reason(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must say in a few words why")
    return value
