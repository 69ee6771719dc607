"""Working time: limits that run on working days only, from 00:00 to 24:00 of local days."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.policy import Limit, Timing
from shared.platform.calendar.overrides import load_calendar
from shared.rules.calendar.working import Overrides, WorkingCalendar, YearDays
from shared.support.local_time import SHANGHAI

CALENDAR = load_calendar()
DAY = 86_400
FIVE_DAYS = Limit(seconds=5 * DAY, timing=Timing.WORKING)
IN_FORCE = datetime(2018, 6, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=3_000)).map(lambda passed: IN_FORCE + passed)
durations = st.integers(min_value=1, max_value=12 * DAY)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def working(days: float) -> Limit:
    return Limit(seconds=round(days * DAY), timing=Timing.WORKING)


def test_elapsed_time_takes_no_notice_of_weekends() -> None:
    friday = local(2026, 3, 13, 18)
    assert CALENDAR.add(friday, Limit(seconds=3 * DAY)) == local(2026, 3, 16, 18)


def test_five_working_days_from_a_monday_end_on_the_next_monday() -> None:
    assert CALENDAR.add(local(2026, 3, 9, 10, 30), FIVE_DAYS) == local(2026, 3, 16, 10, 30)


def test_five_working_days_before_spring_festival_count_the_make_up_saturday() -> None:
    """2026: Saturday 14 February works, 15 to 23 February are off, Saturday 28 February works again."""
    assert CALENDAR.add(local(2026, 2, 12, 9), FIVE_DAYS) == local(2026, 2, 26, 9)


def test_a_limit_may_end_on_a_make_up_saturday() -> None:
    assert CALENDAR.add(local(2025, 10, 10, 15), working(1)) == local(2025, 10, 11, 15)


def test_a_limit_may_run_through_a_make_up_sunday() -> None:
    """2025: Sunday 26 January works, the festival begins on Tuesday 28."""
    assert CALENDAR.add(local(2025, 1, 24, 12), working(2)) == local(2025, 1, 27, 12)


def test_the_national_day_week_stands_still() -> None:
    assert CALENDAR.add(local(2025, 9, 30, 23), working(1)) == local(2025, 10, 9, 23)


def test_a_limit_that_begins_on_a_day_off_runs_from_the_next_working_midnight() -> None:
    saturday = local(2026, 3, 14, 11)
    assert CALENDAR.add(saturday, working(1)) == local(2026, 3, 17)
    assert CALENDAR.add(saturday, working(0.5)) == local(2026, 3, 16, 12)


def test_a_limit_that_ends_with_a_friday_ends_at_its_midnight() -> None:
    assert CALENDAR.add(local(2026, 3, 13), working(1)) == local(2026, 3, 14)


def test_no_working_time_at_all_ends_where_it_began() -> None:
    saturday = local(2026, 3, 14, 11)
    assert CALENDAR.add(saturday, working(0)) == saturday


def test_days_are_cut_at_local_midnight_not_at_utc_midnight() -> None:
    sunday_evening_utc = datetime(2026, 3, 15, 16, 0, tzinfo=UTC)  # Monday 00:00 in Shanghai
    assert CALENDAR.add(sunday_evening_utc, working(1)) == datetime(2026, 3, 16, 16, 0, tzinfo=UTC)


def test_the_result_is_utc_whatever_the_zone_of_the_start() -> None:
    assert CALENDAR.add(local(2026, 3, 9), FIVE_DAYS).tzinfo is UTC
    assert CALENDAR.add(local(2026, 3, 9), Limit(seconds=60)).tzinfo is UTC


def test_a_limit_over_the_leap_day_counts_it() -> None:
    assert CALENDAR.add(local(2024, 2, 28, 8), working(2)) == local(2024, 3, 1, 8)


def test_a_year_with_summer_time_has_one_short_working_day() -> None:
    """China kept summer time from 1986 to 1991: 4 May 1986, a Sunday, had 23 hours."""
    calendar = WorkingCalendar(lambda year: YearDays(working=frozenset({date(1986, 5, 4)})))
    start = datetime(1986, 5, 4, tzinfo=SHANGHAI)
    assert calendar.add(start, working(1)) == datetime(1986, 5, 5, 1, tzinfo=SHANGHAI)


def test_eighty_percent_of_five_working_days_are_four() -> None:
    start = local(2026, 3, 9, 10)
    assert CALENDAR.share(start, FIVE_DAYS, 0.8) == CALENDAR.add(start, working(4)) == local(2026, 3, 13, 10)


def test_eighty_percent_of_an_elapsed_day_is_to_the_second() -> None:
    start = local(2026, 3, 14)
    assert CALENDAR.share(start, Limit(seconds=DAY), 0.8) == start + timedelta(seconds=69_120)


def test_an_override_has_the_last_word() -> None:
    days = YearDays(off=frozenset({date(2026, 3, 10)}), working=frozenset({date(2026, 3, 14)}))
    calendar = WorkingCalendar(lambda year: YearDays(), Overrides(days=days))
    assert not calendar.is_working_day(date(2026, 3, 10))
    assert calendar.is_working_day(date(2026, 3, 14))


def test_a_year_entered_completely_is_no_longer_estimated() -> None:
    calendar = WorkingCalendar(lambda year: YearDays(estimated=True), Overrides(complete_years=frozenset({2027})))
    assert not calendar.is_estimated(2027)
    assert calendar.is_estimated(2028)


def test_building_a_calendar_looks_nothing_up() -> None:
    asked: list[int] = []

    def year_days(year: int) -> YearDays:
        asked.append(year)
        return YearDays()

    calendar = WorkingCalendar(year_days)
    assert asked == []
    calendar.is_working_day(date(2026, 3, 9))
    assert asked == [2026]


@given(start=moments, seconds=durations)
def test_a_working_limit_never_ends_before_the_elapsed_one(start: datetime, seconds: int) -> None:
    end = CALENDAR.add(start, Limit(seconds=seconds, timing=Timing.WORKING))
    assert end >= CALENDAR.add(start, Limit(seconds=seconds))


@given(start=moments, first=durations, second=durations)
def test_working_time_adds_up(start: datetime, first: int, second: int) -> None:
    """Two limits one after the other end where one of the whole length does."""
    once = CALENDAR.add(start, Limit(seconds=first + second, timing=Timing.WORKING))
    half_way = CALENDAR.add(start, Limit(seconds=first, timing=Timing.WORKING))
    assert CALENDAR.add(half_way, Limit(seconds=second, timing=Timing.WORKING)) == once


@given(start=moments, seconds=durations)
def test_a_working_limit_ends_on_a_working_day(start: datetime, seconds: int) -> None:
    end = CALENDAR.add(start, Limit(seconds=seconds, timing=Timing.WORKING))
    just_before = end - timedelta(microseconds=1)
    assert CALENDAR.is_working_day(just_before.astimezone(SHANGHAI).date())


@given(start=moments, later=st.integers(0, 10 * DAY), seconds=durations)
def test_who_starts_later_is_never_due_earlier(start: datetime, later: int, seconds: int) -> None:
    limit = Limit(seconds=seconds, timing=Timing.WORKING)
    assert CALENDAR.add(start, limit) <= CALENDAR.add(start + timedelta(seconds=later), limit)
