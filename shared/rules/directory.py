"""The directory as a read-only snapshot in memory: units, staff, leaders, absences, duty shifts.

Pure: no I/O, no clock; the time is an argument. `shared.platform.directory` reads files and rows. A snapshot may have
holes and cycles (rows are not trusted); every method here ends all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.contracts.escalation import SkipReason
from shared.contracts.words import Line

_PREFECTURE = 3
"""The level of a prefecture's branch (地市)."""


class Role(StrEnum):
    """The roles of staff; the codes are public. One person may hold several."""

    REPORTER = "reporter"  # front-line staff: meets the customer, calms, reports
    LEADER = "leader"  # leads reporters; whom is read from the tree of units, not from this role
    AGENT = "agent"  # 95518: registers a report for a caller
    COMPLAINT_GROUP = "complaint_group"  # first callback, dispatch, supervision, follow-up
    GROUP_SUPERVISOR = "group_supervisor"  # decides what the complaint group may not
    CENTRE_HEAD = "centre_head"  # is notified of the worst breaches, decides like the supervisor
    UNIT_HEAD = "unit_head"  # answers for a responsible unit
    UNIT_HANDLER = "unit_handler"  # handles a dissatisfaction for a responsible unit
    LINE_EXECUTIVE = "line_executive"  # carries the leadership responsibility for a line (Art. 5)
    CUSTOMER_SERVICE = "customer_service"  # manages the whole line at its level
    OPERATIONS = "operations"  # monitors lag and dead letters
    AUDITOR = "auditor"  # reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # maintains directory, policies and tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit of the tree. `level` is 1 for the head office down to 4 for a county.

    A unit on the level of its parent is a *department* of it (a team, a centre). The headship is an office: `head_id`
    is None while it is vacant; `deputy_id` is the deputy of the office, vacant or not.
    """

    unit_id: str
    name: str
    level: int
    parent_id: str | None = None
    head_id: str | None = None
    deputy_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A member of staff. An explicit `leader_id` outranks the head of the unit; not `active` means departed."""

    staff_id: str
    name: str
    unit_id: str
    line: Line | None = None
    roles: frozenset[Role] = frozenset()
    leader_id: str | None = None
    deputy_id: str | None = None
    active: bool = True
    wecom_userid: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """An absence, from `from_at` up to but not including `until_at`."""

    staff_id: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LineExecutive:
    """Who answers for a line in a unit and in all below it without one of their own (Art. 5)."""

    unit_id: str
    line: Line
    staff_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyShift:
    """A shift on a unit's duty desk, from `from_at` up to but not including `until_at`."""

    unit_id: str
    staff_id: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What a level of a ladder is meant for: a unit's headship, or an explicit leader.

    `unit_id` is None for a leader who heads no unit, `holder_id` is None for a vacancy.
    """

    unit_id: str | None
    holder_id: str | None


class Directory:
    """The snapshot. Immutable; `version` grows with every import (0: nothing imported yet)."""

    __slots__ = (
        "_by_userid",
        "_duty_shifts",
        "_headed",
        "_headships",
        "_holders",
        "_leaders",
        "_leaves",
        "_line_executives",
        "_lines",
        "_people",
        "_stand_ins",
        "_units",
        "version",
    )

    def __init__(
        self,
        *,
        version: int = 0,
        units: Iterable[Unit] = (),
        people: Iterable[Person] = (),
        leaves: Iterable[Leave] = (),
        line_executives: Iterable[LineExecutive] = (),
        duty_shifts: Iterable[DutyShift] = (),
    ) -> None:
        self.version = version
        self._units = {unit.unit_id: unit for unit in sorted(units, key=lambda unit: unit.unit_id)}
        self._people = {person.staff_id: person for person in sorted(people, key=lambda person: person.staff_id)}
        self._by_userid = {p.wecom_userid.casefold(): p for p in self._people.values() if p.wecom_userid}
        self._line_executives = {(entry.unit_id, entry.line): entry for entry in line_executives}
        self._leaders: dict[str, Office | None] = {}
        self._leaves: dict[str, list[Leave]] = defaultdict(list)
        for leave in leaves:
            self._leaves[leave.staff_id].append(leave)
        self._duty_shifts: dict[str, list[DutyShift]] = defaultdict(list)
        for shift in duty_shifts:
            self._duty_shifts[shift.unit_id].append(shift)
        self._headed: dict[str, list[str]] = defaultdict(list)
        self._headships = {id_: Office(unit_id=id_, holder_id=unit.head_id) for id_, unit in self._units.items()}
        for unit in self._units.values():
            if unit.head_id is not None:
                self._headed[unit.head_id].append(unit.unit_id)
        self._stand_ins = {shift.staff_id for shifts in self._duty_shifts.values() for shift in shifts}
        for each in self._units.values():
            self._stand_ins.update(filter(None, (each.head_id, each.deputy_id)))
        for person in self._people.values():
            self._stand_ins.update(filter(None, (person.leader_id, person.deputy_id)))
        self._lines: dict[str, set[Line]] = defaultdict(set)
        self._holders: dict[tuple[Role, str | None], set[str]] = defaultdict(set)
        for person in self._people.values():
            if person.active and person.line is not None:
                self._lines[person.unit_id].add(person.line)
            for role in person.roles if person.active else ():
                for unit_id in (person.unit_id, self.branch_of(person.unit_id), None):
                    self._holders[role, unit_id].add(person.staff_id)

    # Entries

    def person(self, staff_id: str | None) -> Person | None:
        """The person, departed or not; None if unknown."""
        return self._people.get(staff_id) if staff_id is not None else None

    def by_userid(self, userid: str) -> Person | None:
        """The person with this WeCom userid, upper and lower case alike."""
        return self._by_userid.get(userid.casefold())

    def unit(self, unit_id: str | None) -> Unit | None:
        """The unit; None if unknown."""
        return self._units.get(unit_id) if unit_id is not None else None

    def is_gone(self, unit_id: str | None) -> bool:
        """True for a unit that the directory does not know, or no longer: it was dissolved."""
        return unit_id is not None and unit_id not in self._units

    def size(self) -> int:
        """How many people it has, the departed too."""
        return len(self._people)

    def people(self) -> tuple[Person, ...]:
        """All staff, the departed too, in the order of their ids."""
        return tuple(self._people.values())

    def units(self) -> tuple[Unit, ...]:
        """Every unit, in the order of their ids."""
        return tuple(self._units.values())

    def leaves(self) -> tuple[Leave, ...]:
        """Every absence."""
        return tuple(leave for leaves in self._leaves.values() for leave in leaves)

    def line_executives(self) -> tuple[LineExecutive, ...]:
        """Every line executive."""
        return tuple(self._line_executives.values())

    def duty_shifts(self) -> tuple[DutyShift, ...]:
        """Every shift of every desk."""
        return tuple(shift for shifts in self._duty_shifts.values() for shift in shifts)

    # The tree of units

    def path(self, unit_id: str | None) -> tuple[str, ...]:
        """The unit, its parent, and so on to the root; empty if unknown."""
        path: dict[str, None] = {}
        unit = self.unit(unit_id)
        while unit is not None and unit.unit_id not in path:
            path[unit.unit_id] = None
            unit = self.unit(unit.parent_id)
        return tuple(path)

    def is_below(self, unit_id: str | None, ancestor_id: str) -> bool:
        """True if the unit is `ancestor_id` or below it."""
        return ancestor_id in self.path(unit_id)

    def branch_of(self, unit_id: str) -> str:
        """The unit a department belongs to: the first one up the path that is not on its parent's level."""
        for step in self.path(unit_id):
            unit = self._units[step]
            parent = self.unit(unit.parent_id)
            if parent is None or parent.level != unit.level:
                return step
        return unit_id

    def prefecture_of(self, unit_id: str) -> str:
        """The branch within which a unit passes a case on: its prefecture; for a unit above that level its branch."""
        high = (step for step in self.path(unit_id) if self._units[step].level <= _PREFECTURE)
        return self.branch_of(next(high, unit_id))

    def head_of(self, unit_id: str | None) -> str | None:
        """Who holds the unit's headship; None while vacant."""
        unit = self.unit(unit_id)
        return unit.head_id if unit is not None else None

    def is_of_team(self, staff_id: str | None, team: str | None) -> bool:
        """True if this person works for the unit, or for a team below it if it is a department.

        A whole branch does not include its departments, or a complaint about a province would bar the province's
        complaint group.
        """
        person = self.person(staff_id)
        if person is None or team is None:
            return False
        is_department = self.branch_of(team) != team
        return person.unit_id == team or (is_department and self.is_below(person.unit_id, team))

    def is_of_one_team(self, staff_id: str | None, teams: Iterable[str | None]) -> bool:
        """True if this person is of one of the teams, each as in `is_of_team`."""
        return any(self.is_of_team(staff_id, team) for team in teams)

    def line_of(self, unit_id: str | None) -> Line | None:
        """The line of a unit: the one its staff share, else for a department its head's. None for a mixed branch."""
        if unit_id is None:
            return None
        lines = self._lines.get(unit_id, set())
        if len(lines) == 1:
            return next(iter(lines))
        head = self.person(self.head_of(unit_id))
        return head.line if head is not None and self.branch_of(unit_id) != unit_id else None

    # Leaders

    def leader_of(self, staff_id: str | None) -> Office | None:
        """The office that leads this person: an explicit leader, else the nearest headship up the path not their own.

        A vacant headship is an office too. None for the top of the tree and for an unknown person.
        """
        person = self.person(staff_id)
        if person is None:
            return None
        if person.staff_id not in self._leaders:  # kept: a decision asks for the same few leaders several times
            self._leaders[person.staff_id] = self._leader_of(person)
        return self._leaders[person.staff_id]

    def _leader_of(self, person: Person) -> Office | None:
        if person.leader_id is not None:
            return self.office_of(person.leader_id)
        above = (unit_id for unit_id in self.path(person.unit_id) if self.head_of(unit_id) != person.staff_id)
        return self.headship(next(above, None))

    def next_office(self, office: Office) -> Office | None:
        """The office above: the leader of its holder; for a vacancy the headship of the unit above.

        A holder who is not in the directory counts as a vacancy.
        """
        if self.person(office.holder_id) is not None:
            return self.leader_of(office.holder_id)
        unit = self.unit(office.unit_id)
        return self.headship(unit.parent_id) if unit is not None else None

    def leads(self, leader_id: str, staff_id: str | None) -> bool:
        """True if `leader_id` holds an office anywhere in the chain of leaders above `staff_id`."""
        seen: set[Office] = set()
        office = self.leader_of(staff_id)
        while office is not None and office not in seen:
            if office.holder_id == leader_id:
                return True
            seen.add(office)
            office = self.next_office(office)
        return False

    def deputies_of(self, office: Office) -> tuple[str, ...]:
        """Every deputy of an office, in order: that of the headship, then the holder's own."""
        unit, holder = self.unit(office.unit_id), self.person(office.holder_id)
        named = (unit.deputy_id if unit else None, holder.deputy_id if holder else None)
        return tuple(dict.fromkeys(filter(None, named)))

    def headship(self, unit_id: str | None) -> Office | None:
        """The headship of a unit, vacant or not; None for an unknown unit."""
        return self._headships.get(unit_id) if unit_id is not None else None

    def office_of(self, staff_id: str) -> Office:
        """The headship of this person (of their own unit if they head several), or an office without a unit."""
        person = self.person(staff_id)
        headed = sorted(
            self._headed.get(staff_id, ()), key=lambda unit_id: (not person or unit_id != person.unit_id, unit_id)
        )
        return Office(unit_id=headed[0] if headed else None, holder_id=staff_id)

    # Who is there

    def may_stand_in(self, staff_id: str) -> bool:
        """True for heads, leaders, deputies, duty desks and customer service: all others stand in for no office."""
        return staff_id in self._stand_ins or staff_id in self._holders.get((Role.CUSTOMER_SERVICE, None), ())

    def available(self, staff_id: str | None, at: datetime) -> SkipReason | None:
        """Why this person cannot be notified at `at`; None if they can. An unknown person counts as departed."""
        if staff_id is None:
            return SkipReason.VACANT
        person = self.person(staff_id)
        if person is None or not person.active:
            return SkipReason.DEPARTED
        away = any(leave.from_at <= at < leave.until_at for leave in self._leaves.get(staff_id, ()))
        return SkipReason.ON_LEAVE if away else None

    def duty_desk(self, unit_id: str | None, at: datetime) -> tuple[str, ...]:
        """Who is on duty for the unit: the available staff of the nearest desk up the path that has any; sorted."""
        return next(self.duty_desks(unit_id, at), ())

    def duty_desks(self, unit_id: str | None, at: datetime) -> Iterator[tuple[str, ...]]:
        """The desks up the path, the nearest first: the available staff of each, sorted. Empty desks are left out."""
        for step in self.path(unit_id):
            shifts = (shift for shift in self._duty_shifts.get(step, ()) if shift.from_at <= at < shift.until_at)
            desk = {shift.staff_id for shift in shifts if self.available(shift.staff_id, at) is None}
            if desk:
                yield tuple(sorted(desk))

    def line_executive(self, unit_id: str | None, line: Line | None) -> str | None:
        """Who carries the leadership responsibility for the line: the nearest executive up the path (Art. 5)."""
        if line is None:
            return None
        entries = (self._line_executives.get((step, line)) for step in self.path(unit_id))
        return next((entry.staff_id for entry in entries if entry is not None), None)

    def holders(self, role: Role, unit_id: str | None = None) -> tuple[str, ...]:
        """Who holds the role, on leave or not (the departed hold none), sorted.

        In the nearest unit up the path that has holders, its departments included; in all units for None.
        """
        steps = self.path(unit_id) if unit_id is not None else (None,)
        found = (self._holders.get((role, step)) for step in steps)
        return tuple(sorted(next((staff for staff in found if staff), ())))
