"""A step of the on-site ladder: the next level is notified, or the flow starts.

Due times and targets are the rules of `shared.rules.ladders`; here they are applied to a case. Whether a step may be
taken now is decided by `obligations` (time) and `decisions` (people).
"""

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.model import Case, Told
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import (
    AlsoTold,
    CaseFiled,
    FiledBecause,
    LadderStep,
    LevelAlsoTold,
    LevelTold,
    Skipped,
    ToldAs,
    Whom,
)
from shared.contracts.intake import Details
from shared.rules.directory import Directory, Office
from shared.rules.ladders.due import late_by_seconds, next_due
from shared.rules.ladders.targets import NobodyLeft, Resolution, resolve

DIRECT_LEADER = LadderStep(after_seconds=0, whom=Whom.DIRECT_LEADER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A person asked for it, with these words; `call_id` if they did so for a person on the phone."""

    by: str
    note: Sealed | None = None
    call_id: Sealed | None = None


def take_step(case: Case, *, now: datetime, directory: Directory, asked: Asked | None = None) -> tuple[Event, ...]:
    """The next step of the frozen ladder, because a person `asked` for it or its time has come."""
    step = next_step(case)
    if step.files:
        because = FiledBecause.SILENCE if asked is None else FiledBecause.ASKED
        return (case_filed(case, because, now=now, asked=asked),)
    found = _target(case, directory, now)
    if isinstance(found, Resolution):
        return (_level_told(case, found, asked, now),)
    because, desk = FiledBecause.NOBODY_LEFT, found.duty_desk
    return (case_filed(case, because, now=now, asked=asked, skipped=found.skipped, duty_desk=desk),)


def next_step(case: Case) -> LadderStep:
    """The step a live case takes next."""
    return case.ladder.steps[case.step]


def foreseen(case: Case, directory: Directory) -> Resolution | None:
    """Whom the next step will notify when it is due, by the present directory; None when it will start the flow."""
    if case.next_due_at is None or next_step(case).files:
        return None
    found = _target(case, directory, case.next_due_at)
    return found if isinstance(found, Resolution) else None


def case_filed(
    case: Case,
    because: FiledBecause,
    *,
    now: datetime,
    by: str | None = None,
    asked: Asked | None = None,
    filed_at: datetime | None = None,
    skipped: tuple[Skipped, ...] = (),
    duty_desk: tuple[str, ...] = (),
    informed: tuple[str, ...] = (),
) -> CaseFiled:
    """The event that starts the flow, with all that callback needs.

    `filed_at` is given for a report filed by its own acceptance or an amendment's, which was due then; `by` is who sent
    it. Otherwise the flow starts at `now`.
    """
    due_at = filed_at or _due_at(case, asked, now)
    return CaseFiled(
        case_id=case.id,
        at=now,
        by=asked.by if asked is not None else by,
        filed_at=filed_at or now,
        because=because,
        number=case.number,
        channel=case.channel,
        accepted_at=case.accepted_at,
        reporter=case.reporter,
        registered_by=case.registered_by,
        told=case.told_staff,
        details=case.details,
        note=asked.note if asked is not None else None,
        due_at=due_at,
        skipped=skipped,
        duty_desk=duty_desk,
        informed=informed or case.informed,
        late_by_seconds=late_by_seconds(due_at, now),
        detected_at=case.detected_at,
        on_site=case.on_site,
        complaints=case.complaints,
        call_id=asked.call_id if asked is not None else None,
    )


def to_inform(case: Case, *, now: datetime, directory: Directory) -> tuple[str, ...]:
    """Those whom the first level would notify, if no level was notified yet: they hear how it ended without them."""
    if case.told:
        return case.informed
    subject = case.details.subject_staff_id
    found = resolve(DIRECT_LEADER, directory=directory, at=now, reporter=case.reporter, subject=subject)
    return (found.staff_id, *found.others) if isinstance(found, Resolution) else case.informed


def stand_in_told(case: Case, details: Details, *, now: datetime, directory: Directory) -> tuple[LevelAlsoTold, ...]:
    """The stand-in of the level notified last, if the newer `details` say that the customer complains of its leader.

    The level stays, and so do its due time and its holder.
    """
    subject = details.subject_staff_id
    if not case.live or not case.told or set(case.told[-1].everyone) != {subject}:
        return ()
    found = resolve(
        case.ladder.steps[case.step - 1],
        directory=directory,
        at=now,
        reporter=case.reporter,
        subject=subject,
        told=[staff_id for staff_id in case.told_staff if staff_id != subject],
        last=_office(case.told[-2]) if len(case.told) > 1 else None,
    )
    staff = found.duty_desk if isinstance(found, NobodyLeft) else (found.staff_id, *found.others)
    if not staff:
        return ()
    told = LevelAlsoTold(
        case_id=case.id,
        at=now,
        level=case.level,
        because=AlsoTold.CONFLICT,
        staff_id=staff[0],
        others=staff[1:],
        told_as=ToldAs.DUTY_DESK if isinstance(found, NobodyLeft) else found.told_as,
        skipped=found.skipped,
    )
    return (told,)


def _level_told(case: Case, found: Resolution, asked: Asked | None, now: datetime) -> LevelTold:
    due_at = _due_at(case, asked, now)
    after_seconds = case.ladder.steps[case.step + 1].after_seconds
    return LevelTold(
        case_id=case.id,
        at=now,
        by=asked.by if asked is not None else None,
        level=case.level + 1,
        step=case.step + 1,
        staff_id=found.staff_id,
        others=found.others,
        meant_for=found.meant_for,
        office=found.office,
        told_as=found.told_as,
        skipped=found.skipped,
        due_at=due_at,
        late_by_seconds=late_by_seconds(due_at, now),
        next_due_at=next_due(due_at=due_at, happened_at=now, by_timer=asked is None, after_seconds=after_seconds),
        note=asked.note if asked is not None else None,
        call_id=asked.call_id if asked is not None else None,
    )


def _target(case: Case, directory: Directory, at: datetime) -> Resolution | NobodyLeft:
    last = _office(case.told[-1]) if case.told else None
    return resolve(
        next_step(case),
        directory=directory,
        at=at,
        reporter=case.reporter,
        subject=case.details.subject_staff_id,
        told=case.passed_over,
        last=last,
    )


def _office(told: Told) -> Office:
    """Whose level it is."""
    return Office(unit_id=told.office, holder_id=told.meant_for)


def _due_at(case: Case, asked: Asked | None, now: datetime) -> datetime:
    """When this step was due: a step that a person asked for is due at that moment."""
    return now if asked is not None or case.next_due_at is None else case.next_due_at
