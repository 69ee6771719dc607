"""Absolute marks: only the highest passed one fires, those below are recorded as skipped."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.rules.ladders.windows import Mark, Passed, next_mark, passed

FILED = datetime(2026, 3, 10, 12, tzinfo=UTC)


def mark(name: str, seconds: int) -> Mark:
    return Mark(name=name, at=FILED + timedelta(seconds=seconds))


def after(seconds: float) -> datetime:
    return FILED + timedelta(seconds=seconds)


WARNING, BREACH, HEAD = mark("warning", 210), mark("breach", 300), mark("head", 900)
WINDOWS = (WARNING, BREACH, HEAD)
marks = st.lists(st.builds(mark, st.sampled_from("abcdef"), st.integers(0, 20)), unique_by=lambda m: m.name)
moments = st.lists(st.integers(0, 25), max_size=8).map(sorted)


def test_nothing_fires_before_the_first_mark() -> None:
    assert passed(WINDOWS, after(209.999)) == Passed()


def test_a_mark_fires_at_exactly_its_time() -> None:
    assert passed(WINDOWS, after(210)) == Passed(fires=WARNING)


def test_after_an_outage_only_the_highest_fires_and_the_others_are_skipped() -> None:
    assert passed(WINDOWS, after(3_600)) == Passed(fires=HEAD, skipped=(WARNING, BREACH))


def test_of_two_marks_at_the_same_time_the_one_listed_later_is_the_higher() -> None:
    first, second = mark("warning", 300), mark("breach", 300)
    assert passed((first, second), after(300)) == Passed(fires=second, skipped=(first,))


def test_the_order_of_marks_follows_their_time_not_the_list() -> None:
    assert passed((HEAD, WARNING, BREACH), after(400)) == Passed(fires=BREACH, skipped=(WARNING,))


def test_the_next_mark_is_the_earliest() -> None:
    assert next_mark((HEAD, WARNING, BREACH)) == WARNING
    assert next_mark(()) is None


@given(marks=marks, nows=moments)
def test_each_mark_is_dealt_with_once_and_never_early(marks: list[Mark], nows: list[int]) -> None:
    left = list(marks)
    for seconds in nows:
        now = after(seconds)
        found = passed(left, now)
        dealt_with = [*found.skipped, *([found.fires] if found.fires else [])]
        assert all(mark.at <= now for mark in dealt_with)
        left = [mark for mark in left if mark not in dealt_with]
        rest = next_mark(left)
        assert rest is None or rest.at > now
    assert set(marks) - set(left) == {mark for mark in marks if nows and mark.at <= after(nows[-1])}


@given(marks=marks, nows=moments)
def test_who_fires_is_never_below_one_that_fired_before(marks: list[Mark], nows: list[int]) -> None:
    left = list(marks)
    fired: list[Mark] = []
    for seconds in nows:
        found = passed(left, after(seconds))
        fired += [found.fires] if found.fires else []
        left = [mark for mark in left if mark not in (*found.skipped, found.fires)]
    assert [mark.at for mark in fired] == sorted(mark.at for mark in fired)
