"""Phrases that messages of several services share: clock times and lateness, in Chinese, in Asia/Shanghai."""

from datetime import datetime, timedelta

from shared.support.local_time import SHANGHAI

SECONDS_MATTER = timedelta(minutes=5)
"""A deadline nearer than this is written with its seconds: cut off, they would be much of the time left."""


def deadline(at: datetime, *, written_at: datetime) -> str:
    """A deadline as a clock time: `10:15`, `10:16:30` when it is near, with the date (`11月28日10:15`) on another day.

    Cut to the minute, so that the text never allows more time than there is. No `今天` (today) or `10分钟内` (within
    ten minutes): a message is read later than it is written.
    """
    local, day_written = at.astimezone(SHANGHAI), written_at.astimezone(SHANGHAI).date()
    exact = local.second > 0 and at - written_at < SECONDS_MATTER
    date = "" if local.date() == day_written else f"{local.month}月{local.day}日"
    return date + local.strftime("%H:%M:%S" if exact else "%H:%M")


def lateness(seconds: float) -> str:
    """The remark that this message itself comes late, in minutes; empty below one minute."""
    return f"（系统迟报{round(seconds / 60)}分钟）" if seconds >= 60 else ""
