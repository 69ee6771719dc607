"""The official calendar of the mainland: days off and make-up working days (调休), year by year.

The facts come from the `holidays` library, imported by this module alone and only when the first year is asked for
(about a second, once a process). From the day the State Council's notice for a year is in the library the year is
known; before that the library computes the festivals but cannot know how days are moved around them: `estimated`.
"""

from functools import cache

from shared.rules.calendar.working import YearDays


@cache
def official_year(year: int) -> YearDays:
    """The days of one year that are not what their weekday says."""
    import holidays

    calendar = holidays.country_holidays("CN", years=year, expand=False)
    working = frozenset(day for day in calendar.weekend_workdays if day.year == year)
    return YearDays(
        off=frozenset(day for day in calendar if day.year == year),
        working=working,
        estimated=not working,  # every notice since 2001 made up for some day off, no guess ever does
    )
