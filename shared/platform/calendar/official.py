"""The official calendar of the mainland: days off and make-up working days (调休), year by year.

The data come from the `holidays` library, imported by this module alone and only when the first year is needed (about a
second, once a process). A year is known once the library has the State Council's notice for it; before that the library
computes the festivals but not the days moved around them, and the year is `estimated`.
"""

from functools import cache

from shared.rules.calendar.working import YearDays


@cache
def official_year(year: int) -> YearDays:
    """The days of one year that differ from what their weekday says."""
    import holidays

    calendar = holidays.country_holidays("CN", years=year, expand=False)
    working = frozenset(day for day in calendar.weekend_workdays if day.year == year)
    return YearDays(
        off=frozenset(day for day in calendar if day.year == year),
        working=working,
        estimated=not working,  # every notice since 2001 has make-up days, a computed year has none
    )
