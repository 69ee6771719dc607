"""How long the personal data of an ended case is kept: months after its end, by what kind of end it was.

Without a period a kind of case is kept for ever, and nothing is erased by time. The policy in force on the day of
erasing counts (docs/decisions/0034). Days are local: what ended on the 5th is kept to the 5th, that day included.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from shared.contracts import callback, escalation
from shared.contracts.base import Event
from shared.support.local_time import SHANGHAI

MONTHS = 12


class Kind(StrEnum):
    """What decides how long a case is kept."""

    SETTLED = "settled"  # the customer was calmed on site
    ARCHIVED = "archived"  # called back, and not dissatisfied
    CLOSED = "closed"  # handled, and closed
    COMPLAINT = "complaint"  # ended in any of these ways, with a formal complaint on record


ENDS: dict[Kind, type[Event]] = {
    Kind.SETTLED: escalation.CaseSettled,
    Kind.ARCHIVED: callback.CaseArchived,
    Kind.CLOSED: callback.CaseClosed,
}
"""The event by which a case ends. A case may end more than once: the last time counts."""

_KINDS = {event.type: kind for kind, event in ENDS.items()}
_COMPLAINTS = (escalation.CaseComplaintMarked, callback.CaseComplaintMarked)
_MARKS = frozenset(event.type for event in _COMPLAINTS)


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionPolicy:
    """For how many months each kind of case is kept after its end; None: for ever."""

    settled_months: int | None = None
    archived_months: int | None = None
    closed_months: int | None = None
    complaint_months: int | None = None

    def months(self, kind: Kind) -> int | None:
        """The period of one kind."""
        periods = {
            Kind.SETTLED: self.settled_months,
            Kind.ARCHIVED: self.archived_months,
            Kind.CLOSED: self.closed_months,
            Kind.COMPLAINT: self.complaint_months,
        }
        return periods[kind]

    @property
    def erases(self) -> bool:
        """False if everything is kept for ever."""
        return any(self.months(kind) is not None for kind in Kind)

    def ended_before(self, kind: Kind, now: datetime) -> datetime | None:
        """The moment before which a case has ended that is no longer kept; None if all are kept."""
        months = self.months(kind)
        if months is None:
            return None
        day = months_before(now.astimezone(SHANGHAI).date(), months)
        return datetime.combine(day, time(), SHANGHAI)


KEPT_FOR_EVER = RetentionPolicy()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """How a case ended, and since when its period runs: its last end, or the formal complaint marked after it."""

    kind: Kind
    since: datetime


def months_before(day: date, months: int) -> date:
    """The first day that is kept: the same day so many months before, or the 1st after a shorter month's end."""
    count = day.year * MONTHS + day.month - 1 - months
    year, month = count // MONTHS, count % MONTHS + 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year + month // MONTHS, month % MONTHS + 1, 1)


def telling_types() -> tuple[str, ...]:
    """The full types, of every version, of the events from which `ending_of` is told."""
    return tuple(name for event in (*ENDS.values(), *_COMPLAINTS) for name in versions_of(event))


def versions_of(event: type[Event]) -> tuple[str, ...]:
    """The full types of an event, of every version up to the present one."""
    return tuple(f"{event.type}.v{version}" for version in range(1, event.version + 1))


def ending_of(events: Iterable[tuple[str, datetime]]) -> Ending | None:
    """How a case ended by the types (without version) and moments of its events; None if it never has.

    Whether it is open again is not told here: erasing asks every service.
    """
    told = list(events)
    ends = [(at, _KINDS[name]) for name, at in told if name in _KINDS]
    if not ends:
        return None
    at, kind = max(ends)
    marked = [moment for name, moment in told if name in _MARKS]
    return Ending(kind=Kind.COMPLAINT, since=max(at, *marked)) if marked else Ending(kind=kind, since=at)
