"""What a person decides about a case beyond its usual way: call again, close unreached, reopen, weigh anew, mark.

Every decision carries its reason. Who may decide what is settled at the command_queue.
"""

from datetime import datetime, timedelta

from services.callback.domain import limits
from services.callback.domain.errors import (
    follow_up_open,
    must_allow,
    must_be_past,
    not_independent,
    reopen_period_over,
    wrong,
)
from services.callback.domain.handling import check_severity
from services.callback.domain.independence import CALLING_ROLES, barred_in_person
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
    """A supervisor orders another round of attempts, from now on, on the same task."""
    must_allow(case, Trigger.RETRY)
    _must_have_given_up(case)
    task = case.calls[-1].task.id
    return (happened.CaseRetried(**stamp(case, by, now), task=task, reason=reason, not_before=now),)


def close(case: Case, *, by: str, now: datetime, reason: Sealed) -> tuple[Event, ...]:
    """A supervisor closes it without having reached the customer."""
    must_allow(case, Trigger.CLOSE)
    _must_have_given_up(case)
    return (happened.CaseClosed(**stamp(case, by, now), because=ClosedBecause.NOT_REACHED, reason=reason),)


def reopen(case: Case, *, by: str, now: datetime, reason: Sealed, calendar: WorkingCalendar) -> tuple[Event, ...]:
    """To be dispatched again, if its end is not too long ago. A handling clock that ever ran goes on from its start."""
    must_allow(case, Trigger.REOPEN)
    assert case.ended_at is not None
    until = case.ended_at + timedelta(days=case.policy.reopen_days)
    if now >= until:
        raise reopen_period_over(case, until)
    limit = limits.to_dispatch(case, now, calendar)
    reopened = happened.CaseReopened(**stamp(case, by, now), because=ReopenedBecause.ASKED, reason=reason, limit=limit)
    return (reopened,)


def change_severity(
    case: Case, *, by: str, now: datetime, severity: int, reason: Sealed, calendar: WorkingCalendar
) -> tuple[Event, ...]:
    """A person knows better than the rule; the handling limit is reckoned anew from its own start."""
    must_allow(case, Trigger.CHANGE_SEVERITY)
    if check_severity(severity) == case.severity:
        raise wrong("severity", "unchanged", "The case has this severity already.")
    policy, runs = case.handling_policy, case.first_dispatched_at is not None
    handling = limits.handling(case, policy, severity, now, calendar) if policy is not None and runs else None
    changed = happened.CaseSeverityChanged(
        **stamp(case, by, now), before=case.severity, severity=severity, reason=reason, handling=handling
    )
    return (changed,)


def mark_complaint(
    case: Case,
    *,
    by: str,
    now: datetime,
    source: str,
    number: str | None = None,
    complained_at: datetime,
    note: Sealed | None = None,
) -> tuple[Event, ...]:
    """The customer turned it into a formal complaint: where, under which number, when. Possible in every state."""
    must_allow(case, Trigger.MARK_COMPLAINT)
    when = must_be_past("at", complained_at, now, CLOCK_TOLERANCE)
    marked = happened.CaseComplaintMarked(
        **stamp(case, by, now), source=source, number=number, complained_at=when, note=note
    )
    return (marked,)


def override_independence(
    case: Case, *, by: str, now: datetime, staff_id: str, reason: Sealed, directory: Directory
) -> tuple[Event, ...]:
    """A supervisor lets one person of the team complained of call. Never the person reported, nor the reporter.

    Neither of those two may give the word either.
    """
    must_allow(case, Trigger.OVERRIDE)
    bar = barred_in_person(case, by) or barred_in_person(case, staff_id)
    if bar is not None:
        raise not_independent(bar)
    person = directory.person(staff_id)
    if person is None or not person.active or not person.roles & CALLING_ROLES:
        raise wrong("staff_id", "not_a_caller", "This person does not make calls.")
    return (happened.IndependenceOverridden(**stamp(case, by, now), staff_id=staff_id, reason=reason),)


def _must_have_given_up(case: Case) -> None:
    """While a follow-up is still to be made nobody decides over the customer's head."""
    if case.state is State.RESOLVED and case.given_up is None:
        raise follow_up_open(case)
