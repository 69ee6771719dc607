"""What people decide about a case beyond its usual way: retry, close, reopen, severity, complaint, override.

The usual way is `decisions_receiving`, `decisions_tasks`, `decisions_attempts`, `decisions_handling` and
`decisions_orders`. All have one form: the case, by whom, when, and what it takes; they return events or raise a
refusal. Permissions are checked before, by the handlers.
"""

from datetime import datetime, timedelta

from services.callback.domain import clock_limits
from services.callback.domain.errors import (
    callers_left,
    follow_up_open,
    must_allow,
    must_be_past,
    must_be_severity,
    not_independent,
    reopen_period_over,
    wrong,
)
from services.callback.domain.independence import CALLING_ROLES, barred_in_person, may_override, offices_of
from services.callback.domain.model import Case
from services.callback.domain.stamps import stamp
from services.callback.domain.states import State, Trigger
from shared.contracts import callback as happened
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import ClosedBecause, ReopenedBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory
from shared.rules.stated_time import CLOCK_TOLERANCE


def retry(case: Case, *, by: str, now: datetime, reason: Sealed) -> tuple[Event, ...]:
    """A supervisor orders another round of attempts on the same task, from now on."""
    must_allow(case, Trigger.RETRY)
    _must_have_given_up(case)
    task = case.calls[-1].task.id
    return (happened.CaseRetried(**stamp(case, by, now), task=task, reason=reason, not_before=now),)


def close(case: Case, *, by: str, now: datetime, reason: Sealed) -> tuple[Event, ...]:
    """A supervisor closes the case without having reached the customer."""
    must_allow(case, Trigger.CLOSE)
    _must_have_given_up(case)
    return (happened.CaseClosed(**stamp(case, by, now), because=ClosedBecause.NOT_REACHED, reason=reason),)


def reopen(case: Case, *, by: str, now: datetime, reason: Sealed, calendar: WorkingCalendar) -> tuple[Event, ...]:
    """Back to dispatch, within the period for reopening. A handling limit that ran counts from its first start."""
    must_allow(case, Trigger.REOPEN)
    assert case.ended_at is not None
    until = case.ended_at + timedelta(days=case.policy.reopen_days)
    if now >= until:
        raise reopen_period_over(case, until)
    limit = clock_limits.to_dispatch(case, now, calendar)
    reopened = happened.CaseReopened(**stamp(case, by, now), because=ReopenedBecause.ASKED, reason=reason, limit=limit)
    return (reopened,)


def severity(
    case: Case, *, by: str, now: datetime, severity: int, reason: Sealed, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """A person sets the severity; a running handling limit is computed again from its start."""
    must_allow(case, Trigger.SEVERITY)
    if must_be_severity(severity) == case.severity:
        raise wrong("severity", "unchanged", "The case has this severity already.")
    policy, runs = case.handling_policy, case.first_dispatched_at is not None
    handling = clock_limits.handling(case, policy, severity, now, calendar) if policy is not None and runs else None
    changed = happened.CaseSeverityChanged(
        **stamp(case, by, now), before=case.severity, severity=severity, reason=reason, handling=handling
    )
    return (changed,)


def complaint(
    case: Case,
    *,
    by: str,
    now: datetime,
    source: str,
    number: str | None = None,
    complained_at: datetime,
    note: Sealed | None = None,
) -> tuple[Event, ...]:
    """The customer made a formal complaint: where, under which number, when. Possible in every state."""
    must_allow(case, Trigger.COMPLAINT)
    when = must_be_past("at", complained_at, now, CLOCK_TOLERANCE)
    marked = happened.CaseComplaintMarked(
        **stamp(case, by, now), source=source, number=number, complained_at=when, note=note
    )
    return (marked,)


def override_independence(
    case: Case, *, by: str, now: datetime, staff_id: str, reason: Sealed, directory: Directory
) -> tuple[Event, ...]:
    """A supervisor lets one person of the team complained of call, when no other caller is left.

    Refused for the person reported and the reporter, who never call, and to those who are not independent themselves.
    """
    must_allow(case, Trigger.OVERRIDE_INDEPENDENCE)
    bar = may_override(directory, case, by) or barred_in_person(case, staff_id)
    if bar is not None:
        raise not_independent(bar)
    person = directory.person(staff_id)
    if person is None or not person.active or not person.roles & CALLING_ROLES:
        raise wrong("staff_id", "not_a_caller", "This person does not make calls.")
    if offices_of(case, directory, now).callers():
        raise callers_left()
    return (happened.IndependenceOverridden(**stamp(case, by, now), staff_id=staff_id, reason=reason),)


def _must_have_given_up(case: Case) -> None:
    """Refuses a decision while the customer is still to be asked by a follow-up."""
    if case.state is State.RESOLVED and case.given_up is None:
        raise follow_up_open(case)
