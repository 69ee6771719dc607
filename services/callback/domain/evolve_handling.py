"""How a case changes from its dispatch on: the unit, its handler, limits, supervision orders, the end, complaints."""

from dataclasses import replace
from typing import Any

from services.callback.domain.evolve_moves import change_limit, end_limit, move, start_limit, stay
from services.callback.domain.model import Case, Complaint, Order
from services.callback.domain.states import Trigger
from shared.contracts import callback as happened
from shared.contracts.callback_values import LimitKind, ReopenedBecause

_WITHOUT_PEOPLE: dict[str, Any] = {"accepted_by": None, "handler_id": None}
_WITHOUT_UNIT: dict[str, Any] = {"responsible_unit_id": None, "assisting_unit_ids": (), **_WITHOUT_PEOPLE}


def case_dispatched(case: Case, event: happened.CaseDispatched) -> Case:
    """The severity is fixed by a person from now on."""
    moved = move(
        case,
        Trigger.DISPATCH,
        event,
        severity=event.severity,
        severity_fixed=True,
        assisting_unit_ids=event.assisting_unit_ids,
        first_dispatched_at=case.first_dispatched_at or event.at,
        given_up=None,
    )
    return _on_terms(end_limit(moved, event, LimitKind.TO_DISPATCH), event)


def case_transferred(case: Case, event: happened.CaseTransferred) -> Case:
    """Another unit leads; it no longer assists."""
    assisting = tuple(unit for unit in case.assisting_unit_ids if unit != event.responsible_unit_id)
    moved = move(case, Trigger.TRANSFER, event, assisting_unit_ids=assisting)
    return _on_terms(end_limit(moved, event, LimitKind.ACCEPT), event)


def case_accepted(case: Case, event: happened.CaseAccepted) -> Case:
    """The limit on signing for it ends."""
    return end_limit(move(case, Trigger.ACCEPT, event, accepted_by=event.by), event, LimitKind.ACCEPT)


def case_assigned(case: Case, event: happened.CaseAssigned) -> Case:
    """It has a handler."""
    return stay(case, Trigger.ASSIGN, handler_id=event.staff_id)


def case_returned(case: Case, event: happened.CaseReturned) -> Case:
    """No unit leads, and the limit on choosing one starts."""
    moved = move(case, Trigger.RETURN, event, returns=event.returns, **_WITHOUT_UNIT)
    return start_limit(end_limit(moved, event, LimitKind.ACCEPT), event, event.limit)


def case_resolved(case: Case, event: happened.CaseResolved) -> Case:
    """The handling limit ends."""
    moved = move(case, Trigger.RESOLVE, event, resolved_at=event.at)
    return end_limit(moved, event, LimitKind.HANDLING)


def case_closed(case: Case, event: happened.CaseClosed) -> Case:
    """The case ends; without a new score it keeps the one it had."""
    score, band = (event.score, event.band) if event.score is not None else (case.score, case.band)
    closed = move(case, Trigger.CLOSE, event, score=score, band=band, ended_at=event.at, given_up=None)
    return end_limit(closed, event, LimitKind.HANDLING)


def case_reopened(case: Case, event: happened.CaseReopened) -> Case:
    """The handling limit runs on from where it began; asked for by a person, the case has no unit any more."""
    if event.because is ReopenedBecause.FOLLOW_UP:
        moved = move(case, Trigger.FIND_DISSATISFIED, event, resolved_at=None, score=event.score, band=event.band)
    else:
        moved = move(case, Trigger.REOPEN, event, resolved_at=None, ended_at=None, returns=0, **_WITHOUT_UNIT)
    again: dict[str, Any] = {"ended_at": None, "armed_at": event.at}
    limits = (replace(each, **again) if each.kind is LimitKind.HANDLING else each for each in moved.limits)
    reopened = replace(moved, limits=tuple(limits))
    return start_limit(reopened, event, event.limit) if event.limit is not None else reopened


def case_severity_changed(case: Case, event: happened.CaseSeverityChanged) -> Case:
    """Fixed by a person from now on; a running handling limit gets new marks."""
    changed = stay(case, Trigger.SEVERITY, severity=event.severity, severity_fixed=True)
    return start_limit(changed, event, event.handling) if event.handling is not None else changed


def case_complaint_marked(case: Case, event: happened.CaseComplaintMarked) -> Case:
    """One more complaint on record."""
    complaint = Complaint(
        source=event.source,
        number=event.number,
        complained_at=event.complained_at,
        note=event.note,
        marked_by=event.by,
        marked_at=event.at,
    )
    return stay(case, Trigger.COMPLAINT, complaints=(*case.complaints, complaint))


def limit_warned(case: Case, event: happened.LimitWarned) -> Case:
    """The warning does not fire again."""
    return change_limit(case, event.limit, warned_at=event.at)


def limit_breached(case: Case, event: happened.LimitBreached) -> Case:
    """The breach does not fire again."""
    return change_limit(case, event.limit, breached_at=event.at)


def supervisor_reminded(case: Case, event: happened.SupervisorReminded) -> Case:
    """The next reminder counts from this mark."""
    return replace(case, reminded_at=event.due_at)


def case_supervised(case: Case, event: happened.CaseSupervised) -> Case:
    """One more order."""
    order = Order(
        id=event.order,
        unit_id=event.unit_id,
        text=event.text,
        ordered_by=event.by,
        ordered_at=event.at,
        deadline=event.deadline,
    )
    return stay(case, Trigger.SUPERVISE, orders=(*case.orders, order))


def order_answered(case: Case, event: happened.OrderAnswered) -> Case:
    """The order is done."""
    allowed = stay(case, Trigger.ANSWER)
    return _with_order(allowed, event.order, answer=event.text, answered_by=event.by, answered_at=event.at)


def order_overdue(case: Case, event: happened.OrderOverdue) -> Case:
    """The deadline does not fire again."""
    return _with_order(case, event.order, overdue_at=event.at)


def case_reminded(case: Case, event: happened.CaseReminded) -> Case:
    """Only on record."""
    return stay(case, Trigger.REMIND)


def _on_terms(case: Case, event: happened.CaseDispatched | happened.CaseTransferred) -> Case:
    """Led by the event's unit, which has not named a handler yet."""
    terms = event.terms
    led = replace(case, responsible_unit_id=event.responsible_unit_id, handling_policy=terms.policy, **_WITHOUT_PEOPLE)
    return start_limit(start_limit(led, event, terms.accept), event, terms.handling)


def _with_order(case: Case, order_id: str, **changes: Any) -> Case:  # noqa: ANN401
    orders = (replace(order, **changes) if order.id == order_id else order for order in case.orders)
    return replace(case, orders=tuple(orders))


def stand_ins_told(case: Case, event: happened.StandInsTold) -> Case:
    """They may read the case, and do what the holder of the office may."""
    return replace(case, stand_ins=(*case.stand_ins, *event.stand_ins))
