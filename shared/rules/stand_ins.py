"""Who answers for an office at a moment: a pure search, used for messages and permissions alike.

The holder of an office answers. A holder who is on leave, has left or has a conflict of interest, and a vacancy, are
replaced by the deputy (the office's, else the person's own), without one by the next up, at last by a duty desk. Each
person passed over is recorded with the reason. A cycle of leaders ends the search. Which offices a case has is
`shared.rules.offices`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.escalation import Skipped, SkipReason, ToldAs
from shared.rules.directory import Directory, Office, Role

Conflict = Callable[[str], SkipReason | None]
"""Why this person may not answer even when they are there; None if they may."""

KNOWS_ALREADY = frozenset({SkipReason.REPORTER, SkipReason.ALREADY_TOLD})
"""A holder passed over for one of these knows of the case, so the deputy is not notified either."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Who answers, in which capacity, and the office this is for (None for a desk or a role)."""

    staff: tuple[str, ...]
    told_as: ToldAs
    office: Office | None = None


class StandIns:
    """One search in the directory of one moment; `skipped` lists those passed over, in the order tried."""

    def __init__(self, directory: Directory, at: datetime, conflict: Conflict) -> None:
        self.directory = directory
        self.at = at
        self.skipped: list[Skipped] = []
        self._conflict = conflict

    def hindrance(self, staff_id: str | None) -> SkipReason | None:
        """Why this person cannot answer; None when they can."""
        conflict = self._conflict(staff_id) if staff_id is not None else None
        return conflict or self.directory.available(staff_id, self.at)

    def reachable(self, people: Iterable[str]) -> tuple[str, ...]:
        """Those who can answer; the others are recorded as skipped."""
        reasons = {person: self.hindrance(person) for person in people}
        for person, reason in reasons.items():
            self.skip(person, reason)
        return tuple(person for person, reason in reasons.items() if reason is None)

    def office(self, office: Office) -> Found | None:
        """The holder of an office, else the first deputy who can answer."""
        reason = self.hindrance(office.holder_id)
        if reason is None and office.holder_id is not None:
            return Found(staff=(office.holder_id,), told_as=ToldAs.LEADER, office=office)
        self.skip(office.holder_id, reason)
        return None if reason in KNOWS_ALREADY else self.deputy(office)

    def deputy(self, office: Office) -> Found | None:
        """The first deputy of an office who can answer."""
        for deputy in self.directory.deputies_of(office):
            if self.reachable((deputy,)):
                return Found(staff=(deputy,), told_as=ToldAs.DEPUTY, office=office)
        return None

    def upwards(self, office: Office | None, last: Office | None = None) -> Found | None:
        """The nearest office from here upwards that can answer. Visits no office twice, nor `last`."""
        for step in self.chain(office, last):
            if found := self.office(step):
                return found
        return None

    def desk(self, unit_id: str | None) -> tuple[str, ...]:
        """Who can answer of the nearest desk up the path that has a person without conflict of interest."""
        for desk in self.directory.duty_desks(unit_id, self.at):
            free = self.reachable(desk)
            if free or any(self._conflict(person) is SkipReason.ALREADY_TOLD for person in desk):
                return free
        return ()

    def role(self, role: Role, unit_id: str) -> tuple[str, ...]:
        """Who can answer of those who hold the role, in the nearest unit up the path where one can."""
        tried: set[str] = set()
        for step in self.directory.path(unit_id):
            holders = [person for person in self.directory.holders(role, step) if person not in tried]
            tried.update(holders)
            if free := self.reachable(holders):
                return free
        if not tried:
            self.skip(None, SkipReason.VACANT)
        return ()

    def skip(self, staff_id: str | None, reason: SkipReason | None) -> None:
        """Record a person passed over; nothing for no reason."""
        if reason is not None:
            self.skipped.append(Skipped(staff_id=staff_id, reason=reason))

    def chain(self, office: Office | None, last: Office | None = None) -> Iterator[Office]:
        """The office and those above it; what ended the chain is recorded when it is used up."""
        seen = {last}
        while office is not None:
            if office in seen:
                self.skip(office.holder_id, SkipReason.CYCLE)
                return
            seen.add(office)
            yield office
            office = self.directory.next_office(office)
        self.skip(None, SkipReason.NO_LEADER)
