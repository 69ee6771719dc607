"""How single values of a policy are written: durations, limits, shares, hours of the day, dates.

Each function turns one TOML value into one value of the domain, or raises `ValueError` with a reason and what to write.
Which keys exist is defined in `loading_policy` and `loading_causes`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from shared.contracts.policy import Limit, RetryAt, RetryStep, Timing

Choice = TypeVar("Choice")

_PART = re.compile(r"(\d+) ?(s|min|h|days?)")
_WORKING = re.compile(r"(\d+) working days?")
_SERVICE = re.compile(r"(.+) service time")
_MONTHS = re.compile(r"(\d{1,3}) months?")
_PERCENT = re.compile(r"(\d{1,2}) ?%")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SECONDS = {"s": 1, "min": 60, "h": 3_600, "day": 86_400, "days": 86_400}
_LONGEST = 366 * 86_400
_MOST_MONTHS = 600
_NAMED_PAUSES = {
    "next half-day": RetryStep(at=RetryAt.HALF_DAY, seconds=7_200),
    "next day": RetryStep(at=RetryAt.NEXT_DAY),
}


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text in quotes")
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, not empty."""
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of texts in quotes, such as ["…", "…"]')
    return tuple(text(entry) for entry in value)


def duration(value: object) -> int:
    """A duration in seconds: `"90 s"`, `"3 min 30 s"`, `"24 h"`, `"15 days"`."""
    words = text(value)
    parts = _PART.findall(words)
    if not parts or _PART.sub("", words).strip():
        raise ValueError(f'"{words}" is no duration; write for example "5 min", "3 min 30 s", "24 h" or "15 days"')
    return _bounded(sum(int(count) * _SECONDS[unit] for count, unit in parts))


def retries(value: object) -> tuple[RetryStep, ...]:
    """The pauses between attempts: durations, `"next half-day"`, `"next day"`."""
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of pauses, such as ["2 min", "next half-day", "next day"]')
    return tuple(_retry(entry) for entry in value)


def _retry(value: object) -> RetryStep:
    return _NAMED_PAUSES.get(text(value)) or RetryStep(seconds=duration(value))


def hours_of_day(value: object) -> tuple[str, ...]:
    """A list of local times of the day, ascending, not empty: `["09:00", "14:00"]`."""
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of times of the day, such as ["09:00", "14:00"]')
    hours = tuple(hour_of_day(entry) for entry in value)
    if list(hours) != sorted(set(hours)):
        raise ValueError("must be in ascending order, each time once")
    return hours


def limit(value: object) -> Limit:
    """A duration, working days (`"5 working days"`), or a duration in service time (`"2 h service time"`)."""
    words = text(value)
    if service := _SERVICE.fullmatch(words):
        return Limit(seconds=duration(service[1]), timing=Timing.SERVICE)
    if working := _WORKING.fullmatch(words):
        return Limit(seconds=_bounded(int(working[1]) * _SECONDS["days"]), timing=Timing.WORKING)
    return Limit(seconds=duration(words))


def limit_of_the_group(value: object) -> Limit:
    """A limit of the complaint group, which works at all hours: not in service time."""
    read = limit(value)
    if read.timing is Timing.SERVICE:
        raise ValueError("cannot be in service time: only units have service hours")
    return read


def days(value: object) -> int:
    """A number of whole days: `"15 days"`."""
    seconds = duration(value)
    if seconds % _SECONDS["days"]:
        raise ValueError('must be whole days, such as "15 days"')
    return seconds // _SECONDS["days"]


def months(value: object) -> int:
    """A number of calendar months: `"24 months"`."""
    words = text(value)
    read = _MONTHS.fullmatch(words)
    if read is None or not 0 < int(read[1]) <= _MOST_MONTHS:
        raise ValueError(f'must be from "1 month" to "{_MOST_MONTHS} months"')
    return int(read[1])


def share(value: object) -> float:
    """A share of a limit, more than 0 and less than 1: `"80 %"` is 0.8."""
    percent = _PERCENT.fullmatch(text(value))
    if percent is None or not int(percent[1]):
        raise ValueError('must be from "1 %" to "99 %"')
    return int(percent[1]) / 100


def hour_of_day(value: object) -> str:
    """A local time of the day: `"21:00"`."""
    if not isinstance(value, str) or not _HOUR.fullmatch(value):
        raise ValueError('must be a time of the day from "00:00" to "23:59", in quotes')
    return value


def day(value: object) -> date:
    """A local date, written without quotes: `2018-06-01`."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date without quotes, such as 2026-01-01")
    return value


def yes(value: object) -> bool:
    """`true`; a key without it is left out."""
    if value is not True:
        raise ValueError("can only be true; leave the key out otherwise")
    return True


def whole(least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return value

    return read


def one_of(choices: Callable[[str], Choice], known: str) -> Callable[[object], Choice]:
    """A reader of a closed vocabulary; `choices` raises `ValueError` for what is not in it, `known` lists it."""

    def read(value: object) -> Choice:
        try:
            return choices(text(value))
        except ValueError:
            raise ValueError(f'"{value}" is not known here; known are {known}') from None

    return read


def _bounded(seconds: int) -> int:
    if not 0 < seconds <= _LONGEST:
        raise ValueError("must be more than zero and at most 366 days")
    return seconds
