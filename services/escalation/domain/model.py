"""The on-site case: a report climbing the ladder of leaders until somebody calms the customer or the flow starts.

Deciding returns events and never changes anything; `evolve` (in `history`) is how events change a case, and
`obligations` says which timer it needs. The rules of the ladder itself are `shared.rules.ladders`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from services.escalation.domain import errors
from services.escalation.domain.states import LIVE, State
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseFiled,
    CaseOpened,
    CaseSettled,
    FiledBecause,
    Ladder,
    LadderStep,
    LevelTold,
    Skipped,
    ToldAs,
    Whom,
)
from shared.contracts.intake import Details, ReportAccepted, Reporter
from shared.contracts.words import Channel, Stage
from shared.rules.directory import Directory, Office
from shared.rules.ladders.due import first_due, is_due, late_by_seconds, next_due
from shared.rules.ladders.targets import NobodyLeft, Resolution, resolve
from shared.rules.obligation import Obligation

STEP = "step"
"""The one kind of timer a case has: its next step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A level that was told. `due_at` is when its step was due; `meant_for` and `office` say whose level it is."""

    level: int
    staff_id: str
    others: tuple[str, ...]
    meant_for: str | None
    office: str | None
    told_as: ToldAs
    skipped: tuple[Skipped, ...]
    due_at: datetime
    told_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        """All who were told as this level."""
        return (self.staff_id, *self.others)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An on-site case. `step` counts the steps taken; `moved_by` and `moved_at` say who changed the state last."""

    id: str
    number: str
    state: State
    channel: Channel
    stage: Stage
    accepted_at: datetime
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None
    details: Details
    ladder: Ladder
    step: int
    next_due_at: datetime | None
    told: tuple[Told, ...] = ()
    moved_by: str | None = None
    moved_at: datetime
    settled_note: Sealed | None = None
    filed_at: datetime | None = None
    filed_because: FiledBecause | None = None
    filed_skipped: tuple[Skipped, ...] = ()
    informed: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """The level told last; 0 while calming."""
        return self.told[-1].level if self.told else 0

    @property
    def told_staff(self) -> tuple[str, ...]:
        """Everybody told so far, in order."""
        return tuple(staff_id for told in self.told for staff_id in told.everyone)

    def settle(self, by: str, note: Sealed, now: datetime) -> tuple[Event, ...]:
        """The customer was calmed (化解)."""
        self._must_be_live()
        return (CaseSettled(case_id=self.id, at=now, by=by, note=note),)

    def acknowledge(self, by: str, note: Sealed | None, now: datetime) -> tuple[Event, ...]:
        """A leader who was told steps in (介入处理): on record for his own level, and the clock goes on."""
        self._must_be_live()
        own = [told for told in self.told if by in told.everyone]
        if not own:
            raise errors.not_told()
        return (CaseAcknowledged(case_id=self.id, at=now, by=by, level=own[-1].level, note=note),)

    def escalate(self, by: str, now: datetime, directory: Directory) -> tuple[Event, ...]:
        """Take the next step now, because somebody asks for it."""
        self._must_be_live()
        return self._climb(now, directory, by)

    def file(self, by: str, note: Sealed | None, now: datetime) -> tuple[Event, ...]:
        """Start the flow now, because somebody asks for it."""
        self._must_be_live()
        return (self._filed(FiledBecause.ASKED, now, by=by, note=note),)

    def amend(self, details: Details, by: str | None, now: datetime) -> tuple[Event, ...]:
        """Keep the newer details; an older or equal revision, or an ended case, changes nothing."""
        if self.state not in LIVE or details.revision <= self.details.revision:
            return ()
        return (CaseAmended(case_id=self.id, at=now, by=by, details=details),)

    def due(self, now: datetime, directory: Directory) -> tuple[Event, ...]:
        """The step that time has taken by `now`, if any. After an outage only the current one, stamped late.

        The step after it is at least ten minutes from `now`, or ten from a due time not 30 seconds ago: one at most.
        """
        if self.next_due_at is None or not is_due(self.next_due_at, now):
            return ()
        return self._climb(now, directory, None)

    def _climb(self, now: datetime, directory: Directory, by: str | None) -> tuple[Event, ...]:
        step = self.ladder.steps[self.step]
        if step.files:
            return (self._filed(_why(by), now, by=by),)
        found = resolve(
            step, directory=directory, at=now, reporter=self.reporter, told=self.told_staff, last=self._last_office()
        )
        if isinstance(found, NobodyLeft):
            because = FiledBecause.NOBODY_LEFT
            return (self._filed(because, now, by=by, skipped=found.skipped, duty_desk=found.duty_desk),)
        return (self._level_told(found, now, by),)

    def _level_told(self, found: Resolution, now: datetime, by: str | None) -> LevelTold:
        due_at = self._due_at(now, by)
        following = self.ladder.steps[self.step + 1]
        return LevelTold(
            case_id=self.id,
            at=now,
            by=by,
            level=self.level + 1,
            step=self.step + 1,
            staff_id=found.staff_id,
            others=found.others,
            meant_for=found.meant_for,
            office=found.office,
            told_as=found.told_as,
            skipped=found.skipped,
            due_at=due_at,
            late_by_seconds=late_by_seconds(due_at, now),
            next_due_at=next_due(
                due_at=due_at, happened_at=now, by_timer=by is None, after_seconds=following.after_seconds
            ),
        )

    def _filed(
        self,
        because: FiledBecause,
        now: datetime,
        *,
        by: str | None,
        note: Sealed | None = None,
        skipped: tuple[Skipped, ...] = (),
        duty_desk: tuple[str, ...] = (),
    ) -> CaseFiled:
        at_once = because is FiledBecause.AT_ONCE
        due_at = self.accepted_at if at_once else self._due_at(now, by)
        return CaseFiled(
            case_id=self.id,
            at=now,
            by=by,
            filed_at=self.accepted_at if at_once else now,
            because=because,
            number=self.number,
            channel=self.channel,
            accepted_at=self.accepted_at,
            reporter=self.reporter,
            registered_by=self.registered_by,
            told=self.told_staff,
            details=self.details,
            note=note,
            due_at=due_at,
            skipped=skipped,
            duty_desk=duty_desk,
            late_by_seconds=late_by_seconds(due_at, now),
        )

    def _due_at(self, now: datetime, by: str | None) -> datetime:
        """When this step was due: for one that a person asked for, now."""
        return now if by is not None or self.next_due_at is None else self.next_due_at

    def _last_office(self) -> Office | None:
        if not self.told:
            return None
        last = self.told[-1]
        return Office(unit_id=last.office, holder_id=last.meant_for)

    def _must_be_live(self) -> None:
        if self.state not in LIVE:
            raise errors.moved_on(self.state, self.moved_by, self.moved_at)


def open_case(report: ReportAccepted, ladder: Ladder, now: datetime) -> CaseOpened:
    """The on-site case of an accepted report, whatever its stage; its ladder is frozen here."""
    first: LadderStep = ladder.steps[0]
    return CaseOpened(
        case_id=report.case_id,
        at=now,
        by=report.by,
        number=report.number,
        channel=report.channel,
        stage=report.stage,
        accepted_at=report.at,
        detected_at=report.detected_at,
        reporter=report.reporter,
        registered_by=report.registered_by,
        details=report.details,
        ladder=ladder,
        calming_due_at=first_due(
            detected_at=report.detected_at, accepted_at=report.at, after_seconds=first.after_seconds
        ),
    )


DIRECT_LEADER = LadderStep(after_seconds=0, whom=Whom.DIRECT_LEADER)


def file_at_once(case: Case, now: datetime, directory: Directory) -> CaseFiled:
    """A report whose stage was `filed` starts the flow at once: due at its own `accepted_at`, late if opened later.

    Whom the first level would have told is informed; nobody for a reporter at the top of the tree.
    """
    found = resolve(DIRECT_LEADER, directory=directory, at=now, reporter=case.reporter)
    informed = (found.staff_id, *found.others) if isinstance(found, Resolution) else ()
    filed = case._filed(FiledBecause.AT_ONCE, now, by=case.registered_by or case.reporter.staff_id)
    return replace(filed, informed=informed)


def obligations(case: Case) -> tuple[Obligation, ...]:
    """What the case owes: its next step, while it is live."""
    if case.state not in LIVE or case.next_due_at is None:
        return ()
    return (Obligation(STEP, case.next_due_at, f"{case.step + 1}"),)


def _why(by: str | None) -> FiledBecause:
    return FiledBecause.SILENCE if by is None else FiledBecause.ASKED
