"""Whom a step of the on-site ladder notifies, resolved in the directory of the moment the step fires (Art. 8).

A level belongs to an office: level n + 1 is the leader of the person level n was meant for, even if a stand-in was
notified. Who answers for an office is `shared.rules.stand_ins`; here staff notified already and the reporter are
skipped as well. When a step is due is decided in `shared.rules.ladders.due`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.escalation import LadderStep, Skipped, SkipReason, ToldAs, Whom
from shared.contracts.intake import Reporter
from shared.rules.directory import Directory, Office, Role
from shared.rules.stand_ins import Found, StandIns


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """Who is notified: `staff_id`, and `others` of the same level, with the office the level belongs to.

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
    subject: str | None = None,
    told: Collection[str] = (),
    last: Office | None = None,
) -> Resolution | NobodyLeft:
    """Whom `step` notifies at `at`. `told` are all notified so far, `last` is the office of the last level, if any.

    The person complained of (`subject`) is never notified in an office's place. A reporter the directory does not know
    has no leader: the head of the stated unit is notified, and its duty desk with them.
    """
    search = _Search(directory, at, reporter, subject, told)
    found = search.find(step, last)
    if found is not None:
        return found
    skipped = tuple(search.stand_ins.skipped)
    return NobodyLeft(duty_desk=search.stand_ins.desk(reporter.unit_id), skipped=skipped)


class _Search:
    """One search: the ways to find a target."""

    def __init__(
        self, directory: Directory, at: datetime, reporter: Reporter, subject: str | None, told: Collection[str]
    ) -> None:
        self.directory = directory
        self.reporter = reporter
        self.subject = subject
        self.told = told
        self.stand_ins = StandIns(directory, at, self._conflict)
        self.unknown = directory.person(reporter.staff_id) is None

    def find(self, step: LadderStep, last: Office | None) -> Resolution | None:
        """The staff the step names; if none of them can be notified, the next leader up."""
        match step.whom:
            case Whom.DUTY_DESK:
                return self._desk(last or self._direct()) or self._above(last)
            case Whom.ROLE:
                return self._role(Role(step.role or ""), last or self._direct()) or self._above(last)
            case Whom.NEXT_LEADER if last is not None:
                return self._above(last)
            case _:
                return self._of_unknown() if self.unknown else self._above(None)

    def _direct(self) -> Office | None:
        """The reporter's leader; of a reporter whom the directory does not know, the head of the stated unit."""
        if self.unknown:
            return self.directory.headship(self.reporter.unit_id)
        return self.directory.leader_of(self.reporter.staff_id)

    def _conflict(self, staff_id: str) -> SkipReason | None:
        if staff_id == self.reporter.staff_id:
            return SkipReason.REPORTER
        if staff_id == self.subject:
            return SkipReason.CONFLICT
        return SkipReason.ALREADY_TOLD if staff_id in self.told else None

    def _above(self, last: Office | None) -> Resolution | None:
        """The nearest office that can answer above the last level, from the direct leader on if there was none."""
        first = self._direct() if last is None else self.directory.next_office(last)
        return self._tell(self.stand_ins.upwards(first, last))

    def _desk(self, level: Office | None) -> Resolution | None:
        return self._tell(Found(staff=self._on_duty(), told_as=ToldAs.DUTY_DESK, office=level))

    def _on_duty(self) -> tuple[str, ...]:
        """All who are on duty for the reporter's unit; a desk without staff counts as vacant."""
        before = len(self.stand_ins.skipped)
        desk = self.stand_ins.desk(self.reporter.unit_id)
        if not desk and len(self.stand_ins.skipped) == before:
            self.stand_ins.skip(None, SkipReason.VACANT)
        return desk

    def _of_unknown(self) -> Resolution | None:
        """The head of the stated unit and its duty desk; the level belongs to that head's office."""
        self.stand_ins.skip(self.reporter.staff_id, SkipReason.UNKNOWN_REPORTER)
        desk = self._on_duty()
        head = self.stand_ins.upwards(self._direct())
        if head is None:
            return self._tell(Found(staff=desk, told_as=ToldAs.DUTY_DESK, office=self._direct()))
        return self._tell(head, also=desk)

    def _role(self, role: Role, level: Office | None) -> Resolution | None:
        """All who hold the role in the nearest unit up the path where one of them can be notified."""
        holders = self.stand_ins.role(role, self.reporter.unit_id)
        return self._tell(Found(staff=holders, told_as=ToldAs.ROLE, office=level))

    def _tell(self, found: Found | None, also: tuple[str, ...] = ()) -> Resolution | None:
        if found is None or not found.staff:
            return None
        first, *others = dict.fromkeys((*found.staff, *also))
        return Resolution(
            staff_id=first,
            told_as=found.told_as,
            meant_for=found.office.holder_id if found.office is not None else None,
            office=found.office.unit_id if found.office is not None else None,
            others=tuple(others),
            skipped=tuple(self.stand_ins.skipped),
        )
