"""Data-quality items: what a report showed to be missing from our data, until an administrator has dealt with it.

| kind | what was stated |
|---|---|
| reporter_unresolved | a reporter whom the directory does not know |
| reporter_unit_id_unknown | the unit of such a reporter |
| responsible_unit_id_unknown, subject_staff_id_unknown | a unit or a person complained of |
| cause_unknown, previous_id_unknown | a cause, an earlier report |
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.intake.domain import errors
from services.intake.domain.model import Report
from shared.contracts.intake import Unknown

REPORTER = "reporter_unresolved"
_SUFFIX = "_unknown"
SUBJECT = f"subject_staff_id{_SUFFIX}"


class ItemState(StrEnum):
    """What became of an item."""

    OPEN = "open"  # an administrator resolves or dismisses it
    RESOLVED = "resolved"  # the reporter was named, or our data was put right
    DISMISSED = "dismissed"  # nothing is to be put right


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An item; `staff_id` is whom an administrator named."""

    position: int
    kind: str
    case_id: str
    unit_id: str
    at: datetime
    state: ItemState
    closed_by: str | None = None
    closed_at: datetime | None = None
    staff_id: str | None = None
    reason: str | None = None

    @property
    def field(self) -> str | None:
        """The field of the report that names something we do not know; None for an unknown reporter."""
        return None if self.kind == REPORTER else self.kind.removesuffix(_SUFFIX)

    def must_be_open(self) -> None:
        """Raises `Conflict` if it was resolved or dismissed before."""
        if self.state is not ItemState.OPEN:
            raise errors.item_is_done(self.state, self.closed_by, self.closed_at)


def kinds_of_report(report: Report) -> Iterator[str]:
    """The items that a report opens when it is accepted."""
    if report.reporter.unresolved:
        yield REPORTER
    yield from kinds_of(report.details.unknown)


def kinds_of(unknown: Iterable[Unknown]) -> Iterator[str]:
    """The items that references open which name nothing we know."""
    return (f"{each.field}{_SUFFIX}" for each in unknown)
