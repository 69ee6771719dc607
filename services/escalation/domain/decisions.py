"""What people do to an on-site case: each function returns the events it causes, or raises the refusal.

Who may do it is judged by the permissions, before. What time does is `obligations.due`.
"""

from datetime import datetime

from services.escalation.domain import errors
from services.escalation.domain.model import Case
from services.escalation.domain.steps import case_filed, take_step
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseOpened,
    CaseSettled,
    FiledBecause,
    Ladder,
    LadderStep,
    Whom,
)
from shared.contracts.intake import Details, ReportAccepted
from shared.rules.directory import Directory
from shared.rules.ladders.due import first_due
from shared.rules.ladders.targets import Resolution, resolve

DIRECT_LEADER = LadderStep(after_seconds=0, whom=Whom.DIRECT_LEADER)


def open_case(report: ReportAccepted, *, now: datetime, ladder: Ladder) -> tuple[Event, ...]:
    """Open the on-site case of an accepted report of either stage; its ladder is frozen here."""
    due_at = first_due(
        detected_at=report.detected_at, accepted_at=report.at, after_seconds=ladder.steps[0].after_seconds
    )
    opened = CaseOpened(
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
        calming_due_at=due_at,
    )
    return (opened,)


def file_at_once(case: Case, *, now: datetime, directory: Directory) -> tuple[Event, ...]:
    """Start the flow for a report whose stage was `filed`: due at its own `accepted_at`, late if opened later.

    Those whom the first level would have notified are informed; for a reporter at the top of the tree there are none.
    """
    subject = case.details.subject_staff_id
    found = resolve(DIRECT_LEADER, directory=directory, at=now, reporter=case.reporter, subject=subject)
    informed = (found.staff_id, *found.others) if isinstance(found, Resolution) else ()
    by = case.registered_by or case.reporter.staff_id
    at = case.accepted_at
    return (case_filed(case, FiledBecause.AT_ONCE, by=by, now=now, filed_at=at, informed=informed),)


def acknowledge(case: Case, *, by: str, now: datetime, note: Sealed | None = None) -> tuple[Event, ...]:
    """A leader who was notified steps in (介入), recorded for their own latest level. The clock keeps running."""
    _must_be_live(case)
    own = [told for told in case.told if by in told.everyone]
    if not own:
        raise errors.not_told()
    return (CaseAcknowledged(case_id=case.id, at=now, by=by, level=own[-1].level, note=note),)


def settle(case: Case, *, by: str, now: datetime, note: Sealed | None) -> tuple[Event, ...]:
    """The customer was calmed (化解); the note, which says how, is required."""
    if note is None:
        raise errors.note_needed()
    _must_be_live(case)
    return (CaseSettled(case_id=case.id, at=now, by=by, note=note),)


def escalate(case: Case, *, by: str, now: datetime, directory: Directory) -> tuple[Event, ...]:
    """Take the next step now (上报), because a person asks for it."""
    _must_be_live(case)
    return take_step(case, by=by, now=now, directory=directory)


def file(case: Case, *, by: str, now: datetime, note: Sealed | None = None) -> tuple[Event, ...]:
    """Start the flow now (启动流程), because a person asks for it."""
    _must_be_live(case)
    return (case_filed(case, FiledBecause.ASKED, by=by, now=now, note=note),)


def amend(case: Case, *, by: str | None, now: datetime, details: Details) -> tuple[Event, ...]:
    """Store newer details; an older or equal revision, or an ended case, changes nothing."""
    if not case.live or details.revision <= case.details.revision:
        return ()
    return (CaseAmended(case_id=case.id, at=now, by=by, details=details),)


def _must_be_live(case: Case) -> None:
    if not case.live:
        raise errors.moved_on(case.state, case.moved_by, case.moved_at)
