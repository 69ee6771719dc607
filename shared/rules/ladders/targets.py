"""Whom a step of the on-site ladder notifies, resolved in the directory of the moment the step fires (Art. 8).

A level belongs to an office: level n + 1 is the leader of the person level n was meant for, even if a deputy was
notified. A leader who is away, or a vacant office, is replaced by the deputy, without a deputy by the next leader up.
The reporter and staff notified already are skipped with their deputies; a cycle of leaders ends the search. Each one
skipped is recorded with the reason. When a step is due is decided in `shared.rules.ladders.due`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.escalation import LadderStep, Skipped, SkipReason, ToldAs, Whom
from shared.contracts.intake import Reporter
from shared.rules.directory import Directory, Office, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """Who is notified: `staff_id`, and `others` of the same desk or role, with the office the level belongs to.

    `meant_for` is that office's holder (None for a vacancy) and `office` the unit it heads (None for a leader who heads
    none); both together are the `last` of the next level. `skipped` are in the order tried.
    """

    staff_id: str
    told_as: ToldAs
    meant_for: str | None
    office: str | None
    others: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NobodyLeft:
    """No leader is left: the case is filed, and `duty_desk` notified (only staff who were not before)."""

    duty_desk: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def resolve(
    step: LadderStep,
    *,
    directory: Directory,
    at: datetime,
    reporter: Reporter,
    told: Collection[str] = (),
    last: Office | None = None,
) -> Resolution | NobodyLeft:
    """Whom `step` notifies at `at`. `told` are all notified so far, `last` is the office of the last level, if any.

    A reporter the directory does not know has no leader: the duty desk of the stated unit is notified instead, and the
    next level continues from the office of that unit's head.
    """
    search = _Search(directory, at, reporter, told)
    found = search.find(step, last)
    if found is not None:
        return found
    desk = directory.duty_desk(reporter.unit_id, at)
    return NobodyLeft(
        duty_desk=tuple(person for person in desk if search.hindrance(person) is None), skipped=tuple(search.skipped)
    )


class _Search:
    """One search: the staff skipped so far, and the ways to find a target."""

    def __init__(self, directory: Directory, at: datetime, reporter: Reporter, told: Collection[str]) -> None:
        self.directory = directory
        self.at = at
        self.reporter = reporter
        self.told = told
        self.skipped: list[Skipped] = []
        self.unknown = directory.person(reporter.staff_id) is None
        self.direct = self._stated_unit() if self.unknown else directory.leader_of(reporter.staff_id)

    def find(self, step: LadderStep, last: Office | None) -> Resolution | None:
        """The staff the step names; if none of them can be notified, the next leader up."""
        first_up = self.direct if last is None else self.directory.next_office(last)
        level = last or self.direct
        match step.whom:
            case Whom.DUTY_DESK:
                return self._desk(level) or self._up(first_up, last)
            case Whom.ROLE:
                return self._role(Role(step.role or ""), level) or self._up(first_up, last)
            case Whom.NEXT_LEADER if last is not None:
                return self._up(first_up, last)
            case _:
                return (self._stand_in() if self.unknown else None) or self._up(self.direct, None)

    def hindrance(self, staff_id: str | None) -> SkipReason | None:
        """Why this person cannot be notified; None when they can."""
        if staff_id is not None and staff_id == self.reporter.staff_id:
            return SkipReason.REPORTER
        if staff_id in self.told:
            return SkipReason.ALREADY_TOLD
        return self.directory.available(staff_id, self.at)

    def _up(self, office: Office | None, last: Office | None) -> Resolution | None:
        """The nearest office from here upwards whose holder or deputy can be notified. Visits no office twice."""
        seen = {(last.unit_id, last.holder_id)} if last is not None else set()
        while office is not None:
            if (office.unit_id, office.holder_id) in seen:
                self._skip(office.holder_id, SkipReason.CYCLE)
                return None
            seen.add((office.unit_id, office.holder_id))
            if found := self._holder(office):
                return found
            office = self.directory.next_office(office)
        self._skip(None, SkipReason.NO_LEADER)
        return None

    def _holder(self, office: Office) -> Resolution | None:
        """The holder of an office; the deputy if the holder is away or the office vacant."""
        reason = self.hindrance(office.holder_id)
        if reason is None and office.holder_id is not None:
            return self._tell((office.holder_id,), ToldAs.LEADER, office)
        self._skip(office.holder_id, reason)
        if reason in (SkipReason.REPORTER, SkipReason.ALREADY_TOLD):
            return None  # the office knows already, so its deputy is not notified either
        deputies = self._reachable(filter(None, [self.directory.deputy_of(office)]))
        return self._tell(deputies, ToldAs.DEPUTY, office)

    def _desk(self, level: Office | None) -> Resolution | None:
        """All who are on duty for the reporter's unit."""
        desk = self.directory.duty_desk(self.reporter.unit_id, self.at)
        if not desk:
            self._skip(None, SkipReason.VACANT)
        return self._tell(self._reachable(desk), ToldAs.DUTY_DESK, level)

    def _stand_in(self) -> Resolution | None:
        """The duty desk, in place of the leader of a reporter the directory does not know."""
        self._skip(self.reporter.staff_id, SkipReason.UNKNOWN_REPORTER)
        return self._desk(self.direct)

    def _role(self, role: Role, level: Office | None) -> Resolution | None:
        """All who hold the role in the nearest unit up the path where one of them can be notified."""
        tried: set[str] = set()
        for unit_id in self.directory.path(self.reporter.unit_id):
            holders = [person for person in self.directory.holders(role, unit_id) if person not in tried]
            tried.update(holders)
            if found := self._tell(self._reachable(holders), ToldAs.ROLE, level):
                return found
        if not tried:
            self._skip(None, SkipReason.VACANT)
        return None

    def _reachable(self, people: Iterable[str]) -> tuple[str, ...]:
        """Those who can be notified; the others are recorded as skipped."""
        reasons = {person: self.hindrance(person) for person in people}
        for person, reason in reasons.items():
            self._skip(person, reason)
        return tuple(person for person, reason in reasons.items() if reason is None)

    def _tell(self, people: tuple[str, ...], told_as: ToldAs, level: Office | None) -> Resolution | None:
        if not people:
            return None
        return Resolution(
            staff_id=people[0],
            told_as=told_as,
            meant_for=level.holder_id if level is not None else None,
            office=level.unit_id if level is not None else None,
            others=people[1:],
            skipped=tuple(self.skipped),
        )

    def _skip(self, staff_id: str | None, reason: SkipReason | None) -> None:
        if reason is not None:
            self.skipped.append(Skipped(staff_id=staff_id, reason=reason))

    def _stated_unit(self) -> Office | None:
        """The headship of the unit stated for the reporter."""
        unit = self.directory.unit(self.reporter.unit_id)
        if unit is None:
            return None
        deputy = unit.deputy_id or self.directory.deputy_of(unit.head_id)
        return Office(unit_id=unit.unit_id, holder_id=unit.head_id, deputy_id=deputy)
