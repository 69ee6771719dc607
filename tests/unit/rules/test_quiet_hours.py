"""Quiet hours: no customer is called again between 21:00 and 08:00 local time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.calendar.working import WorkingCalendar
from shared.support.local_time import SHANGHAI

is_quiet, after_quiet = WorkingCalendar.is_quiet, WorkingCalendar.after_quiet
CENTURY = datetime(2000, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=36_500)).map(lambda passed: CENTURY + passed)
hours = st.times().map(lambda time: f"{time:%H:%M}")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def test_an_evening_attempt_waits_for_the_morning() -> None:
    assert after_quiet(local(9, 21, 30), "21:00", "08:00") == local(10, 8)


def test_an_attempt_before_dawn_waits_for_the_same_morning() -> None:
    assert after_quiet(local(10, 3), "21:00", "08:00") == local(10, 8)


def test_an_attempt_by_day_does_not_wait() -> None:
    assert after_quiet(local(10, 12), "21:00", "08:00") == local(10, 12)


@pytest.mark.parametrize(("at", "quiet"), [(local(9, 20, 59), False), (local(9, 21), True), (local(10, 8), False)])
def test_the_first_minute_is_quiet_and_the_last_one_is_not(at: datetime, quiet: bool) -> None:
    assert is_quiet(at, "21:00", "08:00") is quiet


def test_local_midnight_is_quiet() -> None:
    assert after_quiet(datetime(2026, 3, 9, 16, tzinfo=UTC), "21:00", "08:00") == datetime(2026, 3, 10, tzinfo=UTC)


def test_quiet_hours_may_lie_within_one_day() -> None:
    assert after_quiet(local(10, 12, 45), "12:00", "14:00") == local(10, 14)
    assert after_quiet(local(10, 14), "12:00", "14:00") == local(10, 14)


def test_equal_ends_mean_no_quiet_hours() -> None:
    assert not is_quiet(local(10, 8), "08:00", "08:00")
    assert not is_quiet(local(10, 3), "08:00", "08:00")


def test_the_night_before_the_leap_day_ends_on_it() -> None:
    evening = datetime(2028, 2, 28, 22, tzinfo=SHANGHAI)
    assert after_quiet(evening, "21:00", "08:00") == datetime(2028, 2, 29, 8, tzinfo=SHANGHAI)


@given(at=moments, quiet_from=hours, quiet_until=hours)
def test_nobody_is_ever_called_in_quiet_hours(at: datetime, quiet_from: str, quiet_until: str) -> None:
    then = after_quiet(at, quiet_from, quiet_until)
    assert not is_quiet(then, quiet_from, quiet_until)
    assert at <= then < at + timedelta(days=1)
    assert then.tzinfo is UTC


@given(at=moments, quiet_from=hours, quiet_until=hours)
def test_waiting_ends_with_the_quiet_hours_and_not_later(at: datetime, quiet_from: str, quiet_until: str) -> None:
    then = after_quiet(at, quiet_from, quiet_until)
    if then > at:
        assert is_quiet(then - timedelta(microseconds=1), quiet_from, quiet_until)
