"""The official calendar as the library knows it: make-up days, holidays, and what is only a guess."""

from datetime import date, timedelta

import pytest

from shared.platform.calendar.official import official_year
from shared.platform.calendar.overrides import load_calendar

CALENDAR = load_calendar()


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 26),
        date(2025, 2, 8),
        date(2025, 4, 27),
        date(2025, 9, 28),
        date(2025, 10, 11),
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ],
)
def test_make_up_weekend_days_are_working_days(day: date) -> None:
    assert day.weekday() >= 5
    assert CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2025, 1, 28), date(2025, 2, 4), date(2025, 10, 8), date(2026, 1, 2), date(2026, 2, 23), date(2026, 10, 7)],
)
def test_weekdays_of_a_holiday_are_not_working_days(day: date) -> None:
    assert day.weekday() < 5
    assert not CALENDAR.is_working_day(day)


def test_ordinary_weekdays_work_and_ordinary_weekends_do_not() -> None:
    monday = date(2026, 3, 9)
    week = [CALENDAR.is_working_day(monday + timedelta(days=n)) for n in range(7)]
    assert week == [True, True, True, True, True, False, False]


def test_the_leap_day_is_a_day_like_any_other() -> None:
    assert CALENDAR.is_working_day(date(2024, 2, 29))
    assert not CALENDAR.is_working_day(date(2032, 2, 29))  # a Sunday


@pytest.mark.parametrize("year", range(2018, 2027))
def test_published_years_are_known(year: int) -> None:
    assert not CALENDAR.is_estimated(year)


def test_a_year_without_a_notice_is_marked_estimated_and_has_no_make_up_days() -> None:
    far = official_year(2045)
    assert far.estimated
    assert far.working == frozenset()
    assert CALENDAR.is_estimated(2045)


def test_a_year_is_looked_up_once() -> None:
    assert official_year(2026) is official_year(2026)


def test_days_that_differ_belong_to_their_own_year() -> None:
    for year in range(2018, 2030):
        days = official_year(year)
        assert {day.year for day in days.off | days.working} == {year}
        assert not days.off & days.working
