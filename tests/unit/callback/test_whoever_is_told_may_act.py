"""Each recipient of each message may read the case and do what the message asks, whatever holes the directory has."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.callback.application.facts import facts_of
from services.callback.application.notices import messages_for
from services.callback.application.recipients import Recipients
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import Outcome
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.engine.notifications.message import Message
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import actor_of
from shared.platform.identity.permissions import may
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Person, Unit
from tests.unit.callback.story import AGES, NOON, PEOPLE, UNITS, Story, directory, everything_that_can_happen

CALLS = ({Action.CLAIM}, {Action.OVERRIDE_INDEPENDENCE})
DECIDES = ({Action.RETRY, Action.CLOSE, Action.DISPATCH_HARD},)
HEADS = {Action.ACCEPT, Action.RESOLVE, Action.ASSIGN, Action.RETURN, Action.TRANSFER}
PRESSES = {Action.REMIND, Action.SUPERVISE}
ASKED: dict[str, tuple[set[Action], ...]] = {
    "number_asked": ({Action.DETAILS},),
    "window_warned": CALLS,
    "window_breached": (*CALLS, *DECIDES),
    "call_warned": CALLS,
    "call_overdue": (*CALLS, *DECIDES),
    "unreachable": DECIDES,
    "details_amended": DECIDES,
    "still_open": (*DECIDES, {Action.OVERRIDE_INDEPENDENCE}, {Action.RESOLVE}, PRESSES),
    "returned": ({Action.DISPATCH},),
    "dispatched": (HEADS,),
    "assigned": ({Action.RESOLVE, Action.ANSWER},),
    "supervised": ({Action.ANSWER},),
    "reminded": ({Action.RESOLVE},),
    "limit_warned": ({Action.RESOLVE}, {Action.DISPATCH}),
    "limit_breached": ({Action.RESOLVE}, PRESSES),
    "severity_changed": ({Action.RESOLVE},),
}
"""What a kind of message asks for: its recipient may do all of at least one set. All other kinds ask to read."""
TOLD_THAT_IT_IS_OVER = frozenset({"case_lost"})
"""Who had the case and has it no more may not read it any more either."""

STAFF = [staff_id for staff_id, _, _ in PEOPLE]
UNIT_IDS = [unit.unit_id for unit in UNITS]
BIG = timedelta(days=300)
SPAN = {"from_at": NOON - BIG, "until_at": NOON + BIG}
nobody_or_one = st.none() | st.sampled_from(STAFF)


def stories() -> list[Story]:
    """Stories that together hold every message that asks for something."""
    away = directory(*(Leave(staff_id=who, **AGES) for who in ("ann", "bob", "sue", "cara")))
    no_phone = SealedCustomer(policy_no=Sealed("p"))
    return [
        *everything_that_can_happen(),
        Story().wait(days=3),
        Story(people=away).wait(days=1),
        Story(Details(customer=no_phone)).wait(hours=1),
        Story().attempt(Outcome.WRONG_NUMBER).wait(days=1),
        Story().attempt(Outcome.NO_ANSWER).wait(hours=2),
        Story().given_up().amend(cause="slow").wait(days=2),
        Story().found_dissatisfied().wait(hours=2),
        Story().found_dissatisfied().dispatch("sales").wait(hours=2),
        Story().handled().assign().wait(days=9),
        Story().handled().supervise().remind().wait(days=9),
    ]


HISTORIES = [story.events for story in stories()]


def moments() -> Iterator[tuple[Case, Event]]:
    """Each case after each event that causes a message."""
    for events in HISTORIES:
        case: Case | None = None
        for event in events:
            case = evolve(case, event)
            if messages_for(case, event, directory()):
                yield case, event


MOMENTS = list(moments())


def a_unit(unit: Unit) -> st.SearchStrategy[Unit]:
    own = st.just(unit.head_id) | nobody_or_one
    return st.builds(lambda head, deputy: replace(unit, head_id=head, deputy_id=deputy), own, nobody_or_one)


def a_person(staff_id: str, usual: Directory) -> st.SearchStrategy[Person]:
    person = usual.person(staff_id)
    assert person is not None
    there = st.sampled_from([True, True, True, False])
    return st.builds(
        lambda leader, deputy, active: replace(person, leader_id=leader, deputy_id=deputy, active=active),
        st.none() | nobody_or_one,
        nobody_or_one,
        there,
    )


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """The small company with vacancies, deputies who are their own, circles, leaves, people gone, desks anywhere."""
    usual = directory()
    on_duty = draw(st.lists(st.tuples(st.sampled_from(UNIT_IDS), st.sampled_from(STAFF)), max_size=3))
    executives = draw(st.lists(st.tuples(st.sampled_from(UNIT_IDS), st.sampled_from(STAFF)), max_size=2))
    line = usual.line_executives()[0].line
    return Directory(
        version=2,
        units=[draw(a_unit(unit)) for unit in UNITS],
        people=[draw(a_person(staff_id, usual)) for staff_id in STAFF],
        leaves=[Leave(staff_id=who, **SPAN) for who in draw(st.sets(st.sampled_from(STAFF), max_size=9))],
        line_executives=[LineExecutive(unit_id=unit_id, line=line, staff_id=who) for unit_id, who in executives],
        duty_shifts=[DutyShift(unit_id=unit_id, staff_id=who, **SPAN) for unit_id, who in on_duty],
    )


@st.composite
def told(draw: st.DrawFn) -> tuple[Case, Event, Directory]:
    """A case after an event, in some company, about somebody, reported by somebody."""
    case, event = draw(st.sampled_from(MOMENTS))
    details = replace(
        case.details,
        subject_staff_id=draw(nobody_or_one),
        responsible_unit_id=draw(st.none() | st.sampled_from(UNIT_IDS)),
    )
    reporter = Reporter(staff_id=draw(nobody_or_one), unit_id=draw(st.sampled_from(UNIT_IDS)), line=case.reporter.line)
    registrar = draw(nobody_or_one)
    return replace(case, details=details, reporter=reporter, registered_by=registrar), event, draw(directories())


def lacking(case: Case, message: Message, people: Directory, event: Event) -> str:
    """What the recipient of this message may not do; empty if nothing is lacking."""
    person = people.person(message.recipient)
    if person is None or not person.active:
        return f"{message.kind}: {message.recipient} has left"
    actor = actor_of(message.recipient, people, event.at)
    facts = facts_of(case, people, event.at, message.recipient)
    if not may(actor, Action.READ_CASE, facts) and message.kind not in TOLD_THAT_IT_IS_OVER:
        return f"{message.kind}: {message.recipient} may not read"
    ways = ASKED.get(message.kind, (set(),))
    if any(all(may(actor, action, facts) for action in way) for way in ways):
        return ""
    return f"{message.kind}: {message.recipient} may not do {ways}"


@given(told())
def test_every_recipient_may_read_the_case_and_do_what_is_asked(moment: tuple[Case, Event, Directory]) -> None:
    case, event, people = moment
    messages = messages_for(case, event, people)
    assert [lack for message in messages if (lack := lacking(case, message, people, event))] == []


@given(told())
def test_the_person_complained_of_is_told_in_no_offices_place(moment: tuple[Case, Event, Directory]) -> None:
    case, event, people = moment
    asked = [message for message in messages_for(case, event, people) if message.kind in ASKED]
    own = {case.reporter.staff_id, case.registered_by}
    assert case.details.subject_staff_id not in {message.recipient for message in asked} - own


@given(told(), directories())
def test_a_stand_in_who_was_told_may_act_when_everything_has_changed(
    moment: tuple[Case, Event, Directory], later: Directory
) -> None:
    case, event, people = moment
    messages = messages_for(case, event, people)
    around = Recipients(case=case, directory=people, at=event.at)
    recorded = around.standing_in(message.recipient for message in messages)
    kept = replace(case, stand_ins=recorded)
    places = {each.staff_id for each in recorded}
    for message in messages:
        person = later.person(message.recipient)
        if message.recipient in places and person is not None and person.active:
            actor = actor_of(message.recipient, later, event.at)
            assert may(actor, Action.READ_CASE, facts_of(kept, later, event.at, message.recipient))


@pytest.mark.parametrize("kind", ASKED)
def test_every_kind_that_asks_is_in_some_story(kind: str) -> None:
    usual = directory()
    assert kind in {message.kind for case, event in MOMENTS for message in messages_for(case, event, usual)}
