"""A budget: so many different subjects within a time that slides; the same subject again is free."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.budget import Budget, Uses

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
THREE = Budget(most=3)
MINUTE = timedelta(minutes=1)


def used(*subjects: str | None, each: timedelta = MINUTE) -> Uses:
    uses = Uses()
    for number, subject in enumerate(subjects):
        uses = uses.after(subject, NOON + number * each, THREE)
    return uses


def test_the_fourth_subject_waits_until_the_first_no_longer_counts() -> None:
    uses = used("a", "b", "c")
    assert uses.free_at("d", NOON + 3 * MINUTE, THREE) == NOON + 60 * MINUTE
    later = NOON + 60 * MINUTE
    assert uses.free_at("d", later, THREE) == later


@pytest.mark.parametrize("subject", ["a", "b", "c"])
def test_a_subject_that_counts_already_is_free(subject: str) -> None:
    now = NOON + 3 * MINUTE
    assert used("a", "b", "c").free_at(subject, now, THREE) == now
    assert used("a", "b", "c").after(subject, now, THREE) == used("a", "b", "c")


def test_without_a_subject_each_use_counts() -> None:
    uses = used(None, None, None, each=timedelta())
    assert len(uses.made) == 3
    assert uses.free_at(None, NOON, THREE) == NOON + 60 * MINUTE


def test_a_budget_of_none_never_lets_anybody_do_it() -> None:
    assert Uses().free_at("a", NOON, Budget(most=0)) > NOON


def test_a_budget_that_was_made_smaller_waits_for_enough_to_end() -> None:
    assert used("a", "b", "c").free_at("d", NOON + 3 * MINUTE, Budget(most=1)) == NOON + 62 * MINUTE


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 20)), max_size=60), st.integers(1, 4))
def test_within_any_hour_no_more_subjects_than_the_budget_has(steps: list[tuple[str, int]], most: int) -> None:
    budget, uses, now = Budget(most=most), Uses(), NOON
    done: list[tuple[str, datetime]] = []
    for subject, minutes in steps:
        now += minutes * MINUTE
        if uses.free_at(subject, now, budget) == now:
            if not uses.counting(now, budget).has(subject):
                done.append((subject, now))
            uses = uses.after(subject, now, budget)
    for _, end in done:
        assert len({each for each in done if end - budget.period < each[1] <= end}) <= most
