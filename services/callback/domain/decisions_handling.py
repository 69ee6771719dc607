"""How a unit handles a case: dispatch, accept, assign, transfer, return, resolve.

The handler passes in the unit's policy, which the events freeze.
"""

from datetime import datetime, timedelta

from services.callback.domain import clock_limits
from services.callback.domain.decisions_severity import set_severity
from services.callback.domain.errors import (
    must_allow,
    must_be_severity,
    must_transfer_within,
    supervisor_decides,
    wrong,
)
from services.callback.domain.handling_choices import lead_of, must_handle
from services.callback.domain.model import Case
from services.callback.domain.policy import after_quiet, numbers_of
from services.callback.domain.stamps import stamp
from services.callback.domain.states import State, Trigger
from services.callback.domain.supervisors import must_be_up_to_supervisor
from shared.contracts import callback as happened
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import TaskKind
from shared.contracts.policy import HandlingPolicy
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory


def dispatch(
    case: Case,
    *,
    by: str,
    now: datetime,
    unit_id: str,
    assisting_unit_ids: tuple[str, ...] = (),
    severity: int | None = None,
    note: Sealed | None = None,
    reason: Sealed | None = None,
    as_supervisor: bool,
    policy: HandlingPolicy,
    calendar: WorkingCalendar,
) -> tuple[Event, ...]:
    """Send the case to the unit that leads and those that assist (Art. 4(3)); the lead unit's policy is frozen now.

    Only a supervisor may (`as_supervisor`) once the callers gave up or have no number, or enough units passed it on or
    back. A severity lower than the present one needs a reason, and so does a dispatch before the customer was called.
    """
    must_allow(case, Trigger.DISPATCH)
    must_be_up_to_supervisor(case, now)
    if case.supervisor_decides and not as_supervisor:
        raise supervisor_decides()
    if case.state is State.AWAITING_CALLBACK and note is None and reason is None:
        raise wrong("reason", "missing", "Dispatching before the customer was called needs a reason.")
    chosen = must_be_severity(case.severity if severity is None else severity)
    assisting = tuple(unit for unit in dict.fromkeys(assisting_unit_ids) if unit != unit_id)
    dispatched = happened.CaseDispatched(
        **stamp(case, by, now),
        responsible_unit_id=unit_id,
        assisting_unit_ids=assisting,
        severity=chosen,
        note=note,
        terms=clock_limits.terms(case, policy, chosen, now, calendar),
        reason=reason if chosen <= case.severity else None,
    )
    if chosen <= case.severity:
        return (dispatched,)
    if reason is None:
        raise wrong("reason", "missing", "Lowering the severity needs a reason.")
    lowered = set_severity(case, by=by, now=now, severity=chosen, reason=reason, calendar=calendar)
    return (*lowered, dispatched)


def accept(case: Case, *, by: str, now: datetime) -> tuple[Event, ...]:
    """The lead unit signs for it (签收)."""
    must_allow(case, Trigger.ACCEPT)
    return (happened.CaseAccepted(**stamp(case, by, now), unit_id=lead_of(case)),)


def assign(case: Case, *, by: str, now: datetime, staff_id: str, directory: Directory) -> tuple[Event, ...]:
    """Name the handler: one of the lead unit or a unit below it who may resolve the case, and is not on leave."""
    must_allow(case, Trigger.ASSIGN)
    must_handle(case, directory.person(staff_id), directory, now)
    instead = case.handler_id if case.handler_id != staff_id else None
    return (happened.CaseAssigned(**stamp(case, by, now), staff_id=staff_id, instead_of=instead),)


def transfer(
    case: Case,
    *,
    by: str,
    now: datetime,
    unit_id: str,
    reason: Sealed,
    as_supervisor: bool,
    policy: HandlingPolicy,
    calendar: WorkingCalendar,
    directory: Directory,
) -> tuple[Event, ...]:
    """Pass the case to another unit (移交), which has to sign for it; the handling limit keeps running.

    A unit does so within its branch and line, and not once enough units passed it on or back; a supervisor always.
    """
    must_allow(case, Trigger.TRANSFER)
    if case.passed_on_enough and not as_supervisor:
        raise supervisor_decides()
    if unit_id == case.lead_unit_id:
        raise wrong("unit_id", "same_unit", "This unit is responsible already.")
    if not as_supervisor:
        must_transfer_within(case, unit_id, directory)
    transferred = happened.CaseTransferred(
        **stamp(case, by, now),
        from_unit_id=lead_of(case),
        responsible_unit_id=unit_id,
        reason=reason,
        handler_id=case.handler_id,
        transfers=case.transfers + 1,
        terms=clock_limits.terms(case, policy, case.severity, now, calendar),
    )
    return (transferred,)


def return_(case: Case, *, by: str, now: datetime, reason: Sealed, calendar: WorkingCalendar) -> tuple[Event, ...]:
    """Give the case back (退回): the unit is not concerned. After enough returns a supervisor decides."""
    must_allow(case, Trigger.RETURN)
    assert case.handling_policy is not None
    returns = case.returns + 1
    returned = happened.CaseReturned(
        **stamp(case, by, now),
        unit_id=lead_of(case),
        reason=reason,
        returns=returns,
        supervisor_decides=returns + case.transfers >= case.handling_policy.returns_before_supervisor,
        limit=clock_limits.to_dispatch(case, now, calendar),
        handler_id=case.handler_id,
        assisting_unit_ids=case.assisting_unit_ids,
    )
    return (returned,)


def resolve(case: Case, *, by: str, now: datetime, note: Sealed, task: str) -> tuple[Event, ...]:
    """The unit is done (办结). A follow-up `task` asks the customer, at once or after the quiet hours."""
    must_allow(case, Trigger.RESOLVE)
    done = stamp(case, by, now)
    scheduled = happened.TaskScheduled(
        **done,
        task=task,
        kind=TaskKind.FOLLOW_UP,
        due_at=now + timedelta(seconds=case.policy.follow_up_due_seconds),
        not_before=after_quiet(case.policy, now),
        ask_reporter=not numbers_of(case.details),
    )
    resolved = happened.CaseResolved(
        **done,
        unit_id=lead_of(case),
        note=note,
        round=case.handling_round,
        handling_seconds=case.handling_seconds(now),
    )
    return resolved, scheduled
