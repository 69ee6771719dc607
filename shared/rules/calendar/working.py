"""Working time, service time and quiet hours: when a limit runs, and at which hours no customer is called.

Days off are passed in, year by year (`shared.platform.calendar.official`), with the corrections of operations
(`shared.platform.calendar.overrides`). UTC in, UTC out; days and hours are those of Asia/Shanghai.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from shared.contracts.policy import Hours, Limit, Timing
from shared.support.local_time import SHANGHAI

_SATURDAY = 5
_NO_TIME = timedelta(0)
_SERVICE = Hours()


@dataclass(frozen=True, kw_only=True, slots=True)
class YearDays:
    """The days of a year that differ from what their weekday says.

    `off` are days off, `working` are make-up working days on weekends. `estimated`: the year is not published yet,
    make-up days are missing and days off may move.
    """

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    estimated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Overrides:
    """Corrections of operations: single days, and the years they have entered completely."""

    days: YearDays = YearDays()
    complete_years: frozenset[int] = frozenset()


class WorkingCalendar:
    """The calendar of limits in working time. Cheap to build; a year is looked up when first needed."""

    def __init__(self, year_days: Callable[[int], YearDays], overrides: Overrides | None = None) -> None:
        self._year_days = year_days
        self._overrides = overrides or Overrides()

    def is_working_day(self, day: date) -> bool:
        """True for a local working day, make-up days included, holidays not. Overrides outrank the calendar."""
        if day in self._overrides.days.working:
            return True
        if day in self._overrides.days.off:
            return False
        known = self._year_days(day.year)
        return day in known.working or (day.weekday() < _SATURDAY and day not in known.off)

    def is_estimated(self, year: int) -> bool:
        """True if the year's days are not published yet: a due time in working time may still move."""
        return year not in self._overrides.complete_years and self._year_days(year).estimated

    def is_estimated_between(self, start: datetime, end: datetime, limit: Limit) -> bool:
        """True if this limit counts working days of a year that is not published yet: its end may still move."""
        years = range(start.astimezone(SHANGHAI).year, end.astimezone(SHANGHAI).year + 1)
        return limit.timing is Timing.WORKING and any(self.is_estimated(year) for year in years)

    def add(self, start: datetime, limit: Limit, service: Hours = _SERVICE) -> datetime:
        """When a limit that began at `start` ends.

        Working time runs from 00:00 to 24:00 of working days, service time in the hours of `service` of every day.
        """
        left = timedelta(seconds=limit.seconds)
        match limit.timing:
            case Timing.WORKING:
                return self._add_working(start, left)
            case Timing.SERVICE:
                return self._add_service(start, left, service)
            case _:
                return start.astimezone(UTC) + left

    def resumes_at(self, at: datetime, timing: Timing, service: Hours = _SERVICE) -> datetime | None:
        """When a limit of this timing that stands still at `at` runs on; None while it runs."""
        match timing:
            case Timing.WORKING:
                day = first = at.astimezone(SHANGHAI).date()
                while not self.is_working_day(day):
                    day += timedelta(days=1)
                return _at(day, time(0)) if day != first else None
            case Timing.SERVICE if service.begin != service.end:
                opens = self.after_quiet(at, service.end, service.begin)
                return opens if opens > at else None
            case _:
                return None

    def share(self, start: datetime, limit: Limit, share: float, service: Hours = _SERVICE) -> datetime:
        """When `share` (0.8 for 80 %) of the limit has passed, to the second."""
        return self.add(start, Limit(seconds=round(limit.seconds * share), timing=limit.timing), service)

    @staticmethod
    def _add_service(start: datetime, left: timedelta, hours: Hours) -> datetime:
        """Service time is what is not inside the hours between its end and its next begin."""
        if hours.begin == hours.end:
            return start.astimezone(UTC) + left
        at = WorkingCalendar.after_quiet(start, hours.end, hours.begin)
        while (closes := _next(at, hours.end)) - at < left:
            left -= closes - at
            at = _next(closes, hours.begin)
        return at + left

    def _add_working(self, start: datetime, left: timedelta) -> datetime:
        at, day = start.astimezone(UTC), start.astimezone(SHANGHAI).date()
        while left > _NO_TIME:
            midnight = _at(day + timedelta(days=1), time(0))
            if self.is_working_day(day):
                if left <= midnight - at:
                    return at + left
                left -= midnight - at
            at, day = midnight, day + timedelta(days=1)
        return at

    @staticmethod
    def is_quiet(at: datetime, quiet_from: str, quiet_until: str) -> bool:
        """True inside the quiet hours (`"21:00"` to `"08:00"`, over midnight or not). Equal ends: no quiet hours."""
        now, begin, end = (
            at.astimezone(SHANGHAI).time(),
            time.fromisoformat(quiet_from),
            time.fromisoformat(quiet_until),
        )
        return begin <= now < end if begin <= end else now >= begin or now < end

    @staticmethod
    def after_quiet(at: datetime, quiet_from: str, quiet_until: str) -> datetime:
        """`at`, or the end of the quiet hours if `at` is inside them."""
        if not WorkingCalendar.is_quiet(at, quiet_from, quiet_until):
            return at.astimezone(UTC)
        local, end = at.astimezone(SHANGHAI), time.fromisoformat(quiet_until)
        return _at(local.date() if local.time() < end else local.date() + timedelta(days=1), end)


def _next(at: datetime, hour: str) -> datetime:
    """The next moment after `at` at which this local hour begins."""
    day, wanted = at.astimezone(SHANGHAI).date(), time.fromisoformat(hour)
    today = _at(day, wanted)
    return today if today > at else _at(day + timedelta(days=1), wanted)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI).astimezone(UTC)
