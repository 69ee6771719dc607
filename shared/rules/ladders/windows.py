"""Windows and limits: absolute marks on one clock, such as warning, breach, and breach notified to the head.

Unlike the steps of a ladder they never move. If several have passed at once (an outage), only the latest fires and the
others are recorded as skipped.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One mark: its name, unique on its clock, and its time (UTC)."""

    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Marks that have passed and are open: the one to fire, if any, and those to record as skipped."""

    fires: Mark | None = None
    skipped: tuple[Mark, ...] = ()


def passed(marks: Iterable[Mark], now: datetime, done: Collection[str] = ()) -> Passed:
    """What fires at `now`; `done` names the marks that fired or were skipped before.

    It is the latest mark; of two at the same time the one listed later. A mark before one that is done is only skipped.
    """
    reached = [mark for mark in _in_order(marks) if mark.at <= now]
    open_marks = [mark for mark in reached if mark.name not in done]
    if not open_marks:
        return Passed()
    if open_marks[-1] is reached[-1]:
        return Passed(fires=open_marks[-1], skipped=tuple(open_marks[:-1]))
    return Passed(skipped=tuple(open_marks))


def next_mark(marks: Iterable[Mark], done: Collection[str] = ()) -> Mark | None:
    """The earliest mark that is not done, for which a timer is armed. None if all are done."""
    return next((mark for mark in _in_order(marks) if mark.name not in done), None)


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: mark.at)  # stable: marks of the same time stay as listed
