"""What people decide beyond the usual way: call again, close, reopen, mark."""

from datetime import timedelta
from typing import Any

import pytest

from services.callback.domain.states import State
from shared.contracts.callback import CaseClosed, CaseReopened, SupervisorReminded
from shared.contracts.callback_values import ClosedBecause, Outcome, ReopenedBecause
from shared.contracts.intake import Details
from shared.contracts.words import Ground, RiskFlag
from shared.support.errors import Conflict, Forbidden
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, PHONE, Story

# Unreachable


def test_an_unreachable_case_is_brought_to_the_supervisor_every_day() -> None:
    story = Story().given_up().wait(days=2)
    assert [event.at - NOON for event in story.all(SupervisorReminded)] == [timedelta(days=1), timedelta(days=2)]


def test_a_supervisor_has_the_customer_called_again_on_the_same_task() -> None:
    story = Story().given_up().wait(hours=2)
    fence = story.call.task.fence
    story.retry()
    assert (story.case.state, story.call.task.id) == (State.AWAITING_CALLBACK, "task-1")
    assert story.call.task.open_at(story.now)
    assert story.claim().fence == fence + 1


def test_a_new_round_has_five_attempts_and_a_day_of_its_own() -> None:
    story = Story()
    for _ in range(5):
        story.attempt(Outcome.NO_ANSWER)
    story.wait(days=2).retry()
    for _ in range(4):
        story.attempt(Outcome.NO_ANSWER)
    assert story.case.state is State.AWAITING_CALLBACK
    story.attempt(Outcome.NO_ANSWER)
    assert story.case.state is State.UNREACHABLE
    assert story.case.first_attempt_at == NOON


def test_an_unreachable_case_is_dispatched_by_a_supervisor_only() -> None:
    story = Story().given_up()
    with refused(Forbidden, "supervisor_decides"):
        story.dispatch(by="ann")
    assert story.dispatch(by="sue", as_supervisor=True).case.state is State.DISPATCHED
    assert not story.case.supervisor_decides


def test_an_unreachable_case_is_closed_with_a_reason() -> None:
    story = Story().given_up().close("head")
    assert story.last(CaseClosed).because is ClosedBecause.NOT_REACHED
    assert story.case.state is State.CLOSED


def test_a_case_under_way_is_neither_closed_nor_retried() -> None:
    story = Story()
    with refused(Conflict, "already_awaiting_callback"):
        story.close()
    with refused(Conflict, "already_awaiting_callback"):
        story.retry()


# Reopening


def test_an_archived_case_can_be_reopened_for_fifteen_days() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=14, hours=23, minutes=59).reopen()
    assert story.case.state is State.TO_DISPATCH
    assert story.last(CaseReopened).because is ReopenedBecause.ASKED
    assert story.next_due("limit") == story.now + timedelta(minutes=12)


def test_later_a_new_report_has_to_name_it() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=15)
    with refused(Conflict, "reopen_period_over", until=NOON + timedelta(days=15)):
        story.reopen()


def test_the_fifteen_days_count_from_the_last_end() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=10).reopen().dispatch().accept().resolve()
    story.attempt(Outcome.REACHED, score=90).wait(days=14).reopen()
    assert story.case.state is State.TO_DISPATCH


def test_a_reopened_case_has_nobody_leading_and_its_returns_forgotten() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch().return_()
    story.dispatch(as_supervisor=True).accept().resolve().attempt(Outcome.REACHED, score=90).reopen()
    assert (story.case.lead_unit_id, story.case.supervisor_decides) == (None, False)


def test_an_open_case_is_not_reopened() -> None:
    with refused(Conflict, "already_handling", by="chief"):
        Story().handled().reopen()


# Looking at what was archived


def archived(*flags: RiskFlag, **more: Any) -> Story:
    return Story(Details(risk_flags=flags, customer=PHONE, **more)).attempt(Outcome.REACHED, satisfied=True)


@pytest.mark.parametrize("story", [archived(RiskFlag.MEDIA), archived(ground=Ground.COMPLAINT_DEMANDED)])
def test_an_archived_grave_case_is_on_the_list_until_a_supervisor_has_looked_at_it(story: Story) -> None:
    assert story.case.to_review
    story.wait(days=1).reviewed("sue")
    assert not story.case.to_review
    with refused(Conflict, "already_reviewed", by="sue", at=story.now):
        story.reviewed("head")


def test_a_usual_case_that_was_archived_is_not_on_the_list() -> None:
    assert not archived().case.to_review
    with refused(Conflict, "nothing_to_review"):
        archived().reviewed()


def test_an_archived_case_to_which_a_risk_is_added_comes_on_the_list_and_a_reopened_one_leaves_it() -> None:
    story = archived().amend(risk_flags=(RiskFlag.GROUP,))
    assert story.case.to_review
    assert not story.reopen().case.to_review


def test_only_an_archived_case_is_reviewed() -> None:
    with refused(Conflict, "already_handling"):
        Story().handled().reviewed()
