"""Times on pages: always Shanghai's, cut as people read them; countdowns as the server sees them at this moment.

The scripts continue from there (`static/clock.js`). A countdown runs to the time the server gave; the page decides
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from shared.support.local_time import SHANGHAI

HOUR = 3600
SOON_SHARE = 0.3
"""A deadline is near in the last 30 % of its time, unless its policy has a mark."""


class Urgency(StrEnum):
    """How near a deadline is; each has a shape, a word and a colour."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Countdown:
    """A time limit at the moment of rendering. `soon_seconds`: how long before its end it is near.

    `resumes_at`: its clock stands still until then; None while it runs.
    """

    due_at: datetime
    soon_seconds: int
    seconds: int
    urgency: Urgency
    resumes_at: datetime | None = None

    @property
    def due(self) -> str:
        """The end for the script."""
        return machine_time(self.due_at)


def countdown(
    due_at: datetime,
    now: datetime,
    *,
    whole: timedelta | None = None,
    near_at: datetime | None = None,
    resumes_at: datetime | None = None,
) -> Countdown:
    """The countdown to a time, which is near from `near_at` on, else in the last part of `whole`, its length."""
    part = round((whole or timedelta(minutes=5)).total_seconds() * SOON_SHARE)
    soon = max(60, part if near_at is None else round((due_at - near_at).total_seconds()))
    seconds = int((due_at - now).total_seconds())
    paused = resumes_at is not None and due_at > now
    urgency = Urgency.LATE if due_at <= now else Urgency.SOON if seconds <= soon else Urgency.CALM
    return Countdown(
        due_at=due_at,
        soon_seconds=soon,
        seconds=seconds,
        urgency=Urgency.PAUSED if paused else urgency,
        resumes_at=resumes_at if paused else None,
    )


def length_of(seconds: int) -> str:
    """`03:12`, from an hour on `1:03:12`; of whole days the template `macros/time.html` has the words."""
    hours, rest = divmod(seconds, HOUR)
    short = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{short}" if hours else short


def shown_time(at: datetime, now: datetime) -> str:
    """`10:02:07` today, `11-25 10:02` this year, else with the year; in Shanghai."""
    local, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    if local.date() == today.date():
        return f"{local:%H:%M:%S}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def full_time(at: datetime) -> str:
    """`2026-11-26 10:02:07`, in Shanghai."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def machine_time(at: datetime) -> str:
    """RFC 3339 in UTC, with milliseconds, for `datetime` attributes and scripts."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


FILTERS: dict[str, Callable[..., object]] = {
    "shown_time": shown_time,
    "full_time": full_time,
    "machine_time": machine_time,
    "length_of": length_of,
}
"""For the templates."""
