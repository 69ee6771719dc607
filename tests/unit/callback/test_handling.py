"""From dispatch to resolve: who leads, which limits run, and what never starts a second time."""

from datetime import timedelta

import pytest

from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.callback import (
    CaseDispatched,
    LimitBreached,
    LimitHalfUsed,
    LimitWarned,
    SupervisorReminded,
)
from shared.contracts.callback_values import LimitKind, Outcome
from shared.contracts.intake import Details
from shared.contracts.policy import HandlingPolicy, Limit, Timing
from shared.contracts.words import Ground, RiskFlag
from shared.support.errors import Conflict, Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, PHONE, Story

HOUR = timedelta(hours=1)


def fired(story: Story) -> list[tuple[str, LimitKind]]:
    """Which marks fired, in order."""
    names = {LimitHalfUsed: "half", LimitWarned: "warned", LimitBreached: "breached"}
    return [(names[type(event)], event.limit) for event in story.events if isinstance(event, tuple(names))]


# Choosing a unit


def test_choosing_a_unit_has_fifteen_minutes_with_a_warning_at_twelve() -> None:
    story = Story().found_dissatisfied().wait(minutes=11)
    assert fired(story) == []
    story.wait(minutes=1)
    assert fired(story) == [("warned", LimitKind.TO_DISPATCH)]
    story.wait(minutes=3)
    assert fired(story) == [("warned", LimitKind.TO_DISPATCH), ("breached", LimitKind.TO_DISPATCH)]
    assert [event.late_by_seconds for event in story.all(LimitBreached)] == [0]


def test_the_lead_unit_and_those_that_assist_are_named_at_dispatch() -> None:
    story = Story().found_dissatisfied().dispatch("claims", assisting_unit_ids=("sales", "claims", "sales"))
    assert (story.case.state, story.case.lead_unit_id) == (State.DISPATCHED, "claims")
    assert story.case.assisting_unit_ids == ("sales",)


@pytest.mark.parametrize(
    ("details", "severity"),
    [
        (Details(ground=Ground.COMPLAINT_DEMANDED, customer=PHONE), 1),
        (Details(ground=Ground.PERCEIVED, customer=PHONE, risk_flags=(RiskFlag.LAWYER,)), 1),
        (Details(ground=Ground.DISCONTENT_VOICED, customer=PHONE), 2),
        (Details(customer=PHONE), 2),
        (Details(ground=Ground.PERCEIVED, customer=PHONE), 3),
    ],
)
def test_the_severity_follows_from_ground_and_risk(details: Details, severity: int) -> None:
    story = Story(details).found_dissatisfied().dispatch()
    assert story.last(CaseDispatched).severity == severity


def test_whoever_dispatches_may_say_another_severity() -> None:
    assert Story().found_dissatisfied().dispatch(severity=1).case.severity == 1
    assert Story().found_dissatisfied().dispatch(severity=3, reason=Sealed("r")).case.severity == 3
    with refused(Invalid, "invalid"):
        Story().found_dissatisfied().dispatch(severity=4)


def test_a_case_is_dispatched_once() -> None:
    story = Story().found_dissatisfied().dispatch(by="ann").wait(minutes=1)
    with refused(Conflict, "already_dispatched", by="ann", at=NOON):
        story.dispatch("sales", by="bob")


# Signing for it


def test_a_unit_has_half_an_hour_to_sign_for_it() -> None:
    story = Story().found_dissatisfied().dispatch().wait(minutes=31)
    assert fired(story) == [("half", LimitKind.ACCEPT), ("warned", LimitKind.ACCEPT), ("breached", LimitKind.ACCEPT)]
    assert story.accept().wait(minutes=31).case.state is State.HANDLING
    assert len(fired(story)) == 3


def test_the_head_assigns_somebody_of_his_own_unit() -> None:
    story = Story().handled().assign("hand")
    assert story.case.handler_id == "hand"
    with refused(Invalid, "invalid"):
        story.assign("seller")


# The handling clock


@pytest.mark.parametrize(("severity", "limit"), [(1, 24 * HOUR), (2, 72 * HOUR)])
def test_handling_is_limited_by_severity_in_plain_time(severity: int, limit: timedelta) -> None:
    story = Story().found_dissatisfied().dispatch(severity=severity).accept()
    assert story.next_due("limit") == NOON + 0.8 * limit
    story.wait(days=5)
    assert [event.at - NOON for event in story.all(LimitBreached)] == [limit]


def test_severity_three_has_five_working_days() -> None:
    story = Story().found_dissatisfied().dispatch(severity=3, reason=Sealed("r")).accept().wait(days=30)
    [breached] = story.all(LimitBreached)
    assert breached.at - NOON == timedelta(days=7)  # Monday noon to Monday noon, over a weekend


def test_a_limit_in_working_time_rests_on_the_weekend() -> None:
    policy = HandlingPolicy(policy="p", accept=Limit(seconds=86_400, timing=Timing.WORKING))
    story = Story(unit_policy=policy, at=NOON + timedelta(days=4)).found_dissatisfied().dispatch()
    accept = story.case.limit(LimitKind.ACCEPT)
    assert accept is not None
    assert accept.due_at == NOON + timedelta(days=7)  # Friday noon to Monday noon


def test_transfer_and_return_neither_stop_nor_restart_the_handling_clock() -> None:
    story = Story().handled().wait(hours=10).transfer("sales").wait(hours=1).return_("seller")
    assert story.case.state is State.TO_DISPATCH
    story.wait(hours=1).dispatch("claims", by="sue", as_supervisor=True)
    handling = story.case.limit(LimitKind.HANDLING)
    assert handling is not None
    assert (handling.started_at, handling.due_at) == (NOON, NOON + 72 * HOUR)


def test_the_handling_limit_is_breached_even_while_nobody_leads() -> None:
    story = Story().found_dissatisfied().dispatch(severity=1).return_().wait(hours=24)
    assert ("breached", LimitKind.HANDLING) in fired(story)


def test_a_unit_with_a_policy_of_its_own_is_held_to_it_from_its_entry_on() -> None:
    strict = HandlingPolicy(policy="strict", accept=Limit(seconds=600), by_severity=(Limit(seconds=3600),) * 3)
    story = Story().handled().wait(minutes=30).transfer("sales", policy=strict)
    assert story.next_due("limit") == NOON + timedelta(minutes=35)  # half of ten minutes from this entry
    handling = story.case.limit(LimitKind.HANDLING)
    assert handling is not None
    assert handling.due_at == NOON + HOUR


def test_each_entry_has_its_own_limit_to_accept_and_to_dispatch() -> None:
    story = Story().found_dissatisfied().dispatch().wait(minutes=40).transfer("sales").wait(minutes=40)
    story.return_("seller").wait(minutes=20)
    assert fired(story) == [
        *[(mark, LimitKind.ACCEPT) for mark in ("half", "warned", "breached")] * 2,
        ("warned", LimitKind.TO_DISPATCH),
        ("breached", LimitKind.TO_DISPATCH),
    ]


def test_after_an_outage_only_the_breach_fires_and_says_that_nobody_was_warned() -> None:
    story = Story().found_dissatisfied().outage(hours=1)
    [breached] = story.all(LimitBreached)
    assert breached.skipped_warning
    assert breached.late_by_seconds == 45 * 60
    assert story.all(LimitWarned) == []


def test_a_resolved_case_breaches_no_limit_any_more() -> None:
    story = Story().resolved().wait(days=10)
    assert story.all(LimitBreached) == []


def test_after_the_breach_the_supervisor_is_reminded_every_day_until_the_state_changes() -> None:
    story = Story().found_dissatisfied().wait(days=2, minutes=15)
    assert [event.at - NOON for event in story.all(SupervisorReminded)] == [
        timedelta(days=1, minutes=15),
        timedelta(days=2, minutes=15),
    ]
    story.dispatch()
    assert story.next_due("reminder") == story.now + timedelta(days=1, minutes=30)


# Passing on, giving back


def test_another_unit_signs_for_it_anew_and_names_its_own_handler() -> None:
    story = Story().handled().assign().transfer("sales")
    assert (story.case.state, story.case.lead_unit_id) == (State.DISPATCHED, "sales")
    assert story.case.handler_id is None
    with refused(Invalid, "invalid"):
        story.transfer("sales")


@pytest.mark.parametrize("act", ["accept", "assign", "transfer", "return_", "resolve", "supervise", "remind"])
def test_a_unit_does_nothing_to_a_case_it_does_not_have(act: str) -> None:
    story = Story().found_dissatisfied()
    with refused(Conflict, "already_to_dispatch", by="ann", at=NOON):
        getattr(story, act)()


def test_a_case_nobody_signed_for_cannot_be_resolved() -> None:
    with refused(Conflict, "already_dispatched"):
        Story().found_dissatisfied().dispatch().resolve()


def test_the_first_callback_cannot_be_made_twice() -> None:
    story = Story().found_dissatisfied()
    with refused(Conflict, "already_to_dispatch"):
        story.claim("bob")
    assert story.call.attempts[0].outcome is Outcome.REACHED
