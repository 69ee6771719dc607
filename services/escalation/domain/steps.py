"""A step of the on-site ladder: the next level is notified, or the flow starts.

Due times and targets are the rules of `shared.rules.ladders`; here they are applied to a case. Whether a step may be
taken now is decided by `obligations` (time) and `decisions` (people).
"""

from datetime import datetime

from services.escalation.domain.model import Case
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import CaseFiled, FiledBecause, LadderStep, LevelTold, Skipped
from shared.rules.directory import Directory, Office
from shared.rules.ladders.due import late_by_seconds, next_due
from shared.rules.ladders.targets import NobodyLeft, Resolution, resolve


def take_step(case: Case, *, by: str | None, now: datetime, directory: Directory) -> tuple[Event, ...]:
    """The next step of the frozen ladder. `by` is the person who asked for it, None when its time has come."""
    step = next_step(case)
    if step.files:
        because = FiledBecause.SILENCE if by is None else FiledBecause.ASKED
        return (case_filed(case, because, by=by, now=now),)
    found = _target(case, directory, now)
    if isinstance(found, Resolution):
        return (_level_told(case, found, by, now),)
    because, desk = FiledBecause.NOBODY_LEFT, found.duty_desk
    return (case_filed(case, because, by=by, now=now, skipped=found.skipped, duty_desk=desk),)


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
    by: str | None,
    now: datetime,
    filed_at: datetime | None = None,
    note: Sealed | None = None,
    skipped: tuple[Skipped, ...] = (),
    duty_desk: tuple[str, ...] = (),
    informed: tuple[str, ...] = (),
) -> CaseFiled:
    """The event that starts the flow, with all that callback needs.

    `filed_at` is given for a report filed at once, which was due then; otherwise the flow starts at `now`.
    """
    due_at = filed_at or _due_at(case, by, now)
    return CaseFiled(
        case_id=case.id,
        at=now,
        by=by,
        filed_at=filed_at or now,
        because=because,
        number=case.number,
        channel=case.channel,
        accepted_at=case.accepted_at,
        reporter=case.reporter,
        registered_by=case.registered_by,
        told=case.told_staff,
        details=case.details,
        note=note,
        due_at=due_at,
        skipped=skipped,
        duty_desk=duty_desk,
        informed=informed,
        late_by_seconds=late_by_seconds(due_at, now),
        detected_at=case.detected_at,
    )


def _level_told(case: Case, found: Resolution, by: str | None, now: datetime) -> LevelTold:
    due_at = _due_at(case, by, now)
    after_seconds = case.ladder.steps[case.step + 1].after_seconds
    return LevelTold(
        case_id=case.id,
        at=now,
        by=by,
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
        next_due_at=next_due(due_at=due_at, happened_at=now, by_timer=by is None, after_seconds=after_seconds),
    )


def _target(case: Case, directory: Directory, at: datetime) -> Resolution | NobodyLeft:
    last = Office(unit_id=case.told[-1].office, holder_id=case.told[-1].meant_for) if case.told else None
    return resolve(next_step(case), directory=directory, at=at, reporter=case.reporter, told=case.told_staff, last=last)


def _due_at(case: Case, by: str | None, now: datetime) -> datetime:
    """When this step was due: a step that a person asked for is due at that moment."""
    return now if by is not None or case.next_due_at is None else case.next_due_at
