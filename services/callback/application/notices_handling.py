"""Which messages handling causes beyond `notices`: to those who lose a case, of a graver case, to the reporter."""

from collections.abc import Iterable

from services.callback.application import texts, texts_handling
from services.callback.application.message_facts import MessageFacts, Notice
from services.callback.domain.states import State
from shared.contracts import callback as happened
from shared.contracts.callback_values import LimitKind, RaisedBecause


def about_handling(facts: MessageFacts) -> Iterable[Notice]:
    """All of them."""
    yield from _about_the_clock(facts)
    yield from _about_losing_it(facts)
    yield from _about_having_it_now(facts)
    yield from _about_orders_along(facts)
    yield from _about_severity(facts)
    yield from _about_complaints(facts)
    yield from _for_the_reporter(facts)


def _about_the_clock(facts: MessageFacts) -> Iterable[Notice]:
    case, people, no, act = facts.case, facts.people, facts.case.number, facts.next_act
    match facts.event:
        case happened.LimitHalfUsed(limit=limit):
            yield people.unit_handlers, "limit_half_used", texts_handling.half_used(facts.lead, facts.due(limit), no)
        case happened.LimitBreached(limit=LimitKind.HANDLING as limit) if facts.held_longest is not None:
            text = texts_handling.breached_longest(facts.unit(facts.held_longest), facts.due(limit), no)
            yield people.head_of(facts.held_longest), "limit_breached", text
        case happened.SupervisorReminded() if case.state in (State.DISPATCHED, State.HANDLING):
            due = facts.due(act)
            yield people.lead, "still_open", texts_handling.still_open_in_unit(act, facts.lead, due, no)
            text = texts_handling.still_open_above(act, facts.lead, facts.lead_people, due, no)
            yield people.line_executive, "still_open", text


def _about_losing_it(facts: MessageFacts) -> Iterable[Notice]:
    people, no = facts.people, facts.case.number
    match facts.event:
        case happened.CaseTransferred(from_unit_id=unit_id, handler_id=handler):
            had_it = (*people.head_of(unit_id), *filter(None, [handler]))
            yield had_it, "case_lost", texts_handling.moved_to(facts.by, facts.lead, no)
        case happened.CaseReturned(unit_id=unit_id, handler_id=handler, assisting_unit_ids=assisting):
            heads = (staff_id for each in (unit_id, *assisting) for staff_id in people.head_of(each))
            yield (*heads, *filter(None, [handler])), "case_lost", texts_handling.given_back(facts.unit(unit_id), no)
        case happened.CaseAssigned(staff_id=staff_id, instead_of=str(before)):
            text = texts_handling.handed_over(facts.by_name, facts.names([staff_id]), no)
            yield (before,), "case_lost", text


def _about_having_it_now(facts: MessageFacts) -> Iterable[Notice]:
    """To those who have the case since the customer complains of the person who had it."""
    if isinstance(facts.event, happened.DetailsAmended) and (whom := facts.taking_over):
        owed = facts.next_act if facts.case.state in (State.DISPATCHED, State.HANDLING) else None
        due = facts.due(owed) if owed is not None else ""
        yield whom, "has_it_now", texts_handling.has_it_now(owed, due, facts.case.number)


def _about_orders_along(facts: MessageFacts) -> Iterable[Notice]:
    case, orders = facts.case, facts.case.open_orders
    if not orders or not isinstance(facts.event, happened.CaseDispatched | happened.CaseTransferred):
        return
    first = min(orders, key=lambda order: order.deadline)
    in_time = first.deadline > facts.event.at
    along = texts_handling.orders_along if in_time else texts_handling.orders_along_overdue
    yield facts.people.lead, "supervised", along(len(orders), facts.deadline(first.id), case.number)


def _about_severity(facts: MessageFacts) -> Iterable[Notice]:
    case, people, no = facts.case, facts.people, facts.case.number
    owed = facts.next_act if case.state in (State.DISPATCHED, State.HANDLING) else None
    match facts.event:
        case happened.CaseSeverityChanged(before=before, severity=severity):
            yield people.supervisors, "severity_set", texts_handling.severity_set(facts.by, before, severity, no)
        case happened.CaseSeverityRaised(because=because, severity=severity):
            due = facts.due(owed) if owed is not None else ""
            text = texts_handling.severity_raised(because, severity, owed, due, no)
            yield people.handlers if case.lead_unit_id is not None else (), "severity_raised", text
            told = people.supervisors if because is RaisedBecause.DETAILS else ()
            yield told, "severity_raised", texts_handling.severity_raised(because, severity, None, "", no)
        case happened.DetailsAmended(new_risk=True) if case.severity == 1:
            yield (*people.supervisors, *people.handlers), "risk_added", texts_handling.risk_added(facts.by, no)


def _about_complaints(facts: MessageFacts) -> Iterable[Notice]:
    case, people, no, event = facts.case, facts.people, facts.case.number, facts.event
    if not isinstance(event, happened.CaseComplaintMarked):
        return
    if case.state.open:
        yield (*people.supervisors, *people.handlers), "complaint", texts.complaint_marked(facts.by, no)
    whose = facts.lead if case.lead_unit_id is not None else facts.unit(case.reporter.unit_id)
    yield people.customer_service, "complaint", texts_handling.complaint_to_oversee(whose, facts.by, no)
    yield people.reporter, "complaint", texts_handling.complaint_on_record(facts.reporter, facts.by, no)
    others = (*people.outcome, *people.supervisors, *people.handlers)
    yield others, "complaint", texts_handling.complaint_on_record(facts.reporter_name, facts.by, no)


def _for_the_reporter(facts: MessageFacts) -> Iterable[Notice]:
    people, no = facts.people, facts.case.number
    match facts.event:
        case happened.CaseFoundDissatisfied():
            yield people.reporter, "found_dissatisfied", texts_handling.still_dissatisfied(facts.reporter, no)
        case happened.CaseDispatched():
            yield people.reporter, "with_the_unit", texts_handling.with_the_unit(facts.reporter, facts.lead, no)
        case happened.CaseUnreachable(because=because):
            yield people.reporter, "not_reached", texts_handling.not_reached(facts.reporter, because, no)
        case happened.CaseArchived() if facts.case.to_review:
            yield people.supervisors, "to_review", texts_handling.to_review(no)
