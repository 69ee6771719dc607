"""Which messages an event causes: who gets which kind. The words are in `texts`; they hold no customer's data.

A message's key is made of case, sequence of the event, kind and recipient: the same event makes the same messages.
"""

from collections.abc import Iterable
from datetime import datetime

from services.callback.application import texts
from services.callback.application.message_facts import MessageFacts, Notice
from services.callback.application.notices_calls import about_calls
from services.callback.application.notices_handling import about_handling
from services.callback.application.recipients import Recipients
from services.callback.domain.model import Case
from services.callback.domain.states import State
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import (
    ClosedBecause,
    LimitKind,
    Outcome,
    ReopenedBecause,
    UnreachableBecause,
    Window,
)
from shared.engine.notifications.message import Message
from shared.platform.wording import in_place_of, lateness
from shared.rules.directory import Directory
from shared.rules.ladders.due import late_by_seconds


def messages_for(case: Case, event: Event, directory: Directory, *, before: Case | None = None) -> tuple[Message, ...]:
    """The messages this event causes; `case` is the case after it, `before` the one it changed.

    The person who caused the event gets none, unless they took away the number and are asked for one.
    """
    people = Recipients(case=case, directory=directory, at=event.at)
    late = _lateness(case, event) if isinstance(event, happened.Fired) else 0.0
    told: dict[tuple[str, str], str] = {}
    for recipients, kind, text in _notices(MessageFacts(case=case, event=event, people=people, before=before)):
        whom = tuple(recipients)
        absent, moving = people.in_place_of(whom), people.moving_it
        for recipient in whom:
            if (recipient != event.by or kind == "number_asked") and people.works_here(recipient):
                remark = in_place_of(absent[recipient], directory) if recipient in absent else ""
                remark = texts.unit_is_gone() if recipient in moving else remark
                told.setdefault((recipient, kind), text + remark + lateness(late))
    return tuple(
        Message(
            key=f"callback.{case.id}.{case.sequence}.{kind}.{recipient}",
            subject_id=case.id,
            recipient=recipient,
            kind=kind,
            text=text,
            late_by_seconds=late,
        )
        for (recipient, kind), text in told.items()
    )


def _notices(facts: MessageFacts) -> Iterable[Notice]:
    yield from _about_the_call(facts)
    yield from about_calls(facts)
    yield from _about_the_windows(facts)
    yield from _about_the_limits(facts)
    yield from _about_the_unit(facts)
    yield from _about_orders(facts)
    yield from _about_the_end(facts)
    yield from about_handling(facts)


def _about_the_call(facts: MessageFacts) -> Iterable[Notice]:
    case, people = facts.case, facts.people
    match facts.event:
        case happened.TaskScheduled(ask_reporter=True) | happened.ReporterReminded():
            yield people.reporter, "number_asked", texts.number_asked(facts.reporter, case.number)
            yield people.reporters_part, "number_asked", texts.number_asked(facts.reporter_name, case.number)
        case happened.AttemptEnded(outcome=Outcome.WRONG_NUMBER, not_before=datetime()):
            yield people.reporter, "number_asked", texts.number_wrong(facts.reporter, case.number)
            yield people.reporters_part, "number_asked", texts.number_wrong(facts.reporter_name, case.number)
        case happened.CaseUnreachable(because=UnreachableBecause.REFUSED, kind=call):
            yield people.supervisors, "unreachable", texts.customer_refused(call, case.state, case.number)
        case happened.CaseUnreachable(kind=call, attempts=attempts):
            text = texts.customer_unreachable(call, attempts, case.state, case.number)
            yield people.supervisors, "unreachable", text
        case happened.DetailsAmended(at=at) if case.open_call is not None and case.open_call.asked_at == at:
            yield people.reporter, "number_asked", texts.number_asked(facts.reporter, case.number)
            yield people.reporters_part, "number_asked", texts.number_asked(facts.reporter_name, case.number)
        case happened.DetailsAmended() if case.supervisor_decides and case.open_call is None:
            yield people.supervisors, "details_amended", texts.details_amended(facts.by, case.state, case.number)
        case happened.IndependenceOverridden(staff_id=caller):
            yield (caller,), "independence_overridden", texts.caller_named(facts.by_name, case.number)


def _about_the_windows(facts: MessageFacts) -> Iterable[Notice]:
    if not isinstance(facts.event, happened.WindowWarned | happened.WindowBreached):
        return
    people, no, due = facts.people, facts.case.number, facts.at(facts.case.first_due_at)
    match facts.event:
        case happened.WindowWarned():
            text = texts.callback_warned(due, facts.names(people.arranging), no)
            yield people.callers, "window_warned", text
        case happened.WindowBreached(window=Window.HEAD):
            yield people.centre_heads, "window_breached", texts.callback_breached_badly(due, no)
        case happened.WindowBreached():
            text = texts.callback_breached(due, facts.window(Window.HEAD), facts.names(people.centre_heads), no)
            yield people.arranging, "window_breached", text


def _about_the_limits(facts: MessageFacts) -> Iterable[Notice]:
    case, people, no = facts.case, facts.people, facts.case.number
    match facts.event:
        case happened.LimitWarned(limit=LimitKind.TO_DISPATCH as limit):
            text = texts.dispatch_warned(facts.due(limit), facts.names(people.supervisors), no)
            yield people.supervisors if case.supervisor_decides else people.group, "limit_warned", text
        case happened.LimitWarned(limit=limit):
            text = texts.limit_warned(limit, facts.lead, facts.due(limit), facts.names(people.line_executive), no)
            yield people.lead, "limit_warned", text
        case happened.LimitBreached(limit=LimitKind.TO_DISPATCH as limit):
            yield people.supervisors, "limit_breached", texts.dispatch_breached(facts.due(limit), no)
        case happened.LimitBreached(limit=limit):
            yield people.lead, "limit_breached", texts.limit_breached(limit, facts.lead, facts.due(limit), no)
            text = texts.limit_breached_above(limit, facts.lead, facts.lead_people, facts.due(limit), no)
            yield people.line_executive, "limit_breached", text
        case happened.SupervisorReminded():
            whom = people.arranging if case.state is State.AWAITING_CALLBACK else people.supervisors
            yield whom, "still_open", texts.still_open(case.state, facts.at(case.moved_at), no)


def _about_the_unit(facts: MessageFacts) -> Iterable[Notice]:
    case, people, no = facts.case, facts.people, facts.case.number
    match facts.event:
        case happened.CaseDispatched() as event:
            accept, handle = facts.due(LimitKind.ACCEPT), facts.due(LimitKind.HANDLING)
            yield people.lead, "dispatched", texts.dispatched(facts.lead_seen_from_above, accept, handle, no)
            for unit_id in event.assisting_unit_ids:
                text = texts.assisting(facts.unit(unit_id), facts.lead, no)
                yield people.head_of(unit_id), "assisting", text
        case happened.CaseTransferred(from_unit_id=from_unit):
            accept, handle = facts.due(LimitKind.ACCEPT), facts.due(LimitKind.HANDLING)
            text = texts.transferred(facts.unit(from_unit), facts.lead_seen_from_above, accept, handle, no)
            yield people.lead, "dispatched", text
        case happened.CaseAssigned(staff_id=handler):
            yield (handler,), "assigned", texts.assigned(facts.by_name, facts.due(LimitKind.HANDLING), no)
        case happened.CaseReturned(supervisor_decides=True) as event:
            text = texts.returned_to_decide(facts.unit(event.unit_id), event.returns, facts.at(event.limit.due_at), no)
            yield people.supervisors, "returned", text
        case happened.CaseReturned() as event:
            text = texts.returned(facts.unit(event.unit_id), facts.at(event.limit.due_at), no)
            yield people.group, "returned", text
        case happened.CaseReminded():
            text = texts.reminded(facts.by, facts.next_act, facts.due(facts.next_act), no)
            yield people.handlers, "reminded", text
        case happened.CaseSeverityChanged(severity=severity) if case.lead_unit_id is not None:
            text = texts.severity_changed(facts.by, severity, facts.next_act, facts.due(facts.next_act), no)
            yield people.handlers, "severity_changed", text


def _about_orders(facts: MessageFacts) -> Iterable[Notice]:
    people, no = facts.people, facts.case.number
    match facts.event:
        case happened.CaseSupervised(order=order):
            yield people.handlers, "supervised", texts.supervised(facts.by, facts.deadline(order), no)
        case happened.OrderAnswered(order=order):
            yield facts.giver(order), "order_answered", texts.order_answered(facts.by_name, no)
        case happened.OrderOverdue(order=order):
            until, giver = facts.deadline(order), facts.giver(order)
            yield people.handlers, "order_overdue", texts.order_overdue(facts.who(*giver), until, no)
            yield giver, "order_overdue", texts.order_overdue_to_giver(facts.lead, until, no)


def _about_the_end(facts: MessageFacts) -> Iterable[Notice]:
    people, no = facts.people, facts.case.number
    match facts.event:
        case happened.CaseArchived():
            yield people.outcome, "archived", texts.archived(no)
        case happened.CaseClosed(because=ClosedBecause.NOT_REACHED):
            yield (*people.outcome, *people.unit_at_work), "closed", texts.closed_without_verdict(facts.by_name, no)
        case happened.CaseClosed(band=band):
            yield (*people.outcome, *people.unit_at_work), "closed", texts.closed_by_customer(band, no)
        case happened.CaseReopened(because=ReopenedBecause.FOLLOW_UP):
            yield people.handlers, "reopened", texts.reopened_by_customer(facts.due(LimitKind.HANDLING), no)
        case happened.CaseReopened():
            yield people.group, "reopened", texts.reopened(facts.by, facts.due(LimitKind.TO_DISPATCH), no)


def _lateness(case: Case, event: happened.Fired) -> float:
    """How late the step is, in seconds. A mark that had passed when a person started its clock is late from then on."""
    since = event.due_at
    match event:
        case happened.WindowWarned() | happened.WindowBreached() | happened.CallWarned() | happened.CallOverdue():
            resumed = (call.resumed_at for call in case.calls if call.open and call.resumed_at is not None)
            since = max((since, *resumed))
        case happened.LimitHalfUsed() | happened.LimitWarned() | happened.LimitBreached():
            limit = case.limit(event.limit)
            since = limit.armed_at if limit is not None else since
        case happened.OrderOverdue():
            since = case.moved_at
    return late_by_seconds(max(since, event.due_at), event.at)
