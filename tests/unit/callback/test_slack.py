"""By when a case is owed something: the moments that lists are ordered by."""

from datetime import timedelta

from services.callback.domain import slack
from shared.contracts.callback_values import LimitKind, Outcome
from tests.unit.callback.story import NOON, Story, everything_that_can_happen

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_filed_case_is_owed_its_first_callback() -> None:
    assert slack.next_due_at(Story().case) == NOON + 5 * MINUTE


def test_after_an_attempt_in_time_the_next_try_is_owed_not_the_promise_that_was_kept() -> None:
    story = Story().wait(minutes=4).attempt(Outcome.NO_ANSWER).wait(minutes=30)
    assert slack.next_due_at(story.case) == story.call.task.not_before + 15 * MINUTE


def test_a_case_with_its_unit_is_owed_by_the_nearest_of_its_limits() -> None:
    story = Story().found_dissatisfied().dispatch()
    accept, handling = story.case.limit(LimitKind.ACCEPT), story.case.limit(LimitKind.HANDLING)
    assert accept is not None
    assert handling is not None
    assert slack.next_due_at(story.case) == accept.due_at
    assert slack.next_due_at(story.accept().case) == handling.due_at


def test_a_limit_that_has_passed_stays_the_nearest() -> None:
    story = Story().found_dissatisfied().wait(days=3)
    limit = story.case.limit(LimitKind.TO_DISPATCH)
    assert limit is not None
    assert slack.next_due_at(story.case) == limit.due_at


def test_a_case_that_waits_for_a_supervisor_is_owed_a_decision_within_a_day() -> None:
    story = Story().given_up()
    assert slack.decision_due_at(story.case) == slack.next_due_at(story.case) == NOON + DAY
    assert slack.decision_due_at(story.retry().case) is None


def test_a_case_returned_twice_waits_for_a_supervisor_too() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch("sales").return_()
    assert slack.decision_due_at(story.case) == slack.next_due_at(story.case)


def test_the_earliest_order_without_an_answer_counts() -> None:
    story = Story().handled().supervise(deadline=NOON + 3 * DAY).supervise(deadline=NOON + 2 * DAY)
    assert slack.order_due_at(story.case) == NOON + 2 * DAY
    assert slack.order_due_at(story.answer("order-2").case) == NOON + 3 * DAY
    assert slack.order_due_at(story.answer("order-1").case) is None
    assert slack.ordered_at(story.case) is not None


def test_an_open_case_is_always_owed_something_and_an_ended_one_never() -> None:
    for story in everything_that_can_happen():
        assert (slack.next_due_at(story.case) is not None) == story.case.state.open
