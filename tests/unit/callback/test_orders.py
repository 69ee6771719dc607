"""Supervision orders and reminders: pressure on the lead unit that never stands in its way."""

from datetime import timedelta

from services.callback.domain.states import State
from shared.contracts.callback import CaseReminded, CaseSupervised, OrderOverdue
from shared.contracts.callback_values import Outcome
from shared.support.errors import Conflict, Invalid, NotFound
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, Story


def test_an_order_has_a_deadline_by_policy_when_nobody_names_one() -> None:
    story = Story().handled().supervise()
    ordered = story.last(CaseSupervised)
    assert (ordered.unit_id, ordered.deadline) == ("claims", NOON + timedelta(days=1))


def test_a_deadline_lies_ahead() -> None:
    story = Story().handled()
    with refused(Invalid, "invalid"):
        story.supervise(deadline=story.now)


def test_an_order_not_answered_in_time_is_told_once() -> None:
    story = Story().handled().supervise(deadline=NOON + timedelta(hours=2)).wait(hours=5)
    [overdue] = story.all(OrderOverdue)
    assert (overdue.order, overdue.at) == ("order-1", NOON + timedelta(hours=2))


def test_an_answered_order_is_never_overdue_and_answered_once() -> None:
    story = Story().handled().supervise().answer("order-1", "hand").wait(days=2)
    assert story.all(OrderOverdue) == []
    with refused(Conflict, "already_answered", by="hand"):
        story.answer("order-1")


def test_a_late_answer_is_still_an_answer() -> None:
    story = Story().handled().supervise().wait(days=2).answer()
    order = story.case.order("order-1")
    assert order is not None
    assert order.answered_at == story.now


def test_of_several_orders_the_first_deadline_comes_first_and_each_is_told() -> None:
    story = Story().handled().supervise(deadline=NOON + timedelta(hours=9))
    story.supervise(deadline=NOON + timedelta(hours=2))
    assert story.next_due("order") == NOON + timedelta(hours=2)
    story.wait(hours=10)
    assert [event.order for event in story.all(OrderOverdue)] == ["order-2", "order-1"]


def test_an_open_order_does_not_stand_in_the_way_of_resolving() -> None:
    story = Story().handled().supervise().resolve()
    assert story.case.state is State.RESOLVED
    assert story.answer().case.order("order-1").answered_by == "chief"  # type: ignore[union-attr]


def test_an_order_nobody_answered_ends_with_the_case() -> None:
    story = Story().handled().supervise().resolve().attempt(Outcome.REACHED, score=90).wait(days=2)
    assert story.all(OrderOverdue) == []
    with refused(Conflict, "already_closed"):
        story.answer()


def test_an_order_that_is_not_there_cannot_be_answered() -> None:
    with refused(NotFound, "not_found"):
        Story().handled().answer("order-9")


def test_a_reminder_is_on_record_and_changes_nothing() -> None:
    story = Story().handled()
    before = story.case.state
    assert story.remind().last(CaseReminded).unit_id == "claims"
    assert story.case.state is before
