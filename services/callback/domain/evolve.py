"""How events change a case: the only way it ever changes, so that folding the log from empty rebuilds it exactly.

Nothing is decided, computed from policies or refused here; an event that does not fit is a broken log (`ValueError`).
"""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from services.callback.domain.evolve_calls import with_call
from services.callback.domain.model import Case, Complaint, GivenUp, LimitClock, Order, Override, Writing
from services.callback.domain.states import State, Trigger, next_state
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import LimitKind, LimitMarks, ReopenedBecause, TaskKind

_WRITTEN = ("note", "reason", "text", "answers")

_WITH_NOBODY: dict[str, Any] = {"responsible_unit_id": None, "assisting_unit_ids": (), "handler_id": None}


def evolve(case: Case | None, event: Event) -> Case:
    """The case after `event`. Only `case.received` begins one."""
    if isinstance(event, happened.CaseReceived):
        return _received(event)
    if case is None:
        raise ValueError(f"{event.type} before the case was received")
    written = (*case.written, *_written(event))
    return replace(_fold(event, case), sequence=case.sequence + 1, written=written)


def _received(event: happened.CaseReceived) -> Case:
    return Case(
        id=event.case_id,
        number=event.number,
        channel=event.channel,
        accepted_at=event.accepted_at,
        filed_at=event.filed_at,
        reporter=event.reporter,
        registered_by=event.registered_by,
        told=event.told,
        details=event.details,
        note=event.note,
        policy=event.policy,
        sequence=1,
        state=State.AWAITING_CALLBACK,
        moved_at=event.at,
        moved_by=event.by,
        severity=event.severity,
        written=_written(event),
    )


def _written(event: Event) -> tuple[Writing, ...]:
    """What the event's author wrote: all events call it by the same names."""
    found = ((field, getattr(event, field, None)) for field in _WRITTEN)
    about = event.type.removeprefix("hotline.callback.")
    return tuple(
        Writing(about=about, field=field, text=text, by=event.by, at=event.at) for field, text in found if text
    )


def _move(case: Case, trigger: Trigger, event: Event, **changes: Any) -> Case:  # noqa: ANN401
    """A change of state, by the table."""
    moved: dict[str, Any] = {"moved_at": event.at, "moved_by": event.by, "reminded_at": None}
    return replace(case, state=next_state(case.state, trigger), **moved, **changes)


def _stay(case: Case, trigger: Trigger, event: Event, **changes: Any) -> Case:  # noqa: ANN401
    """An act the table allows in this state, which leaves it as it is."""
    return replace(case, state=next_state(case.state, trigger), **changes)


@singledispatch
def _fold(event: Event, case: Case) -> Case:
    """Events of the task and its attempts are folded by `evolve_calls`."""
    return with_call(case, event)


@_fold.register
def _(event: happened.WindowWarned | happened.WindowBreached, case: Case) -> Case:
    return replace(case, windows=tuple(mark for mark in case.windows if mark.due_at > event.due_at))


@_fold.register
def _(event: happened.LimitWarned, case: Case) -> Case:
    return _with_limit(case, event.limit, warned_at=event.at)


@_fold.register
def _(event: happened.LimitBreached, case: Case) -> Case:
    return _with_limit(case, event.limit, breached_at=event.at)


@_fold.register
def _(event: happened.SupervisorReminded, case: Case) -> Case:
    return replace(case, reminded_at=event.due_at)


@_fold.register
def _(event: happened.IndependenceOverridden, case: Case) -> Case:
    override = Override(staff_id=event.staff_id, reason=event.reason, by=event.by, at=event.at)
    return _stay(case, Trigger.OVERRIDE, event, overrides=(*case.overrides, override))


@_fold.register
def _(event: happened.CustomerReached, case: Case) -> Case:
    return replace(case, reached_at=case.reached_at or event.at)


@_fold.register
def _(event: happened.CaseArchived, case: Case) -> Case:
    return _move(case, Trigger.ARCHIVE, event, score=event.score, band=event.band, ended_at=event.at)


@_fold.register
def _(event: happened.CaseFoundDissatisfied, case: Case) -> Case:
    moved = _move(case, Trigger.FIND_DISSATISFIED, event, score=event.score, band=event.band)
    return _started(moved, event, event.limit)


@_fold.register
def _(event: happened.CaseUnreachable, case: Case) -> Case:
    given_up = GivenUp(because=event.because, at=event.at)
    if event.kind is TaskKind.FOLLOW_UP:
        return _stay(case, Trigger.GIVE_UP, event, given_up=given_up, reminded_at=None)
    return _move(case, Trigger.GIVE_UP, event, given_up=given_up)


@_fold.register
def _(event: happened.CaseRetried, case: Case) -> Case:
    if case.state is State.RESOLVED:
        return with_call(_stay(case, Trigger.RETRY, event, given_up=None, reminded_at=None), event)
    return with_call(_move(case, Trigger.RETRY, event, given_up=None), event)


@_fold.register
def _(event: happened.CaseDispatched, case: Case) -> Case:
    moved = _move(
        case,
        Trigger.DISPATCH,
        event,
        severity=event.severity,
        severity_fixed=True,
        assisting_unit_ids=event.assisting_unit_ids,
        first_dispatched_at=case.first_dispatched_at or event.at,
        given_up=None,
    )
    return _on_terms(_ended(moved, event, LimitKind.TO_DISPATCH), event)


@_fold.register
def _(event: happened.CaseTransferred, case: Case) -> Case:
    assisting = tuple(unit for unit in case.assisting_unit_ids if unit != event.responsible_unit_id)
    moved = _move(case, Trigger.TRANSFER, event, assisting_unit_ids=assisting)
    return _on_terms(_ended(moved, event, LimitKind.ACCEPT), event)


@_fold.register
def _(event: happened.CaseAccepted, case: Case) -> Case:
    return _ended(_move(case, Trigger.ACCEPT, event), event, LimitKind.ACCEPT)


@_fold.register
def _(event: happened.CaseAssigned, case: Case) -> Case:
    return _stay(case, Trigger.ASSIGN, event, handler_id=event.staff_id)


@_fold.register
def _(event: happened.CaseReturned, case: Case) -> Case:
    moved = _move(case, Trigger.RETURN, event, returns=event.returns, **_WITH_NOBODY)
    return _started(_ended(moved, event, LimitKind.ACCEPT), event, event.limit)


@_fold.register
def _(event: happened.CaseSupervised, case: Case) -> Case:
    order = Order(
        id=event.order,
        unit_id=event.unit_id,
        text=event.text,
        ordered_by=event.by,
        ordered_at=event.at,
        deadline=event.deadline,
    )
    return _stay(case, Trigger.SUPERVISE, event, orders=(*case.orders, order))


@_fold.register
def _(event: happened.OrderAnswered, case: Case) -> Case:
    allowed = _stay(case, Trigger.ANSWER, event)
    return _with_order(allowed, event.order, answer=event.text, answered_by=event.by, answered_at=event.at)


@_fold.register
def _(event: happened.OrderOverdue, case: Case) -> Case:
    return _with_order(case, event.order, overdue_at=event.at)


@_fold.register
def _(event: happened.CaseReminded, case: Case) -> Case:
    return _stay(case, Trigger.REMIND, event)


@_fold.register
def _(event: happened.CaseSeverityChanged, case: Case) -> Case:
    changed = _stay(case, Trigger.CHANGE_SEVERITY, event, severity=event.severity, severity_fixed=True)
    return _started(changed, event, event.handling) if event.handling is not None else changed


@_fold.register
def _(event: happened.CaseResolved, case: Case) -> Case:
    moved = _move(case, Trigger.RESOLVE, event, resolved_at=event.at)
    return _ended(moved, event, LimitKind.HANDLING)


@_fold.register
def _(event: happened.CaseClosed, case: Case) -> Case:
    score, band = (event.score, event.band) if event.score is not None else (case.score, case.band)
    closed = _move(case, Trigger.CLOSE, event, score=score, band=band, ended_at=event.at, given_up=None)
    return _ended(closed, event, LimitKind.HANDLING)


@_fold.register
def _(event: happened.CaseReopened, case: Case) -> Case:
    """The handling clock goes on where it began."""
    if event.because is ReopenedBecause.FOLLOW_UP:
        moved = _move(case, Trigger.FIND_DISSATISFIED, event, resolved_at=None, score=event.score, band=event.band)
    else:
        moved = _move(case, Trigger.REOPEN, event, resolved_at=None, ended_at=None, returns=0, **_WITH_NOBODY)
    again: dict[str, Any] = {"ended_at": None, "armed_at": event.at}
    limits = (replace(each, **again) if each.kind is LimitKind.HANDLING else each for each in moved.limits)
    reopened = replace(moved, limits=tuple(limits))
    return _started(reopened, event, event.limit) if event.limit is not None else reopened


@_fold.register
def _(event: happened.CaseComplaintMarked, case: Case) -> Case:
    complaint = Complaint(
        source=event.source,
        number=event.number,
        complained_at=event.complained_at,
        note=event.note,
        marked_by=event.by,
        marked_at=event.at,
    )
    return _stay(case, Trigger.MARK_COMPLAINT, event, complaints=(*case.complaints, complaint))


def _on_terms(case: Case, event: happened.CaseDispatched | happened.CaseTransferred) -> Case:
    """With the event's unit from now on, which has not named a handler yet."""
    terms = event.terms
    led = replace(case, responsible_unit_id=event.responsible_unit_id, handler_id=None, handling_policy=terms.policy)
    return _started(_started(led, event, terms.accept), event, terms.handling)


def _started(case: Case, event: Event, marks: LimitMarks) -> Case:
    """A limit with these marks runs. One that runs already keeps what became of it: each mark fires once."""
    fields: dict[str, Any] = {"started_at": marks.started_at, "warn_at": marks.warn_at, "due_at": marks.due_at}
    fields["armed_at"] = event.at
    if case.limit(marks.kind) is not None:
        return _with_limit(case, marks.kind, **fields)
    return replace(case, limits=(*case.limits, LimitClock(kind=marks.kind, **fields)))


def _ended(case: Case, event: Event, kind: LimitKind) -> Case:
    return _with_limit(case, kind, ended_at=event.at)


def _with_limit(case: Case, kind: LimitKind, **changes: Any) -> Case:  # noqa: ANN401
    """The running limit of this kind changed, if there is one."""
    limits = (replace(each, **changes) if each.kind is kind and each.running else each for each in case.limits)
    return replace(case, limits=tuple(limits))


def _with_order(case: Case, order_id: str, **changes: Any) -> Case:  # noqa: ANN401
    orders = (replace(order, **changes) if order.id == order_id else order for order in case.orders)
    return replace(case, orders=tuple(orders))
