"""How events change a case: the only way it ever changes, so that folding the log from empty rebuilds it exactly.

`FOLDS` names the function of every event; they are in `evolve_calls` and `evolve_handling`. Nothing is decided,
computed from policies or refused there; an event that does not fit is a broken log (`ValueError`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.callback.domain import evolve_calls, evolve_handling
from services.callback.domain.model import Case, Writing
from services.callback.domain.states import State
from shared.contracts import callback as happened
from shared.contracts.base import Event

FOLDS: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    happened.DetailsAmended: evolve_calls.details_amended,
    happened.TaskScheduled: evolve_calls.task_scheduled,
    happened.TaskClaimed: evolve_calls.task_claimed,
    happened.TaskTakenOver: evolve_calls.task_taken_over,
    happened.TaskHeldTooLong: evolve_calls.task_held_too_long,
    happened.TaskReleased: evolve_calls.task_released,
    happened.TaskLeaseExpired: evolve_calls.task_lease_expired,
    happened.AttemptStarted: evolve_calls.attempt_started,
    happened.AttemptOverlong: evolve_calls.attempt_overlong,
    happened.AttemptEnded: evolve_calls.attempt_ended,
    happened.CustomerReached: evolve_calls.customer_reached,
    happened.WindowWarned: evolve_calls.window_passed,
    happened.WindowBreached: evolve_calls.window_passed,
    happened.CallWarned: evolve_calls.call_owed,
    happened.CallOverdue: evolve_calls.call_owed,
    happened.ReporterReminded: evolve_calls.reporter_reminded,
    happened.ContactRecorded: evolve_calls.contact_recorded,
    happened.IndependenceOverridden: evolve_calls.independence_overridden,
    happened.CaseArchived: evolve_calls.case_archived,
    happened.CaseFoundDissatisfied: evolve_calls.case_found_dissatisfied,
    happened.CaseUnreachable: evolve_calls.case_unreachable,
    happened.CaseRetried: evolve_calls.case_retried,
    happened.CaseSentBack: evolve_handling.case_sent_back,
    happened.CaseDispatched: evolve_handling.case_dispatched,
    happened.CaseTransferred: evolve_handling.case_transferred,
    happened.CaseAccepted: evolve_handling.case_accepted,
    happened.CaseAssigned: evolve_handling.case_assigned,
    happened.CaseReturned: evolve_handling.case_returned,
    happened.CaseResolved: evolve_handling.case_resolved,
    happened.CaseClosed: evolve_handling.case_closed,
    happened.CaseReopened: evolve_handling.case_reopened,
    happened.CaseSeverityChanged: evolve_handling.case_severity_changed,
    happened.CaseSeverityRaised: evolve_handling.case_severity_changed,
    happened.CaseReviewed: evolve_handling.case_reviewed,
    happened.CaseComplaintMarked: evolve_handling.case_complaint_marked,
    happened.LimitHalfUsed: evolve_handling.limit_half_used,
    happened.LimitWarned: evolve_handling.limit_warned,
    happened.LimitBreached: evolve_handling.limit_breached,
    happened.SupervisorReminded: evolve_handling.supervisor_reminded,
    happened.CaseSupervised: evolve_handling.case_supervised,
    happened.OrderAnswered: evolve_handling.order_answered,
    happened.OrderOverdue: evolve_handling.order_overdue,
    happened.CaseReminded: evolve_handling.case_reminded,
    happened.CaseErased: evolve_handling.case_erased,
    happened.StandInsTold: evolve_handling.stand_ins_told,
}

WRITTEN_AS = ("note", "wants", "reason", "text", "answers")
"""What events call a text that their author wrote."""


def evolve(case: Case | None, event: Event) -> Case:
    """The case after `event`. Only `case.received` begins one; `ValueError` for an event callback does not know."""
    if isinstance(event, happened.CaseReceived):
        return _received(event)
    if case is None:
        raise ValueError(f"{event.type} before the case was received")
    fold = FOLDS.get(type(event))
    if fold is None:
        raise ValueError(f"callback does not know {event.type}")
    written = (*case.written, *_written(event))
    return replace(fold(case, event), sequence=case.sequence + 1, written=written)


def _received(event: happened.CaseReceived) -> Case:
    return Case(
        id=event.case_id,
        number=event.number,
        channel=event.channel,
        accepted_at=event.accepted_at,
        filed_at=event.filed_at,
        reporter=event.details.reporter or event.reporter,
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
        informed=event.informed,
        duty_desk=event.duty_desk,
        on_site=event.on_site,
        complaints=event.complaints,
        written=(*_written_on_site(event), *_written(event)),
    )


def _written_on_site(event: happened.CaseReceived) -> tuple[Writing, ...]:
    """What people wrote on site, for the caller."""
    acts = [(f"on_site.{act.deed}", act.note, act.by, act.at) for act in event.on_site]
    marks = [("on_site.complaint_marked", mark.note, mark.marked_by, mark.marked_at) for mark in event.complaints]
    return tuple(
        Writing(about=about, field="note", text=note, by=by, at=at) for about, note, by, at in (*acts, *marks) if note
    )


def _written(event: Event) -> tuple[Writing, ...]:
    """What the event's author wrote: all events call it by the same names."""
    found = ((field, getattr(event, field, None)) for field in WRITTEN_AS)
    about = event.type.removeprefix("hotline.callback.")
    return tuple(
        Writing(about=about, field=field, text=text, by=event.by, at=event.at) for field, text in found if text
    )
