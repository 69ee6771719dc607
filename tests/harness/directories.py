"""Directories with something changed in them, for stories about holes, cycles and people who come and go."""

from collections.abc import Iterable
from typing import TypeVar

from shared.rules.directory import Directory, DutyShift, Leave, Person, Unit

Entry = Unit | Person | Leave | DutyShift
T = TypeVar("T", Unit, Person, Leave, DutyShift)


def changed(directory: Directory, entries: Iterable[Entry], without: Iterable[Entry] = ()) -> Directory:
    """The directory with these entries: units and people by their ids, leaves and shifts as more of them."""
    entries, without = tuple(entries), tuple(without)
    units = {unit.unit_id: unit for unit in (*directory.units(), *_of(Unit, entries))}
    people = {person.staff_id: person for person in (*directory.people(), *_of(Person, entries))}
    return Directory(
        version=directory.version,
        units=[unit for unit in units.values() if unit not in without],
        people=[person for person in people.values() if person not in without],
        leaves=[leave for leave in (*directory.leaves(), *_of(Leave, entries)) if leave not in without],
        line_executives=directory.line_executives(),
        duty_shifts=[shift for shift in (*directory.duty_shifts(), *_of(DutyShift, entries)) if shift not in without],
    )


def _of(kind: type[T], entries: Iterable[Entry]) -> list[T]:
    return [entry for entry in entries if isinstance(entry, kind)]
