"""What can be done with a report, each as a function that returns the events or raises the refusal."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain import errors, policy
from services.intake.domain.model import Change, Report, Submission
from services.intake.domain.states import Trigger, next_state
from shared.contracts.base import Event, Sealed
from shared.contracts.intake import (
    ButtonPressed,
    Details,
    PressedAct,
    ReportAccepted,
    ReportAmended,
    ReportErased,
    UnitNoted,
)
from shared.contracts.words import Stage
from shared.rules.directory import Person


def accept(submission: Submission, *, now: datetime) -> tuple[ReportAccepted]:
    """受理: accept a report. Its report time is `now`, the server's, never a client's word (Art. 9).

    What is registered for the person on the line is never refused for what we do not know.
    """
    origin = submission.origin
    _must_know(submission.details, registered_by=origin.registered_by)
    detected_at = policy.detected(submission.detected_at, now)
    stage = policy.stage(submission.stage, origin.channel, submission.details)
    meant_to_file = submission.stage is not Stage.CALMING and policy.unstated_files(origin.channel)
    event = ReportAccepted(
        case_id=submission.case_id,
        at=now,
        by=origin.by,
        number=policy.number(submission.case_id, now),
        channel=origin.channel,
        stage=stage,
        detected_at=detected_at,
        reporter=origin.reporter,
        registered_by=origin.registered_by,
        app=origin.app,
        other_module=origin.other_module,
        late_detected=policy.is_late(detected_at, now),
        stage_open=meant_to_file and stage is Stage.CALMING,
        details=submission.details,
    )
    return (event,)


def amend(report: Report, *, by: str | None, now: datetime, change: Change) -> tuple[ReportAmended]:
    """补充: add to the details, or correct them; the event carries the whole of them at the next revision.

    What the flow needs can never be taken away again: when a ladder has started it is not known here.
    """
    next_state(report.state, Trigger.AMEND)
    _must_know(change.details, registered_by=report.registered_by)
    if change.redirects(report.details) and change.reason is None:
        raise errors.reason_needed()
    details = change.applied_to(report.details)
    missing = policy.missing(details)
    if missing and not report.missing:
        raise errors.below_filing_minimum(missing)
    completes = report.stage_open and not missing
    amended = ReportAmended(
        case_id=report.id, at=now, by=by, details=details, completes=completes, reason=change.reason
    )
    return (amended,)


def press(
    report: Report,
    *,
    by: str,
    now: datetime,
    act: PressedAct,
    note: Sealed | None,
    pressed_at: datetime | None,
    delivery: str,
) -> tuple[ButtonPressed]:
    """A reporter asks in the chat for something on their case; `pressed_at` if the message had to wait."""
    pressed = ButtonPressed(
        case_id=report.id, at=now, by=by, act=act, note=note, pressed_at=pressed_at or now, delivery=delivery
    )
    return (pressed,)


def note_unit(report: Report, *, now: datetime, unit_id: str | None, handler_id: str | None) -> tuple[UnitNoted, ...]:
    """The case went to a unit, to a handler of it, or to none; nothing if that is known."""
    if (report.lead_unit_id, report.handler_id) == (unit_id, handler_id):
        return ()
    return (UnitNoted(case_id=report.id, at=now, unit_id=unit_id, handler_id=handler_id),)


def name_reporter(report: Report, *, by: str, now: datetime, person: Person) -> tuple[ReportAmended]:
    """Name the reporter whom the directory did not know. They, their unit and line count from now on.

    It is an amendment, so that every service learns it in its right order, whether it has the case already or not.
    """
    named = replace(report.reporter, staff_id=person.staff_id, unit_id=person.unit_id, line=person.line)
    details = replace(report.details, reporter=named, revision=report.details.revision + 1)
    return (ReportAmended(case_id=report.id, at=now, by=by, details=details),)


def name_subject(report: Report, *, by: str, now: datetime, person: Person) -> tuple[ReportAmended]:
    """Name the person complained of, who was stated in words that we did not know. Changing one is no part of it."""
    if report.details.subject_staff_id is not None:
        raise errors.already_named()
    unknown = tuple(each for each in report.details.unknown if each.field != "subject_staff_id")
    revision = report.details.revision + 1
    details = replace(report.details, subject_staff_id=person.staff_id, unknown=unknown, revision=revision)
    return (ReportAmended(case_id=report.id, at=now, by=by, details=details),)


def erase(report: Report, *, by: str | None, now: datetime) -> tuple[Event, ...]:
    """The personal data of a report was erased; nothing if it was before."""
    return (ReportErased(case_id=report.id, at=now, by=by),) if report.erased_at is None else ()


def _must_know(details: Details, *, registered_by: str | None) -> None:
    if details.unknown and registered_by is None:
        raise errors.unknown_references(each.field for each in details.unknown)
