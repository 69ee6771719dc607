"""Who is told what: the right person for each event, in words that hold nothing of the customer's."""

from datetime import timedelta

import pytest

from services.callback.application.notices import messages_for
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from shared.contracts.base import Sealed
from shared.contracts.callback_values import Outcome
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.engine.notifications.message import Message
from shared.rules.directory import Leave
from tests.harness.wording_rules import faults
from tests.unit.callback.story import NOON, PHONE, Story, directory, everything_that_can_happen

AWAY = {"from_at": NOON - timedelta(days=1), "until_at": NOON + timedelta(days=40)}


def told(story: Story) -> list[Message]:
    """Every message of the story, in order."""
    messages: list[Message] = []
    case: Case | None = None
    for event in story.events:
        before, case = case, evolve(case, event)
        messages.extend(messages_for(case, event, story.people, before=before))
    return messages


def who(story: Story, kind: str) -> list[str]:
    return [message.recipient for message in told(story) if message.kind == kind]


def test_the_group_is_warned_then_the_supervisor_then_the_head_of_the_centre() -> None:
    story = Story().wait(minutes=15)
    assert who(story, "window_warned") == ["ann", "bob"]
    assert who(story, "window_breached") == ["sue", "head"]


def test_the_supervisor_hears_of_an_unreachable_customer_and_again_each_day() -> None:
    story = Story().given_up().wait(days=2)
    assert who(story, "unreachable") == ["sue"]
    assert who(story, "still_open") == ["sue", "sue"]


def test_the_reporter_is_asked_for_a_number_that_is_missing_or_wrong() -> None:
    missing = Story(Details(customer=SealedCustomer(policy_no=Sealed("p"))))
    assert who(missing, "number_asked") == ["rita"]
    assert who(Story().attempt(Outcome.WRONG_NUMBER), "number_asked") == ["rita"]
    assert who(Story().attempt(Outcome.NO_ANSWER), "number_asked") == []


def test_for_a_reporter_nobody_knows_the_agent_who_registered_is_asked_else_the_duty_desk() -> None:
    unknown = Reporter(staff_id=None, unit_id="sales")
    story = Story(reporter=unknown, registered_by="cara").attempt(Outcome.WRONG_NUMBER)
    assert who(story, "number_asked") == ["cara"]
    assert who(Story(reporter=unknown).attempt(Outcome.WRONG_NUMBER), "number_asked") == ["desk"]


def test_the_lead_units_head_is_told_of_a_dispatch_and_assisting_units_of_their_part() -> None:
    story = Story().found_dissatisfied().dispatch("claims", assisting_unit_ids=("sales",))
    assert who(story, "dispatched") == ["chief"]
    assert who(story, "assisting") == ["seller"]


def test_a_head_on_leave_is_replaced_by_the_deputy_or_by_the_unit_above() -> None:
    people = directory(Leave(staff_id="chief", **AWAY), Leave(staff_id="boss", **AWAY))
    story = Story(people=people).found_dissatisfied().dispatch("claims")
    assert who(story, "dispatched") == ["vice"]


def test_who_stands_in_reads_for_whom_and_why_and_the_unit_that_has_it() -> None:
    people = directory(Leave(staff_id="chief", **AWAY), Leave(staff_id="boss", **AWAY))
    story = Story(people=people).found_dissatisfied().dispatch("claims", assisting_unit_ids=("sales",))
    [dispatched] = [each.text for each in told(story) if each.kind == "dispatched"]
    [assisting] = [each.text for each in told(story) if each.kind == "assisting"]
    assert dispatched.startswith("【请签收】95518向理赔部转办一件客户不满，")
    assert dispatched.endswith("报告编号20261102-0001。（chief休假，由您代行。）")
    assert "代行" not in assisting


def test_with_no_supervisor_there_the_head_of_the_centre_decides_then_the_desk_above() -> None:
    people = directory(Leave(staff_id="sue", **AWAY))
    assert who(Story(people=people).given_up(), "unreachable") == ["head"]
    people = directory(Leave(staff_id="sue", **AWAY), Leave(staff_id="head", **AWAY))
    assert who(Story(people=people).given_up(), "unreachable") == ["desk"]


def test_a_handling_limit_warns_the_head_and_breaches_to_the_head_and_the_line_executive() -> None:
    story = Story().handled().wait(days=3)
    assert who(story, "limit_warned") == ["chief"]
    assert who(story, "limit_breached") == ["chief", "exec"]


def test_a_limit_on_dispatch_is_the_groups_then_the_supervisors() -> None:
    story = Story().found_dissatisfied().wait(minutes=20)
    assert who(story, "limit_warned") == ["ann", "bob"]
    assert who(story, "limit_breached") == ["sue"]


def test_a_return_goes_to_the_group_and_the_second_one_to_the_supervisor() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch().return_()
    assert who(story, "returned") == ["ann", "bob", "sue"]


def test_an_order_is_told_to_head_and_handler_and_its_answer_to_whoever_ordered() -> None:
    story = Story().handled().assign().supervise("cara").answer(by="hand")
    assert who(story, "supervised") == ["chief", "hand"]
    assert who(story, "order_answered") == ["cara"]
    overdue = Story().handled().assign().supervise("cara").wait(days=1)
    assert who(overdue, "order_overdue") == ["chief", "hand", "cara"]


def test_the_reporter_and_the_leaders_who_had_been_told_learn_the_outcome() -> None:
    assert who(Story().attempt(Outcome.REACHED, satisfied=True), "archived") == ["rita", "boss"]
    assert who(Story().resolved().attempt(Outcome.REACHED, score=90), "closed") == ["rita", "boss", "chief"]


def test_nobody_is_told_what_he_did_himself() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch("sales", by="ann")
    assert "sue" not in who(story.complaint(by="sue"), "complaint")
    assert who(story, "complaint")[0] == "seller"


def test_a_unit_hears_that_the_customer_is_still_dissatisfied() -> None:
    assert who(Story().handled().assign().resolve().attempt(Outcome.REACHED, score=10), "reopened") == ["chief", "hand"]


def test_lateness_is_said_in_the_text_and_in_the_figure() -> None:
    [message] = [each for each in told(Story().outage(minutes=20)) if each.kind == "window_breached"]
    assert message.late_by_seconds == 300
    assert "（本通知晚发5分钟。）" in message.text


def test_every_message_has_a_key_of_its_own_and_the_same_key_when_told_again() -> None:
    story = Story().found_dissatisfied().wait(days=3)
    keys = [message.key for message in told(story)]
    assert len(set(keys)) == len(keys)
    assert keys == [message.key for message in told(story)]


def test_a_supervisor_who_has_to_decide_hears_of_new_details() -> None:
    assert who(Story().given_up().amend(cause="slow"), "details_amended") == ["sue"]
    assert who(Story().amend(cause="slow"), "details_amended") == []


def test_whatever_happens_is_told_as_messages_are_written_with_the_number_of_the_case_last() -> None:
    for message in (message for story in everything_that_can_happen() for message in told(story)):
        assert list(faults(message.text, "20261102-0001")) == []


@pytest.mark.parametrize("stretch", ["given_up", "resolved"])
def test_no_message_holds_anything_sealed(stretch: str) -> None:
    story = getattr(Story(Details(customer=PHONE, text=Sealed("sealed-text"))), stretch)()
    texts = "".join(message.text for message in told(story.wait(days=4)))
    assert texts
    assert "sealed" not in texts
