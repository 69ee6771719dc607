"""How a case changes from its dispatch on: the unit, its handler, limits, supervision orders, the end, complaints."""

from dataclasses import replace
from typing import Any

from services.callback.domain.evolve_moves import (
    change_limit,
    end_calls,
    end_limit,
    end_spell,
    move,
    resume_limits,
    start_limit,
    start_limits,
    start_spell,
    stay,
)
from services.callback.domain.model import Case, Order, Review
from services.callback.domain.states import Trigger
from shared.contracts import callback as happened
from shared.contracts.callback_values import LimitKind, ReopenedBecause
from shared.contracts.escalation import ComplaintMark

_WITHOUT_PEOPLE: dict[str, Any] = {"accepted_by": None, "handler_id": None}
_WITHOUT_UNIT: dict[str, Any] = {"responsible_unit_id": None, "assisting_unit_ids": (), **_WITHOUT_PEOPLE}


def case_dispatched(case: Case, event: happened.CaseDispatched) -> Case:
    """Another unit leads."""
    moved = move(
        case,
        Trigger.DISPATCH,
        event,
        severity=event.severity,
        assisting_unit_ids=event.assisting_unit_ids,
        first_dispatched_at=case.first_dispatched_at or event.at,
        given_up=None,
    )
    return _on_terms(end_limit(end_calls(moved), event, LimitKind.TO_DISPATCH), event)


def case_transferred(case: Case, event: happened.CaseTransferred) -> Case:
    """Another unit leads; it no longer assists."""
    assisting = tuple(unit for unit in case.assisting_unit_ids if unit != event.responsible_unit_id)
    moved = move(case, Trigger.TRANSFER, event, assisting_unit_ids=assisting, transfers=event.transfers)
    return _on_terms(end_limit(moved, event, LimitKind.ACCEPT), event)


def case_accepted(case: Case, event: happened.CaseAccepted) -> Case:
    """The limit on signing for it ends."""
    return end_limit(move(case, Trigger.ACCEPT, event, accepted_by=event.by), event, LimitKind.ACCEPT)


def case_assigned(case: Case, event: happened.CaseAssigned) -> Case:
    """It has a handler."""
    return stay(case, Trigger.ASSIGN, handler_id=event.staff_id)


def case_returned(case: Case, event: happened.CaseReturned) -> Case:
    """No unit leads, and the limit on choosing one starts."""
    moved = end_spell(move(case, Trigger.RETURN, event, returns=event.returns, **_WITHOUT_UNIT), event)
    return start_limit(end_limit(moved, event, LimitKind.ACCEPT), event, event.limit)


def case_resolved(case: Case, event: happened.CaseResolved) -> Case:
    """The round of handling ends."""
    moved = move(case, Trigger.RESOLVE, event, resolved_at=event.at)
    return end_spell(end_limit(moved, event, LimitKind.HANDLING), event)


def case_closed(case: Case, event: happened.CaseClosed) -> Case:
    """The case ends; without a new score it keeps the one it had."""
    score, band = (event.score, event.band) if event.score is not None else (case.score, case.band)
    closed = move(case, Trigger.CLOSE, event, score=score, band=band, ended_at=event.at, given_up=None)
    return end_calls(closed)


def case_reopened(case: Case, event: happened.CaseReopened) -> Case:
    """After a follow-up the unit handles it again; else the case has no unit any more."""
    again: dict[str, Any] = {"resolved_at": None}
    if event.because is ReopenedBecause.FOLLOW_UP:
        again |= {"score": event.score, "band": event.band}
        moved = start_spell(move(case, Trigger.FIND_DISSATISFIED, event, **again), event, case.lead_unit_id)
    else:
        again |= {"ended_at": None, "review": None, "returns": 0, "transfers": 0, **_WITHOUT_UNIT}
        moved = move(case, Trigger.REOPEN, event, **again)
    reopened = moved if event.new_round else resume_limits(moved, event, LimitKind.HANDLING)
    return start_limits(reopened, event, event.limit, event.handling)


def case_sent_back(case: Case, event: happened.CaseSentBack) -> Case:
    """Handled again by the same unit, as after a failed follow-up."""
    moved = move(case, Trigger.SEND_BACK, event, resolved_at=None, given_up=None)
    return start_limits(start_spell(end_calls(moved), event, case.lead_unit_id), event, event.handling)


def case_severity_changed(case: Case, event: happened.CaseSeverityChanged | happened.CaseSeverityRaised) -> Case:
    """The running limits get new marks."""
    return start_limits(replace(case, severity=event.severity), event, event.accept, event.handling)


def case_complaint_marked(case: Case, event: happened.CaseComplaintMarked) -> Case:
    """One more complaint on record."""
    complaint = ComplaintMark(
        source=event.source,
        number=event.number,
        complained_at=event.complained_at,
        note=event.note,
        marked_by=event.by,
        marked_at=event.at,
        stated_source=event.stated_source,
        stated_number=event.stated_number,
    )
    return stay(case, Trigger.COMPLAINT, complaints=(*case.complaints, complaint))


def case_reviewed(case: Case, event: happened.CaseReviewed) -> Case:
    """A supervisor has looked at it."""
    return stay(case, Trigger.REVIEWED, review=Review(by=event.by, at=event.at))


def limit_half_used(case: Case, event: happened.LimitHalfUsed) -> Case:
    """The half does not fire again."""
    return change_limit(case, event.limit, halved_at=event.at)


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
        estimated=event.estimated,
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


def case_erased(case: Case, event: happened.CaseErased) -> Case:
    """No call is to be made any more, and no clock runs (`obligations`)."""
    return replace(end_calls(case), erased_at=event.at)


def stand_ins_told(case: Case, event: happened.StandInsTold) -> Case:
    """They may read the case, and do what the holder of the office may."""
    return replace(case, stand_ins=(*case.stand_ins, *event.stand_ins))


def _on_terms(case: Case, event: happened.CaseDispatched | happened.CaseTransferred) -> Case:
    """Led by the event's unit, which has not named a handler yet; the orders without an answer go along."""
    terms, unit_id = event.terms, event.responsible_unit_id
    orders = (order if order.answered_at else replace(order, unit_id=unit_id) for order in case.orders)
    led: dict[str, Any] = {"responsible_unit_id": unit_id, "orders": tuple(orders), **_WITHOUT_PEOPLE}
    moved = replace(case, handling_policy=terms.policy, **led)
    return start_spell(start_limits(moved, event, terms.accept, terms.handling), event, unit_id)


def _with_order(case: Case, order_id: str, **changes: Any) -> Case:  # noqa: ANN401
    orders = (replace(order, **changes) if order.id == order_id else order for order in case.orders)
    return replace(case, orders=tuple(orders))
