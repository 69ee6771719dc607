"""How grave a case is: a person sets it, or it rises automatically, with new details or a formal complaint.

It never falls automatically. Running limits are computed again from their start. `decisions_handling.dispatch` may
set it too.
"""

from collections.abc import Mapping
from datetime import datetime

from services.callback.domain import clock_limits
from services.callback.domain.errors import must_allow, must_be_past, must_be_severity, wrong
from services.callback.domain.model import Case
from services.callback.domain.policy import Severity, reopen_until
from services.callback.domain.stamps import stamp
from services.callback.domain.states import Trigger
from shared.contracts import callback as happened
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import LimitKind, LimitMarks, RaisedBecause, ReopenedBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.stated_time import CLOCK_TOLERANCE


def severity(
    case: Case, *, by: str, now: datetime, severity: int, reason: Sealed, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """A person sets the severity, with a reason."""
    must_allow(case, Trigger.SEVERITY)
    if must_be_severity(severity) == case.severity:
        raise wrong("severity", "unchanged", "The case has this severity already.")
    return set_severity(case, by=by, now=now, severity=severity, reason=reason, calendar=calendar)


def set_severity(
    case: Case, *, by: str, now: datetime, severity: int, reason: Sealed, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """The severity as a person set it, and what it does to the running limits."""
    accept, handling = _limits(case, severity, now, calendar)
    changed = happened.CaseSeverityChanged(
        **stamp(case, by, now),
        before=case.severity,
        severity=severity,
        reason=reason,
        accept=accept,
        handling=handling,
    )
    return (changed,)


def rise(
    case: Case, *, by: str | None, now: datetime, severity: int, because: RaisedBecause, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """The severity rises to this one automatically; nothing if it is as grave already."""
    if severity >= case.severity:
        return ()
    accept, handling = _limits(case, severity, now, calendar)
    raised = happened.CaseSeverityRaised(
        **stamp(case, by, now),
        before=case.severity,
        severity=severity,
        because=because,
        accept=accept,
        handling=handling,
    )
    return (raised,)


def complaint(
    case: Case,
    *,
    by: str,
    now: datetime,
    source: str,
    number: str | None = None,
    complained_at: datetime,
    sealed: Mapping[str, Sealed | None],
    calendar: WorkingCalendar,
) -> tuple[Event, ...]:
    """The customer made a formal complaint: where, under which number, when. The same one twice is one.

    What is `sealed` goes into the event as it is. It makes the case grave and reopens one that has ended, unless the
    period for reopening is over: then it is only marked, and a new report is needed.
    """
    must_allow(case, Trigger.COMPLAINT)
    when = must_be_past("at", complained_at, now, CLOCK_TOLERANCE)
    if any(known.is_the_same(source, number, when) for known in case.complaints):
        return ()
    done = stamp(case, by, now)
    marked = happened.CaseComplaintMarked(**done, source=source, number=number, complained_at=when, **sealed)
    if not case.state.open and now >= reopen_until(case):
        return (marked,)
    raised = rise(case, by=by, now=now, severity=Severity.GRAVE, because=RaisedBecause.COMPLAINT, calendar=calendar)
    if case.state.open:
        return (marked, *raised)
    limit = clock_limits.to_dispatch(case, now, calendar)
    reopened = happened.CaseReopened(**done, because=ReopenedBecause.COMPLAINT, limit=limit, new_round=True)
    return (marked, *raised, reopened)


def _limits(
    case: Case, severity: int, now: datetime, calendar: WorkingCalendar
) -> tuple[LimitMarks | None, LimitMarks | None]:
    """The running limits to accept and on handling, for this severity."""
    policy, running = case.handling_policy, {limit.kind for limit in case.limits if limit.running}
    if policy is None:
        return None, None
    asked = case, policy, severity, now, calendar
    return (
        clock_limits.accept(*asked) if LimitKind.ACCEPT in running else None,
        clock_limits.handling(*asked) if LimitKind.HANDLING in running else None,
    )
