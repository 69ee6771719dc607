"""What messages of several services share, in Chinese: clock times, names, the second line, lateness.

Texts themselves are in `services/<name>/application/texts.py`. A second language is a copy of this module and of each
`texts.py` with the same functions; the two lines in which `notices` calls them then choose by the recipient.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.contracts.escalation import Skipped, SkipReason
from shared.rules.directory import Directory
from shared.support.local_time import SHANGHAI

SECONDS_MATTER = timedelta(minutes=5)
"""A deadline nearer than this is written with its seconds: cut off, they would be much of the time left."""

MOST_NAMES = 3
_DISSOLVED = "已撤销单位"

_AWAY = {
    SkipReason.ON_LEAVE: "休假",
    SkipReason.DEPARTED: "已离职",
    SkipReason.REPORTER: "是报告人",
    SkipReason.ALREADY_TOLD: "已收到通知",
    SkipReason.CONFLICT: "须回避",
}


def clock_time(at: datetime, *, written_at: datetime) -> str:
    """A time in Shanghai: `10:15`, `10:16:30` for a deadline that is near, `11月28日10:15` on another day.

    Cut to the minute, so that the text never allows more time than there is. No `今天` (today) or `10分钟内` (within
    ten minutes): a message is read later than it is written.
    """
    local, day_written = at.astimezone(SHANGHAI), written_at.astimezone(SHANGHAI).date()
    exact = local.second > 0 and timedelta(0) < at - written_at < SECONDS_MATTER
    date = "" if local.date() == day_written else f"{local.month}月{local.day}日"
    return f"{date}{local.hour:02}:{local.minute:02}" + (f":{local.second:02}" if exact else "")


def two_lines(first: str, number: str, otherwise: str = "") -> str:
    """A message: the line that says what to do, then what happens otherwise, with the number of the report last."""
    return f"{first}\n{otherwise}报告编号{number}。"


def lateness(seconds: float, *, from_receipt: bool = False) -> str:
    """The remark that this message itself comes late, empty below one minute.

    `from_receipt`: the reader's time runs from now, not from when the message was due.
    """
    counted = "，时限自收到时起算" if from_receipt else ""
    return f"（本通知晚发{round(seconds / 60)}分钟{counted}。）" if seconds >= 60 else ""


def in_place_of(absent: Skipped, directory: Directory) -> str:
    """The remark to a person who stands in: for whom, and why."""
    name = person_named(absent.staff_id, directory)
    why = f"{name}{_AWAY[absent.reason]}" if name and absent.reason in _AWAY else "该岗位空缺"
    return f"（{why}，由您代行。）"


def people_named(staff: Iterable[str], directory: Directory) -> str:
    """The names of these people, of many the first three and how many there are; empty if none is known."""
    names = [person.name for person in map(directory.person, staff) if person]
    return "、".join(names[:MOST_NAMES]) + (f"等{len(names)}人" if len(names) > MOST_NAMES else "")


def person_named(staff_id: str | None, directory: Directory) -> str:
    """The name of a person; empty for None and for one whom the directory does not know."""
    return people_named(filter(None, [staff_id]), directory)


def unit_named(unit_id: str | None, directory: Directory) -> str:
    """The name of a unit; for one that was dissolved a word in its place, never its id."""
    unit = directory.unit(unit_id)
    return unit.name if unit is not None else _DISSOLVED if unit_id else ""


def reporter_named(staff_id: str | None, directory: Directory) -> str:
    """The reporter's name."""
    return person_named(staff_id, directory) or "通讯录外人员"
