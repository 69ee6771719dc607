"""What people do to a case beyond its usual way: retry, close, send back, contact, reopen, reviewed, override.

The usual way is `decisions_receiving`, `decisions_tasks`, `decisions_attempts`, `decisions_handling` and
`decisions_orders`; how grave a case is is `decisions_severity`. All have one form: the case, by whom, when, and what it
takes; they return events or raise a refusal. Permissions are checked before, by the handlers.
"""

from datetime import datetime

from services.callback.domain import clock_limits
from services.callback.domain.errors import (
    callers_left,
    must_allow,
    not_independent,
    nothing_to_review,
    reopen_period_over,
    wrong,
)
from services.callback.domain.independence import CALLING_ROLES, barred_in_person, may_override, offices_of
from services.callback.domain.model import Case
from services.callback.domain.policy import after_quiet, reopen_until
from services.callback.domain.stamps import stamp
from services.callback.domain.states import Trigger
from services.callback.domain.supervisors import must_be_up_to_supervisor
from shared.contracts import callback as happened
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import ClosedBecause, ReopenedBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory


def retry(case: Case, *, by: str, now: datetime, reason: Sealed) -> tuple[Event, ...]:
    """A supervisor orders another round of attempts on the same task, from now on, after the quiet hours."""
    must_allow(case, Trigger.RETRY)
    must_be_up_to_supervisor(case, now)
    task, not_before = case.calls[-1].task.id, after_quiet(case.policy, now)
    return (happened.CaseRetried(**stamp(case, by, now), task=task, reason=reason, not_before=not_before),)


def send_back(case: Case, *, by: str, now: datetime, reason: Sealed, calendar: WorkingCalendar) -> tuple[Event, ...]:
    """A supervisor has the unit handle the case again: the follow-up was refused, or did not reach the customer."""
    must_allow(case, Trigger.SEND_BACK)
    must_be_up_to_supervisor(case, now)
    assert case.lead_unit_id is not None
    assert case.handling_policy is not None
    sent_back = happened.CaseSentBack(
        **stamp(case, by, now),
        unit_id=case.lead_unit_id,
        reason=reason,
        handling=clock_limits.handling(case, case.handling_policy, case.severity, now, calendar),
    )
    return (sent_back,)


def contact(
    case: Case,
    *,
    by: str,
    now: datetime,
    note: Sealed | None = None,
    wants: Sealed | None = None,
    call_id: Sealed | None = None,
) -> tuple[Event, ...]:
    """The customer rang by themselves: recorded in any open state; it moves no state and no clock."""
    must_allow(case, Trigger.CONTACTS)
    return (happened.ContactRecorded(**stamp(case, by, now), note=note, wants=wants, call_id=call_id),)


def close(case: Case, *, by: str, now: datetime, reason: Sealed) -> tuple[Event, ...]:
    """A supervisor closes the case without having reached the customer."""
    must_allow(case, Trigger.CLOSE)
    must_be_up_to_supervisor(case, now)
    return (happened.CaseClosed(**stamp(case, by, now), because=ClosedBecause.NOT_REACHED, reason=reason),)


def reopen(case: Case, *, by: str, now: datetime, reason: Sealed, calendar: WorkingCalendar) -> tuple[Event, ...]:
    """Back to dispatch, within the period for reopening. With the next dispatch a new round of handling begins."""
    must_allow(case, Trigger.REOPEN)
    until = reopen_until(case)
    if now >= until:
        raise reopen_period_over(case, until)
    reopened = happened.CaseReopened(
        **stamp(case, by, now),
        because=ReopenedBecause.ASKED,
        reason=reason,
        limit=clock_limits.to_dispatch(case, now, calendar),
        new_round=True,
    )
    return (reopened,)


def reviewed(case: Case, *, by: str, now: datetime, note: Sealed | None = None) -> tuple[Event, ...]:
    """A supervisor has looked at an archived case with a risk flag or of severity 1 (已阅), once."""
    must_allow(case, Trigger.REVIEWED)
    if not case.to_review:
        raise nothing_to_review(case)
    return (happened.CaseReviewed(**stamp(case, by, now), note=note),)


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


def erase(case: Case, *, by: str | None, now: datetime) -> tuple[Event, ...]:
    """The personal data of a case was erased; nothing if it was before."""
    return (happened.CaseErased(**stamp(case, by, now)),) if case.erased_at is None else ()
