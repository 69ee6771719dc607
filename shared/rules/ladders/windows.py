"""Windows and limits: absolute marks on one clock, such as warning, breach, and breach notified to the head.

Unlike the steps of a ladder they never move. If several have passed at once (an outage), only the latest fires and the
others are recorded as skipped.
"""

from collections.abc import Iterable
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


def passed(marks: Iterable[Mark], now: datetime) -> Passed:
    """What fires at `now` of marks that have not fired: the latest; of two at the same time the one listed later."""
    reached = [mark for mark in _in_order(marks) if mark.at <= now]
    return Passed(fires=reached[-1], skipped=tuple(reached[:-1])) if reached else Passed()


def next_mark(marks: Iterable[Mark]) -> Mark | None:
    """The earliest of the marks that have not fired, for which a timer is armed; None without one."""
    return next(iter(_in_order(marks)), None)


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: mark.at)  # stable: marks of the same time stay as listed
