"""Handling and its messages: who loses a case, what becomes graver, what the reporter hears, who is pressed."""

from datetime import timedelta

import pytest

from services.callback.application.notices import messages_for
from services.callback.application.recipients import Recipients
from services.callback.application.views import order_view
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from shared.contracts.base import Sealed
from shared.contracts.callback_values import Outcome, Place
from shared.contracts.intake import Details
from shared.contracts.policy import HandlingPolicy, Limit, Timing
from shared.contracts.words import Ground, RiskFlag
from shared.engine.notifications.message import Message
from shared.rules.calendar.working import WorkingCalendar, YearDays
from tests.unit.callback.story import NOON, PHONE, Story
from tests.unit.callback.test_notices import told, who

NIGHT = NOON + timedelta(hours=10)
"""22:00 in Shanghai."""
GRAVE = Details(risk_flags=(RiskFlag.MEDIA,), ground=Ground.DISCONTENT_VOICED, customer=PHONE)


def last(story: Story, kind: str) -> list[Message]:
    """The messages of this kind that the last event which has any caused."""
    found = [message for message in told(story) if message.kind == kind]
    return [message for message in found if message.key.split(".")[2] == found[-1].key.split(".")[2]] if found else []


# Those who lose a case, and those who have it then


def test_the_stand_in_of_a_head_who_is_complained_of_by_now_has_the_case_and_hears_it() -> None:
    [message] = last(Story().found_dissatisfied().dispatch().amend(subject_staff_id="chief"), "has_it_now")
    assert message.recipient == "boss"
    assert "签收" in message.text
    assert "chief须回避" in message.text


def test_the_head_hears_that_the_handler_is_complained_of_by_now() -> None:
    [message] = last(Story().handled().assign("hand").amend(subject_staff_id="hand"), "has_it_now")
    assert message.recipient == "chief"
    assert "办结" in message.text


def test_a_head_of_whom_the_customer_no_longer_complains_has_the_case_again() -> None:
    story = Story().handled().amend(subject_staff_id="chief").amend(subject_staff_id=None)
    assert [message.recipient for message in last(story, "has_it_now")] == ["chief"]


def test_who_has_nothing_to_do_with_the_case_now_changes_nothing_for_others() -> None:
    assert last(Story().handled().amend(subject_staff_id="ann"), "has_it_now") == []
    assert last(Story().attempt(Outcome.REACHED, satisfied=True).amend(subject_staff_id="sue"), "has_it_now") == []


def test_a_leader_complained_of_by_now_does_not_learn_of_the_end_but_the_stand_in_does() -> None:
    story = Story().amend(subject_staff_id="boss").attempt(Outcome.REACHED, satisfied=True)
    assert [message.recipient for message in last(story, "archived")] == ["rita", "vice"]


def test_head_and_handler_who_lose_a_case_by_transfer_are_told() -> None:
    story = Story().handled().assign("hand").transfer("sales", by="sue")
    assert who(story, "case_lost") == ["chief", "hand"]
    assert who(story, "dispatched")[-1] == "seller"


def test_a_head_who_transfers_it_is_not_told_but_the_handler_is() -> None:
    assert who(Story().handled().assign("hand").transfer("city-claims", by="chief"), "case_lost") == ["hand"]


def test_handler_and_assisting_units_are_told_of_a_return() -> None:
    story = Story().found_dissatisfied().dispatch(assisting_unit_ids=("sales",)).accept().assign("hand").return_()
    assert who(story, "case_lost") == ["seller", "hand"]


def test_a_handler_in_whose_place_another_is_named_is_told() -> None:
    story = Story().handled().assign("hand").assign("chief")
    assert who(story, "case_lost") == ["hand"]
    assert who(story.assign("chief"), "case_lost") == ["hand"]


# Orders


def test_open_orders_are_told_to_the_unit_they_go_along_to() -> None:
    story = Story().handled().supervise().supervise().answer("order-1").transfer("sales")
    assert who(story, "supervised") == ["chief", "chief", "seller"]
    assert "1件督办" in last(story, "supervised")[0].text
    story.wait(hours=25)
    assert who(story, "order_overdue") == ["seller", "sue"]
    story.return_("seller").dispatch("claims", as_supervisor=True)
    assert "前未答复" in last(story, "supervised")[0].text


def test_without_an_open_order_nothing_is_said_of_orders() -> None:
    story = Story().handled().supervise().answer().transfer("sales")
    assert who(story, "supervised") == ["chief"]


# Pressing the unit


def test_handlers_hear_at_half_the_time_to_accept() -> None:
    story = Story().found_dissatisfied().dispatch().wait(minutes=15)
    assert who(story, "limit_half_used") == ["hand"]


def test_in_a_unit_without_handlers_the_head_hears() -> None:
    assert who(Story().found_dissatisfied().dispatch("sales").wait(minutes=15), "limit_half_used") == ["seller"]


def test_a_breach_is_told_to_whoever_had_the_case_longest_even_if_they_gave_it_back() -> None:
    story = Story().handled().wait(hours=71).return_().wait(hours=1)
    assert "chief" in [message.recipient for message in last(story, "limit_breached")]
    story = Story().handled().wait(hours=60).transfer("sales").wait(hours=12)
    assert [message.recipient for message in last(story, "limit_breached")] == ["seller", "head", "chief"]


def test_after_a_breach_head_and_executive_are_pressed_every_day_beside_the_supervisor() -> None:
    story = Story().handled().wait(days=3).wait(days=2)
    assert who(story, "still_open") == ["sue", "chief", "exec"] * 2


def test_after_a_breach_of_accepting_too() -> None:
    story = Story().found_dissatisfied().dispatch().wait(days=2, minutes=30)
    assert who(story, "still_open") == ["sue", "chief", "exec"] * 2


def test_while_no_unit_has_it_only_the_supervisor_is_reminded() -> None:
    assert set(who(Story().found_dissatisfied().wait(days=3), "still_open")) == {"sue"}


def test_the_group_that_may_not_dispatch_is_not_warned_of_dispatching() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch().return_().wait(minutes=12)
    assert [message.recipient for message in last(story, "limit_warned")] == ["sue"]


# At night


def test_a_grave_case_at_night_goes_to_the_units_duty_desk_too_which_may_accept_it() -> None:
    story = Story(GRAVE, at=NIGHT).found_dissatisfied().dispatch()
    assert who(story, "dispatched") == ["chief", "desk"]
    people = Recipients(case=story.case, directory=story.people, at=story.now)
    assert ("desk", Place.UNIT_HEAD, "claims") in [
        (each.staff_id, each.place, each.unit_id) for each in people.standing_in(["desk"])
    ]
    story.wait(minutes=30)
    assert {"chief", "desk"} <= {message.recipient for message in last(story, "limit_breached")}


def test_by_day_or_for_a_usual_case_the_desk_is_left_alone() -> None:
    assert who(Story(GRAVE).found_dissatisfied().dispatch(), "dispatched") == ["chief"]
    usual = Story(at=NIGHT).found_dissatisfied().dispatch()
    assert who(usual, "dispatched") == ["chief"]
    assert who(usual.wait(hours=10), "limit_breached") == []  # 22:00 to 08:30 next morning is no service time
    assert who(usual.wait(minutes=30), "limit_breached") == ["chief", "exec"]


# Severity and complaints


def test_a_severity_that_a_person_set_is_told_to_the_supervisor_and_the_unit() -> None:
    story = Story().handled().assign("hand").severity(3, by="ann")
    assert who(story, "severity_set") == ["sue"]
    assert who(story, "severity_changed") == ["chief", "hand"]


def test_a_severity_lowered_at_dispatch_is_told_to_the_supervisor() -> None:
    story = Story(GRAVE).found_dissatisfied().dispatch(severity=3, reason=Sealed("r"))
    assert who(story, "severity_set") == ["sue"]


def test_a_severity_that_rises_is_told_to_supervisor_unit_and_handler() -> None:
    story = Story().handled().assign("hand").amend(risk_flags=(RiskFlag.MEDIA,))
    assert sorted(who(story, "severity_raised")) == ["chief", "hand", "sue"]


def test_one_more_risk_in_a_grave_case_is_told_too() -> None:
    story = Story(GRAVE).handled().assign("hand").amend(risk_flags=(RiskFlag.MEDIA, RiskFlag.GROUP))
    assert sorted(who(story, "risk_added")) == ["chief", "hand", "sue"]
    assert who(story, "severity_raised") == []
    assert who(story.amend(cause="slow"), "risk_added") == who(story, "risk_added")


@pytest.mark.parametrize("end", ["awaiting", "archived", "closed"])
def test_a_new_risk_reaches_the_supervisor_in_any_state(end: str) -> None:
    stories = {
        "awaiting": Story(),
        "archived": Story().attempt(Outcome.REACHED, satisfied=True),
        "closed": Story().resolved().attempt(Outcome.REACHED, score=90),
    }
    assert "sue" in who(stories[end].amend(risk_flags=(RiskFlag.LAWYER,)), "severity_raised")


def test_a_formal_complaint_is_told_to_reporter_leaders_unit_and_customer_service() -> None:
    story = Story().handled().assign("hand").complaint(by="bob")
    assert set(who(story, "complaint")) == {"sue", "chief", "hand", "cara", "rita", "boss"}


def test_a_complaint_of_a_case_long_ended_is_told_to_them_and_asks_nothing() -> None:
    story = Story().resolved().attempt(Outcome.REACHED, score=90).wait(days=20).complaint(by="bob")
    assert set(who(story, "complaint")) == {"sue", "chief", "cara", "rita", "boss"}
    assert who(story, "reopened") == []


# What the reporter hears


def test_the_reporter_hears_of_dissatisfied_and_dispatched_and_how_it_ended() -> None:
    story = Story().resolved().attempt(Outcome.REACHED, score=90)
    mine = [message.kind for message in told(story) if message.recipient == "rita"]
    assert mine == ["found_dissatisfied", "with_the_unit", "closed"]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NO_ANSWER])
def test_the_reporter_hears_that_the_customer_was_not_reached(outcome: Outcome) -> None:
    story = Story()
    while story.case.given_up is None:
        story.attempt(outcome)
    assert who(story, "not_reached") == ["rita"]


def test_the_unit_that_did_the_work_hears_the_end() -> None:
    story = Story().handled().assign("hand").resolve().attempt(Outcome.REACHED, score=90)
    assert who(story, "closed") == ["rita", "boss", "chief", "hand"]


# Looking at what was archived


def test_an_archived_grave_case_is_told_to_the_supervisor() -> None:
    assert who(Story(GRAVE).attempt(Outcome.REACHED, satisfied=True), "to_review") == ["sue"]
    assert who(Story().attempt(Outcome.REACHED, satisfied=True), "to_review") == []


# Estimated times


def test_a_due_time_that_counts_days_of_a_year_not_published_yet_is_called_estimated() -> None:
    estimated = WorkingCalendar(lambda year: YearDays(estimated=year == 2026))
    slight = Story(Details(ground=Ground.PERCEIVED, customer=PHONE)).found_dissatisfied()
    slight.dispatch(calendar=estimated)
    [message] = last(slight, "dispatched")
    assert "（预计）前办结" in message.text
    usual = Story().found_dissatisfied().dispatch(calendar=estimated)  # in plain time, which no calendar moves
    assert "预计" not in last(usual, "dispatched")[0].text


def test_an_orders_deadline_in_days_of_a_year_not_published_yet_is_called_estimated() -> None:
    estimated = WorkingCalendar(lambda year: YearDays(estimated=True))
    in_working_days = HandlingPolicy(policy="p", order=Limit(seconds=2 * 86_400, timing=Timing.WORKING))
    story = Story(unit_policy=in_working_days).handled().supervise(calendar=estimated)
    assert "（预计）前书面答复" in last(story, "supervised")[0].text
    assert "（预计）前书面答复" in last(story.transfer("sales"), "supervised")[0].text  # it goes along
    assert [order_view(order).estimated for order in story.case.orders] == [True]
    story.supervise(deadline=story.now + timedelta(days=3), calendar=estimated)  # a time that a person chose
    assert "预计" not in last(story, "supervised")[0].text
    in_plain_time = Story().handled().supervise(calendar=estimated)  # no calendar moves it
    assert [order_view(order).estimated for order in in_plain_time.case.orders] == [False]


def test_texts_of_every_message_hold_no_empty_place() -> None:
    case: Case | None = None
    story = Story(GRAVE).handled().assign("hand").wait(days=2).transfer("sales").complaint()
    for event in story.events:
        case = evolve(case, event)
        for message in messages_for(case, event, story.people):
            assert "None" not in message.text
            assert "请在前" not in message.text
