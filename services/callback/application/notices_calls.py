"""Which messages the events of calls cause, beyond those of the first promise: who gets which kind."""

from collections.abc import Iterable

from services.callback.application import texts_calls as texts
from services.callback.application.message_facts import MessageFacts, Notice
from shared.contracts import callback as happened


def about_calls(facts: MessageFacts) -> Iterable[Notice]:
    """What is owed after the first attempt, holds, numbers, and customers who ring by themselves."""
    yield from _about_what_is_owed(facts)
    yield from _about_holds(facts)
    yield from _about_the_customer(facts)


def _about_what_is_owed(facts: MessageFacts) -> Iterable[Notice]:
    call, people, no = facts.case.open_call, facts.people, facts.case.number
    if call is None or not isinstance(facts.event, happened.CallWarned | happened.CallOverdue):
        return
    at, due = facts.at(call.task.not_before), facts.at(call.task.due_at)
    match facts.event:
        case happened.CallWarned() if call.appointment:
            yield people.callers, "call_warned", texts.appointment_warned(at, no)
        case happened.CallWarned() if call.attempts:
            yield people.callers, "call_warned", texts.retry_warned(at, no)
        case happened.CallWarned():
            yield people.callers, "call_warned", texts.follow_up_warned(due, no)
        case happened.CallOverdue() if call.appointment:
            yield people.arranging, "call_overdue", texts.appointment_overdue(at, no)
        case happened.CallOverdue() if call.attempts:
            yield people.arranging, "call_overdue", texts.retry_overdue(at, no)
        case happened.CallOverdue():
            yield people.arranging, "call_overdue", texts.follow_up_overdue(due, no)


def _about_holds(facts: MessageFacts) -> Iterable[Notice]:
    call, people, no = facts.case.open_call, facts.people, facts.case.number
    match facts.event:
        case happened.TaskHeldTooLong(holder=holder) if call is not None and call.task.lease is not None:
            text = texts.held_too_long(facts.names([holder]), facts.at(call.task.lease.since), no)
            yield people.supervisors, "held_too_long", text
        case happened.AttemptOverlong(holder=holder) if call is not None:
            text = texts.attempt_overlong(facts.names([holder]), facts.at(call.started_at), no)
            yield people.supervisors, "attempt_overlong", text
        case happened.TaskTakenOver(holder=holder):
            yield (holder,), "taken_over", texts.taken_over(facts.by_name, no)


def _about_the_customer(facts: MessageFacts) -> Iterable[Notice]:
    people, no = facts.people, facts.case.number
    match facts.event:
        case happened.DetailsAmended(number_changed=True):
            yield (*people.holder, *people.unit_at_work), "number_changed", texts.number_changed(no)
        case happened.ContactRecorded():
            yield people.in_charge, "contact_recorded", texts.customer_rang(facts.by, no)
        case happened.CaseSentBack(handling=handling):
            yield people.handlers, "sent_back", texts.sent_back(facts.by, facts.at(handling.due_at), no)
