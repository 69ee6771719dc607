"""Returns and transfers: within the branch and line, counted together, and orders go along."""

from datetime import timedelta

import pytest

from services.callback.domain.states import State
from shared.contracts.callback import CaseReturned, CaseTransferred, OrderOverdue
from shared.contracts.callback_values import Outcome
from shared.support.errors import Forbidden, Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import Story

HOUR = timedelta(hours=1)


def test_after_two_returns_only_a_supervisor_dispatches() -> None:
    story = Story().found_dissatisfied().dispatch().return_().dispatch("sales").accept("seller").return_("seller")
    assert [event.supervisor_decides for event in story.all(CaseReturned)] == [False, True]
    with refused(Forbidden, "supervisor_decides"):
        story.dispatch("claims", by="ann")
    assert story.dispatch("claims", by="sue", as_supervisor=True).case.state is State.DISPATCHED


@pytest.mark.parametrize("first", ["transfer", "return"])
@pytest.mark.parametrize("second", ["transfer", "return"])
def test_returns_and_transfers_count_together(first: str, second: str) -> None:
    story = Story().handled()
    for act in (first, second):
        if act == "transfer":
            story.transfer("desk-of-claims" if story.case.lead_unit_id == "claims" else "claims", by="chief")
        else:
            story.return_().dispatch("claims", as_supervisor=True)
    assert story.case.passed_on_enough
    with refused(Forbidden, "supervisor_decides"):
        story.transfer("desk-of-claims" if story.case.lead_unit_id == "claims" else "claims", by="chief")
    assert story.return_().case.supervisor_decides  # a return stays possible
    with refused(Forbidden, "supervisor_decides"):
        story.dispatch("claims", by="ann")


def test_a_supervisor_transfers_anywhere_and_however_often() -> None:
    story = Story().handled()
    for unit in ("sales", "county-claims", "hq", "claims", "county"):
        story.transfer(unit, by="sue")
    assert (story.case.lead_unit_id, story.case.transfers) == ("county", 5)


@pytest.mark.parametrize(
    ("lead", "to"),
    [
        ("claims", "desk-of-claims"),  # a provincial unit: anywhere in the province
        ("claims", "city-claims"),
        ("claims", "county"),  # a county handles all lines
        ("city-claims", "county-claims"),  # a prefecture's unit: its subtree
        ("county-claims", "city-claims"),
        ("county", "city-sales"),
    ],
)
def test_a_unit_transfers_within_its_branch_and_line(lead: str, to: str) -> None:
    story = Story().found_dissatisfied().dispatch(lead).accept().transfer(to, by="chief")
    assert (story.last(CaseTransferred).from_unit_id, story.case.lead_unit_id) == (lead, to)


@pytest.mark.parametrize(
    ("lead", "to", "code"),
    [
        ("claims", "sales", "outside_line"),
        ("claims", "hq", "outside_branch"),
        ("claims", "centre", "outside_branch"),
        ("city-claims", "claims", "outside_branch"),
        ("county-claims", "other-city", "outside_branch"),
        ("county-claims", "city-sales", "outside_line"),
        ("city-claims", "city-sales", "outside_line"),
    ],
)
def test_elsewhere_a_unit_is_told_to_return_the_case(lead: str, to: str, code: str) -> None:
    story = Story().found_dissatisfied().dispatch(lead).accept()
    with pytest.raises(Invalid) as refusal:
        story.transfer(to, by="chief")
    [error] = refusal.value.errors
    assert (error.field, error.code) == ("unit_id", code)
    assert "Return the case" in error.message


def test_a_reopened_case_starts_to_count_again() -> None:
    story = Story().handled().transfer("sales").transfer("claims").accept().resolve()
    story.attempt(Outcome.REACHED, score=90).reopen().dispatch("claims", by="ann").transfer(
        "desk-of-claims", by="chief"
    )
    assert not story.case.passed_on_enough


def test_open_orders_go_along_with_the_case_and_answered_ones_stay() -> None:
    story = Story().handled().supervise().supervise().answer("order-1").transfer("sales")
    assert [order.unit_id for order in story.case.orders] == ["claims", "sales"]
    story.return_("seller").dispatch("city-claims", as_supervisor=True)
    assert [order.unit_id for order in story.case.orders] == ["claims", "city-claims"]


def test_an_order_is_overdue_with_the_unit_that_has_it_then() -> None:
    story = Story().handled().supervise().wait(hours=23).transfer("sales").wait(hours=2)
    [overdue] = story.all(OrderOverdue)
    order = story.case.order(overdue.order)
    assert order is not None
    assert order.unit_id == "sales"


def test_the_unit_that_had_it_longest_in_this_round_is_known() -> None:
    story = Story().handled().wait(hours=10).transfer("sales").wait(hours=2).return_("seller").wait(hours=20)
    assert story.case.longest_holder(story.now) == "claims"
    story.dispatch("sales", as_supervisor=True).wait(hours=9)
    assert story.case.longest_holder(story.now) == "sales"


def test_a_round_that_is_over_does_not_count_for_who_had_it_longest() -> None:
    story = (
        Story()
        .handled()
        .wait(hours=50)
        .resolve()
        .wait(hours=5)
        .attempt(Outcome.REACHED, score=90)
        .reopen()
        .dispatch("sales")
    )
    assert story.wait(hours=1).case.longest_holder(story.now) == "sales"
