"""Which messages the events of calls cause, beyond those of the first promise: who gets which kind."""

from collections.abc import Iterable
from datetime import datetime

from services.callback.application import texts_calls as texts
from services.callback.application.recipients import Recipients
from services.callback.domain.model import Case
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.platform.wording import deadline

Notice = tuple[Iterable[str], str, str]
"""Recipients, kind, text."""


def about_calls(case: Case, event: Event, people: Recipients) -> Iterable[Notice]:
    """What is owed after the first attempt, holds, numbers, and customers who ring by themselves."""
    yield from _about_what_is_owed(case, event, people)
    yield from _about_holds(case, event, people)
    yield from _about_the_customer(case, event, people)


def _about_what_is_owed(case: Case, event: Event, people: Recipients) -> Iterable[Notice]:
    call, no = case.open_call, case.number
    if call is None:
        return
    at, due = _local(call.task.not_before, event), _local(call.task.due_at, event)
    match event:
        case happened.CallWarned() if call.appointment:
            yield people.group, "call_warned", texts.appointment_warned(at, no)
        case happened.CallWarned() if call.attempts:
            yield people.group, "call_warned", texts.retry_warned(at, no)
        case happened.CallWarned():
            yield people.group, "call_warned", texts.follow_up_warned(due, no)
        case happened.CallOverdue() if call.appointment:
            yield people.supervisors, "call_overdue", texts.appointment_overdue(at, no)
        case happened.CallOverdue() if call.attempts:
            yield people.supervisors, "call_overdue", texts.retry_overdue(at, no)
        case happened.CallOverdue():
            yield people.supervisors, "call_overdue", texts.follow_up_overdue(due, no)


def _about_holds(case: Case, event: Event, people: Recipients) -> Iterable[Notice]:
    call, no = case.open_call, case.number
    match event:
        case happened.TaskHeldTooLong() if call is not None and call.task.lease is not None:
            since = _local(call.task.lease.since, event)
            text = texts.held_too_long(_name(people, event.holder), since, no)
            yield people.supervisors, "held_too_long", text
        case happened.AttemptOverlong() if call is not None and call.started_at is not None:
            since = _local(call.started_at, event)
            text = texts.attempt_overlong(_name(people, event.holder), since, no)
            yield people.supervisors, "attempt_overlong", text
        case happened.TaskTakenOver():
            yield (event.holder,), "taken_over", texts.taken_over(_name(people, event.by), no)


def _about_the_customer(case: Case, event: Event, people: Recipients) -> Iterable[Notice]:
    no = case.number
    match event:
        case happened.DetailsAmended(number_changed=True):
            yield (*people.holder, *people.unit_at_work), "number_changed", texts.number_changed(no)
        case happened.ContactRecorded():
            yield people.in_charge, "contact_recorded", texts.customer_rang(_name(people, event.by), no)
        case happened.CaseSentBack():
            yield people.handlers, "sent_back", texts.sent_back(_name(people, event.by), no)


def _name(people: Recipients, staff_id: str | None) -> str:
    person = people.directory.person(staff_id)
    return person.name if person is not None else "95518"


def _local(at: datetime, event: Event) -> str:
    return deadline(at, written_at=event.at)
