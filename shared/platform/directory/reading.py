"""Reads the five import files into a directory, or refuses them as a whole.

Gaps are legal, because they are real: a vacancy, a leader on leave, one person in two offices, a top without a leader.
Contradictions are refused (`checks`), with file, line, column and reason.
"""

from collections.abc import Mapping
from pathlib import Path

from shared.contracts.words import Line
from shared.platform.directory.checks import Entries, Entry, check
from shared.platform.directory.sheets import DirectoryRefused, Faults, Row, read_sheet
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Person, Role, Unit

COLUMNS: dict[str, tuple[str, ...]] = {
    "units.csv": ("unit_id", "name", "level", "parent_id", "head_id", "deputy_id"),
    "staff.csv": (
        "staff_id",
        "name",
        "unit_id",
        "line",
        "roles",
        "leader_id",
        "deputy_id",
        "active",
        "wecom_userid",
    ),
    "leave.csv": ("staff_id", "from_at", "until_at"),
    "line_executives.csv": ("unit_id", "line", "staff_id"),
    "duty.csv": ("unit_id", "staff_id", "from_at", "until_at"),
}
"""The import files and their columns; every column is required, in any order."""


def read_folder(folder: Path) -> Directory:
    """The directory of the files in a folder. Raises `DirectoryRefused`."""
    return read_files({file: (folder / file).read_bytes() for file in COLUMNS if (folder / file).is_file()})


def read_files(files: Mapping[str, bytes]) -> Directory:
    """The directory of the files by name, version 0 (`store.replace` gives it one). Raises `DirectoryRefused`."""
    faults = Faults()
    sheets = {file: read_sheet(file, files.get(file), columns, faults) for file, columns in COLUMNS.items()}
    entries = Entries(
        units=[Entry(row, _unit(row)) for row in sheets["units.csv"]],
        people=[Entry(row, _person(row)) for row in sheets["staff.csv"]],
        leaves=[Entry(row, _leave(row)) for row in sheets["leave.csv"]],
        line_executives=[Entry(row, _line_executive(row)) for row in sheets["line_executives.csv"]],
        duty_shifts=[Entry(row, _duty_shift(row)) for row in sheets["duty.csv"]],
    )
    if not faults.found:  # references are checked only if every cell could be read
        check(entries, faults)
    if faults.found:
        raise DirectoryRefused(faults.found)
    return entries.directory()


def _unit(row: Row) -> Unit:
    return Unit(
        unit_id=row.id("unit_id"),
        name=row.text("name"),
        level=row.number("level", 1, 4),
        parent_id=row.optional_id("parent_id"),
        head_id=row.optional_id("head_id"),
        deputy_id=row.optional_id("deputy_id"),
    )


def _person(row: Row) -> Person:
    return Person(
        staff_id=row.id("staff_id"),
        name=row.text("name"),
        unit_id=row.id("unit_id"),
        line=row.optional_word("line", Line),
        roles=frozenset(row.words("roles", Role)),
        leader_id=row.optional_id("leader_id"),
        deputy_id=row.optional_id("deputy_id"),
        active=row.yes("active"),
        wecom_userid=row.optional("wecom_userid"),
    )


def _leave(row: Row) -> Leave:
    return Leave(staff_id=row.id("staff_id"), from_at=row.moment("from_at"), until_at=row.moment("until_at"))


def _line_executive(row: Row) -> LineExecutive:
    return LineExecutive(unit_id=row.id("unit_id"), line=row.word("line", Line), staff_id=row.id("staff_id"))


def _duty_shift(row: Row) -> DutyShift:
    return DutyShift(
        unit_id=row.id("unit_id"),
        staff_id=row.id("staff_id"),
        from_at=row.moment("from_at"),
        until_at=row.moment("until_at"),
    )
