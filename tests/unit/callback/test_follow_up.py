"""After the unit says it is done, the customer has the last word."""

from datetime import timedelta

import pytest

from services.callback.domain.states import State
from shared.contracts.callback import (
    CallOverdue,
    CallWarned,
    CaseClosed,
    CaseReopened,
    CaseUnreachable,
    SupervisorReminded,
    WindowBreached,
)
from shared.contracts.callback_values import Band, ClosedBecause, LimitKind, Outcome, ReopenedBecause, TaskKind
from shared.support.errors import Conflict
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, Story


def unanswered(story: Story) -> Story:
    """Five attempts at the follow-up, all in vain."""
    for _ in range(5):
        story.attempt(Outcome.NO_ANSWER)
    return story


def test_a_resolved_case_is_followed_up_within_a_day_and_may_be_at_once() -> None:
    story = Story().resolved()
    call = story.call
    assert (call.kind, call.task.due_at - story.now) == (TaskKind.FOLLOW_UP, timedelta(days=1))
    assert call.task.open_at(story.now)


def test_a_case_resolved_in_the_night_is_followed_up_from_the_morning_on() -> None:
    story = Story(at=NOON + timedelta(hours=10)).resolved()
    call = story.call
    assert (call.task.not_before, call.task.due_at - story.now) == (NOON + timedelta(hours=20), timedelta(days=1))


def test_a_follow_up_has_no_windows() -> None:
    story = Story().resolved().wait(hours=20)
    assert story.all(WindowBreached) == []


@pytest.mark.parametrize(("score", "band"), [(70, Band.SATISFIED), (95, Band.VERY_SATISFIED)])
def test_a_content_customer_closes_the_case(score: int, band: Band) -> None:
    story = Story().resolved().attempt(Outcome.REACHED, score=score)
    closed = story.last(CaseClosed)
    assert (closed.because, closed.score, closed.band) == (ClosedBecause.SATISFIED, score, band)
    assert (story.case.state, story.case.ended_at) == (State.CLOSED, story.now)


def test_a_customer_still_dissatisfied_has_it_handled_again_by_the_same_unit_and_handler() -> None:
    story = Story().handled().assign().wait(hours=10).resolve().wait(hours=12).attempt(Outcome.REACHED, score=69)
    assert story.last(CaseReopened).because is ReopenedBecause.FOLLOW_UP
    assert (story.case.state, story.case.lead_unit_id, story.case.handler_id) == (
        State.HANDLING,
        "claims",
        "hand",
    )


def test_each_resolve_brings_a_new_follow_up() -> None:
    story = Story().resolved().attempt(Outcome.REACHED, score=10).resolve()
    assert [call.kind for call in story.case.calls] == [TaskKind.FIRST_CALLBACK, *[TaskKind.FOLLOW_UP] * 2]
    assert story.call.task.id == "task-3"


def test_a_follow_up_in_vain_leaves_the_case_resolved_and_the_supervisor_decides() -> None:
    story = unanswered(Story().resolved())
    assert story.last(CaseUnreachable).kind is TaskKind.FOLLOW_UP
    assert story.case.state is State.RESOLVED
    assert story.case.supervisor_decides
    story.wait(days=2)
    assert [event.at - story.now for event in story.all(SupervisorReminded)] == [-timedelta(days=1), timedelta(0)]
    assert story.close().last(CaseClosed).because is ClosedBecause.NOT_REACHED


def test_nobody_closes_a_resolved_case_while_the_customer_is_still_to_be_asked() -> None:
    story = Story().resolved().attempt(Outcome.NO_ANSWER)
    with refused(Conflict, "follow_up_open"):
        story.close()


def test_a_supervisor_may_have_a_follow_up_tried_again() -> None:
    story = unanswered(Story().resolved()).retry()
    assert story.call.open
    assert not story.case.supervisor_decides
    story.attempt(Outcome.NO_ANSWER)
    assert story.case.given_up is None
    assert story.attempt(Outcome.REACHED, score=88).case.state is State.CLOSED


def test_a_customer_who_refuses_the_follow_up_leaves_it_to_the_supervisor() -> None:
    story = Story().resolved().attempt(Outcome.REFUSED)
    assert story.case.supervisor_decides
    assert story.close().case.state is State.CLOSED


def test_a_follow_up_nobody_makes_warns_the_group_and_is_told_when_it_is_due_and_every_day_after() -> None:
    story = Story().resolved().wait(days=3)
    assert [event.at - NOON for event in story.all(CallWarned)] == [timedelta(hours=19, minutes=12)]
    assert [event.at - NOON for event in story.all(CallOverdue)] == [timedelta(days=1)]
    assert [event.at - NOON for event in story.all(SupervisorReminded)] == [timedelta(days=n) for n in (2, 3)]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, None])
def test_a_follow_up_without_a_verdict_may_go_back_to_the_unit(outcome: Outcome | None) -> None:
    story = Story().resolved()
    story = unanswered(story) if outcome is None else story.attempt(outcome)
    story.send_back()
    assert (story.case.state, story.case.lead_unit_id, story.case.given_up) == (State.HANDLING, "claims", None)
    assert story.case.limit(LimitKind.HANDLING) is not None
    assert story.resolve().call.kind is TaskKind.FOLLOW_UP


def test_a_case_goes_back_to_the_unit_only_when_the_callers_gave_up() -> None:
    story = Story().resolved()
    with refused(Conflict, "follow_up_open"):
        story.send_back()
