"""How a case begins, with one first-callback task, and how its details are amended."""

from datetime import datetime, timedelta

from services.callback.domain.decisions_severity import rise
from services.callback.domain.model import Call, Case
from services.callback.domain.policy import Severity, after_quiet, brings_risk, numbers_of, rises_to, severity_of
from shared.contracts.base import Event
from shared.contracts.callback import CaseReceived, DetailsAmended, TaskScheduled
from shared.contracts.callback_values import RaisedBecause, TaskKind, Window, WindowMark
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import Details
from shared.contracts.policy import CallbackPolicy
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.outreach.promise import promise_begins


def receive(
    case: Case | None,
    *,
    now: datetime,
    filed: CaseFiled,
    stored: Details | None,
    policy: CallbackPolicy,
    task: str,
    calendar: WorkingCalendar,
) -> tuple[Event, ...]:
    """A filed case arrives: its first callback is promised for `filed_at` + 5:00 (Art. 12).

    `stored` are details that arrived before the case; the higher revision counts. A case that is here already is not
    begun a second time, but the event may bring newer details.
    """
    if case is not None:
        return amend(case, by=filed.by, now=now, details=filed.details, calendar=calendar)
    details = max(filed.details, stored or filed.details, key=lambda each: each.revision)
    detected_at = filed.detected_at or filed.filed_at
    begins = promise_begins(policy, filed_at=filed.filed_at, detected_at=detected_at)
    received = CaseReceived(
        case_id=filed.case_id,
        at=now,
        number=filed.number,
        channel=filed.channel,
        accepted_at=filed.accepted_at,
        filed_at=filed.filed_at,
        reporter=filed.reporter,
        registered_by=filed.registered_by,
        told=filed.told,
        details=details,
        note=filed.note,
        severity=Severity.GRAVE if filed.complaints else severity_of(details),
        policy=policy,
        informed=filed.informed,
        duty_desk=filed.duty_desk,
        on_site=filed.on_site,
        complaints=filed.complaints,
    )
    scheduled = TaskScheduled(
        case_id=filed.case_id,
        at=now,
        task=task,
        kind=TaskKind.FIRST_CALLBACK,
        due_at=begins + timedelta(seconds=policy.due_seconds),
        not_before=begins,
        ask_reporter=not numbers_of(details),
        windows=_windows(policy, begins),
    )
    return received, scheduled


def amend(
    case: Case, *, by: str | None, now: datetime, details: Details, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """A higher revision of the details; a lower or equal one changes nothing.

    A task that waited for a number is free when the amendment brings one that was not found to be wrong: at once, or
    after the quiet hours if there was an attempt before; a time that the customer named stays. What is graver than what
    was known raises the severity, in any state of the case; nothing lowers it.
    """
    if details.revision <= case.details.revision:
        return ()
    call = case.open_call
    numbers = numbers_of(details)
    lacking = not numbers.difference(call.wrong_numbers if call is not None else ())
    amended = DetailsAmended(
        case_id=case.id,
        at=now,
        by=by,
        details=details,
        severity=case.severity,
        ask_reporter=lacking,
        freed_at=_free_from(case, call, now) if call is not None and call.ask_reporter and not lacking else None,
        number_changed=bool(numbers) and numbers != numbers_of(case.details),
        new_risk=brings_risk(case.details, details),
    )
    graver = rises_to(case.details, details)
    if graver is None:
        return (amended,)
    because = RaisedBecause.DETAILS
    return amended, *rise(case, by=by, now=now, severity=graver, because=because, calendar=calendar)


def _free_from(case: Case, call: Call, now: datetime) -> datetime:
    if call.promise_runs:
        return call.task.not_before
    # Never in the past: what is owed counts from here, and its marks would all have passed at once.
    return max(now, call.task.not_before) if call.appointment else after_quiet(case.policy, now)


def _windows(policy: CallbackPolicy, begins: datetime) -> tuple[WindowMark, ...]:
    seconds = {
        Window.WARNING: policy.warning_seconds,
        Window.BREACH: policy.breach_seconds,
        Window.HEAD: policy.head_seconds,
    }
    return tuple(
        WindowMark(window=window, due_at=begins + timedelta(seconds=after)) for window, after in seconds.items()
    )
