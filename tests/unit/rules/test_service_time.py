"""Service time: the hours of every day in which a unit's limits run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.policy import Hours, Limit, Timing
from shared.rules.calendar.working import WorkingCalendar, YearDays
from shared.support.local_time import SHANGHAI

CALENDAR = WorkingCalendar(lambda year: YearDays())
MOMENTS = st.integers(0, 365 * 86_400).map(lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
HOURS = st.sampled_from([Hours(), Hours(begin="09:00", end="18:00"), Hours(begin="22:00", end="06:00")])
SECONDS = st.integers(1, 5 * 86_400)


def local(text: str) -> datetime:
    """A moment of November 2026 in Shanghai: `23 20:45`."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def half_an_hour(start: str, hours: Hours | None = None) -> datetime:
    return CALENDAR.add(local(start), Limit(seconds=1_800, timing=Timing.SERVICE), hours or Hours())


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("23 10:00", "23 10:30"),
        ("23 20:30", "23 21:00"),
        ("23 20:45", "24 08:15"),
        ("23 21:00", "24 08:30"),
        ("23 23:59", "24 08:30"),
        ("24 03:00", "24 08:30"),
        ("24 08:00", "24 08:30"),
        ("28 20:50", "29 08:20"),  # Saturday to Sunday: every day is a day of service
    ],
)
def test_half_an_hour_of_service_time(start: str, end: str) -> None:
    assert half_an_hour(start) == local(end)


def test_hours_of_a_unit_may_go_over_midnight_or_all_day() -> None:
    assert half_an_hour("23 05:45", Hours(begin="22:00", end="06:00")) == local("23 22:15")
    assert half_an_hour("23 23:45", Hours(begin="22:00", end="06:00")) == local("24 00:15")
    assert half_an_hour("23 03:00", Hours(begin="08:00", end="08:00")) == local("23 03:30")


def test_a_limit_of_several_days_uses_every_days_hours() -> None:
    limit = Limit(seconds=26 * 3_600, timing=Timing.SERVICE)
    assert CALENDAR.add(local("23 08:00"), limit) == local("24 21:00")
    assert CALENDAR.add(local("23 14:00"), limit) == local("25 14:00")


@given(MOMENTS, SECONDS, HOURS)
def test_it_ends_inside_the_hours_and_never_before_plain_time(start: datetime, seconds: int, hours: Hours) -> None:
    end = CALENDAR.add(start, Limit(seconds=seconds, timing=Timing.SERVICE), hours)
    assert end >= start + timedelta(seconds=seconds)
    assert not WorkingCalendar.is_quiet(end - timedelta(microseconds=1), hours.end, hours.begin)


@given(MOMENTS, st.integers(1, 86_400), st.integers(1, 86_400), HOURS)
def test_two_limits_one_after_the_other_are_one(start: datetime, first: int, second: int, hours: Hours) -> None:
    once = CALENDAR.add(start, Limit(seconds=first + second, timing=Timing.SERVICE), hours)
    half_way = CALENDAR.add(start, Limit(seconds=first, timing=Timing.SERVICE), hours)
    assert CALENDAR.add(half_way, Limit(seconds=second, timing=Timing.SERVICE), hours) == once


@pytest.mark.parametrize(
    ("at", "resumes"), [("23 20:59", None), ("23 21:00", "24 08:00"), ("24 07:59", "24 08:00"), ("24 08:00", None)]
)
def test_service_time_stands_still_from_the_evening_until_the_morning(at: str, resumes: str | None) -> None:
    expected = local(resumes) if resumes else None
    assert CALENDAR.resumes_at(local(at), Timing.SERVICE) == expected
    assert CALENDAR.resumes_at(local(at), Timing.SERVICE, Hours(begin="00:00", end="00:00")) is None
    assert CALENDAR.resumes_at(local(at), Timing.ELAPSED) is None


def test_working_time_stands_still_on_days_off_until_the_next_working_midnight() -> None:
    assert CALENDAR.resumes_at(local("27 23:59"), Timing.WORKING) is None
    assert CALENDAR.resumes_at(local("28 00:00"), Timing.WORKING) == local("30 00:00")
    assert CALENDAR.resumes_at(local("29 23:59"), Timing.WORKING) == local("30 00:00")
