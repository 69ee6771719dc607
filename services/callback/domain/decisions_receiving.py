"""How a case begins, with one first-callback task, and how its details are amended."""

from datetime import datetime, timedelta

from services.callback.domain.decisions_severity import rise
from services.callback.domain.model import Case
from services.callback.domain.policy import Severity, brings_risk, has_number, rises_to, severity_of
from shared.contracts.base import Event
from shared.contracts.callback import CaseReceived, DetailsAmended, TaskScheduled
from shared.contracts.callback_values import RaisedBecause, TaskKind, Window, WindowMark
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import Details
from shared.contracts.policy import CallbackPolicy
from shared.rules.calendar.working import WorkingCalendar


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
        due_at=filed.filed_at + timedelta(seconds=policy.due_seconds),
        not_before=filed.filed_at,
        ask_reporter=not has_number(details),
        windows=_windows(policy, filed.filed_at),
    )
    return received, scheduled


def amend(
    case: Case, *, by: str | None, now: datetime, details: Details, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """A higher revision of the details; a lower or equal one changes nothing.

    A task that waited for a number is free at once when the amendment brings one. What is graver than what was known
    raises the severity, in any state of the case; nothing lowers it.
    """
    if details.revision <= case.details.revision:
        return ()
    call = case.open_call
    asked = call is not None and call.ask_reporter
    freed = call is not None and asked and has_number(details)
    amended = DetailsAmended(
        case_id=case.id,
        at=now,
        by=by,
        details=details,
        severity=case.severity,
        ask_reporter=not has_number(details),
        freed_at=min(now, call.task.not_before) if call is not None and freed else None,
        new_risk=brings_risk(case.details, details),
    )
    graver = rises_to(case.details, details)
    if graver is None:
        return (amended,)
    because = RaisedBecause.DETAILS
    return amended, *rise(case, by=by, now=now, severity=graver, because=because, calendar=calendar)


def _windows(policy: CallbackPolicy, filed_at: datetime) -> tuple[WindowMark, ...]:
    seconds = {
        Window.WARNING: policy.warning_seconds,
        Window.BREACH: policy.breach_seconds,
        Window.HEAD: policy.head_seconds,
    }
    return tuple(
        WindowMark(window=window, due_at=filed_at + timedelta(seconds=after)) for window, after in seconds.items()
    )
