"""Checks of an import across its files: ids named once, references to known ids, ends after beginnings, and no cycle of
units or leaders. The cells have been read before (`sheets`, `reading`)."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from unicodedata import normalize

from shared.platform.directory.sheets import Faults, Row
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Office, Person, Unit

Value = TypeVar("Value")
Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """A value and the row it was read from."""

    row: Row
    value: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """All entries of the five files."""

    units: list[Entry[Unit]]
    people: list[Entry[Person]]
    leaves: list[Entry[Leave]]
    line_executives: list[Entry[LineExecutive]]
    duty_shifts: list[Entry[DutyShift]]

    def directory(self) -> Directory:
        """The directory of these entries."""
        return Directory(
            units=(entry.value for entry in self.units),
            people=(entry.value for entry in self.people),
            leaves=(entry.value for entry in self.leaves),
            line_executives=(entry.value for entry in self.line_executives),
            duty_shifts=(entry.value for entry in self.duty_shifts),
        )


def check(entries: Entries, faults: Faults) -> None:
    """Record every fault of meaning. Cycles are looked for only if every reference is known."""
    _files_have_entries(entries, faults)
    _named_once(entries)
    _references_are_known(entries)
    _no_own_deputy(entries)
    _time_runs_forward(entries)
    if not faults.found:
        directory = entries.directory()
        _units_make_a_tree(entries, directory)
        _leaders_make_a_tree(entries, directory)


def _files_have_entries(entries: Entries, faults: Faults) -> None:
    for file, column, found in (("units.csv", "unit_id", entries.units), ("staff.csv", "staff_id", entries.people)):
        if not found:
            faults.add(file, 1, column, "empty", "there must be at least one")


def _named_once(entries: Entries) -> None:
    _once(entries.units, "unit_id", lambda unit: _alike(unit.unit_id))
    _once(entries.people, "staff_id", lambda person: _alike(person.staff_id))
    _once(entries.people, "wecom_userid", lambda person: (person.wecom_userid or "").casefold() or None)
    _once(entries.line_executives, "line", lambda entry: (entry.unit_id, entry.line))
    _once(entries.leaves, "staff_id", lambda leave: leave)
    _once(entries.duty_shifts, "staff_id", lambda shift: shift)


def _alike(text: str) -> str:
    """The same for ids that people take for the same."""
    return normalize("NFKC", text).casefold()


def _once(entries: Iterable[Entry[Value]], column: str, key: Callable[[Value], Hashable]) -> None:
    first: dict[Hashable, int] = {}
    for entry in entries:
        named = key(entry.value)
        if named is not None and named in first:
            entry.row.fault(
                column, "duplicate", f"is already in line {first[named]} (upper and lower case are the same)"
            )
        elif named is not None:
            first[named] = entry.row.line


def _references_are_known(entries: Entries) -> None:
    units = {_alike(entry.value.unit_id): entry.value.unit_id for entry in entries.units}
    staff = {_alike(entry.value.staff_id): entry.value.staff_id for entry in entries.people}
    for row in _rows(entries):
        for column in ("parent_id", "unit_id"):
            _known(row, column, units, "unit")
        for column in ("head_id", "deputy_id", "leader_id", "staff_id"):
            _known(row, column, staff, "member of staff")


def _known(row: Row, column: str, known: Mapping[str, str], kind: str) -> None:
    """`known` has the ids by what they look like."""
    named = row.optional(column) if column in row.cells else None
    meant = known.get(_alike(named)) if named is not None else None
    if named is not None and named != meant:
        row.fault(column, "unknown", f"there is no {kind} {named}" + (f"; there is {meant}" if meant else ""))


def _rows(entries: Entries) -> Iterator[Row]:
    for group in (entries.units, entries.people, entries.leaves, entries.line_executives, entries.duty_shifts):
        for entry in group:
            yield entry.row


def _no_own_deputy(entries: Entries) -> None:
    for unit in entries.units:
        if unit.value.deputy_id is not None and unit.value.deputy_id == unit.value.head_id:
            unit.row.fault("deputy_id", "own_deputy", "the head cannot be their own deputy")
    for person in entries.people:
        if person.value.deputy_id == person.value.staff_id:
            person.row.fault("deputy_id", "own_deputy", "a person cannot be their own deputy")


def _time_runs_forward(entries: Entries) -> None:
    spans: list[Entry[Leave] | Entry[DutyShift]] = [*entries.leaves, *entries.duty_shifts]
    for entry in spans:
        if entry.value.until_at <= entry.value.from_at:
            entry.row.fault("until_at", "order", "must be later than from_at")


def _units_make_a_tree(entries: Entries, directory: Directory) -> None:
    parents = {unit.unit_id: unit.parent_id for unit in directory.units()}
    cyclic = on_cycles(parents)
    for entry in entries.units:
        unit = entry.value
        parent = directory.unit(unit.parent_id)
        if unit.unit_id in cyclic:
            above = _chain(unit.unit_id, parents.get)
            entry.row.fault("parent_id", "cycle", f"the unit is above itself: {' > '.join(above)}")
        elif parent is not None and parent.level > unit.level:
            entry.row.fault("level", "level", f"is above its parent {parent.unit_id} of level {parent.level}")


def _leaders_make_a_tree(entries: Entries, directory: Directory) -> None:
    """A person is in their own chain of leaders if an office they hold is on a cycle of offices."""
    above = {entry.value.staff_id: directory.leader_of(entry.value.staff_id) for entry in entries.people}
    offices: dict[Office, Office | None] = {}
    for office in above.values():
        while office is not None and office not in offices:
            offices[office] = following = directory.next_office(office)
            office = following
    cyclic = {office.holder_id for office in on_cycles(offices)}
    for entry in entries.people:
        person = entry.value
        if person.staff_id in cyclic:
            named = "leader_id" if person.leader_id is not None else "unit_id"
            holders = (office.holder_id or "(vacant)" for office in _chain(above[person.staff_id], offices.get))
            chain = " > ".join((person.staff_id, *holders))
            entry.row.fault(named, "cycle", f"is in their own chain of leaders: {chain}")


def on_cycles(following: Mapping[Node, Node | None]) -> set[Node]:
    """The nodes that lead back to themselves; each is looked at once, so the time grows with their number."""
    done: set[Node] = set()
    cyclic: set[Node] = set()
    for start in following:
        path: dict[Node, None] = {}
        node: Node | None = start
        while node is not None and node not in done and node not in path:
            path[node] = None
            node = following.get(node)
        if node is not None and node in path:
            steps = list(path)
            cyclic.update(steps[steps.index(node) :])
        done.update(path)
    return cyclic


_MOST_SHOWN = 10


def _chain(start: Node | None, following: Callable[[Node], Node | None]) -> list[Node]:
    """The nodes from `start` on until one comes again, ten at most."""
    chain: list[Node] = []
    while start is not None and start not in chain and len(chain) < _MOST_SHOWN:
        chain.append(start)
        start = following(start)
    return chain
