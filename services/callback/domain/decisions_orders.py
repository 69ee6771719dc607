"""Pressing the lead unit: supervision orders (督办) with a deadline and a written answer, and plain reminders (催办).

An order never blocks resolving. Its deadline is `clock_orders`.
"""

from datetime import datetime, timedelta

from services.callback.domain.errors import already_answered, must_allow, must_be_ahead, must_be_within, no_such_order
from services.callback.domain.model import Case
from services.callback.domain.stamps import stamp
from services.callback.domain.states import Trigger
from shared.contracts.base import Event, Sealed
from shared.contracts.callback import CaseReminded, CaseSupervised, OrderAnswered
from shared.rules.calendar.working import WorkingCalendar


def supervise(
    case: Case,
    *,
    by: str,
    now: datetime,
    order: str,
    text: Sealed,
    deadline: datetime | None,
    calendar: WorkingCalendar,
) -> tuple[Event, ...]:
    """Order the lead unit to answer by `deadline`; without one, within the time its policy gives."""
    must_allow(case, Trigger.SUPERVISE)
    assert case.lead_unit_id is not None
    assert case.handling_policy is not None
    policy = case.handling_policy
    if deadline is not None:
        must_be_ahead("deadline", deadline, now)
        must_be_within("deadline", deadline, now + timedelta(days=policy.order_most_days))
    by_then = deadline or calendar.add(now, policy.order, policy.service)
    ordered = CaseSupervised(
        **stamp(case, by, now),
        order=order,
        unit_id=case.lead_unit_id,
        text=text,
        deadline=by_then,
        estimated=deadline is None and calendar.is_estimated_between(now, by_then, policy.order),
    )
    return (ordered,)


def answer(case: Case, *, by: str, now: datetime, order: str, text: Sealed) -> tuple[Event, ...]:
    """Answer an order in writing, once. An overdue order can still be answered."""
    found = case.order(order)
    if found is None:
        raise no_such_order()
    if found.answered_at is not None:
        raise already_answered(found)
    must_allow(case, Trigger.ANSWER)
    return (OrderAnswered(**stamp(case, by, now), order=order, text=text),)


def remind(case: Case, *, by: str, now: datetime, note: Sealed | None = None) -> tuple[Event, ...]:
    """Urge the lead unit; only recorded and notified."""
    must_allow(case, Trigger.REMIND)
    assert case.lead_unit_id is not None
    return (CaseReminded(**stamp(case, by, now), unit_id=case.lead_unit_id, note=note),)
