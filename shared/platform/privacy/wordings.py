"""What a service's own event log has of a case: each wording of its report, and what people wrote with each event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.contracts.base import Event, Sealed
from shared.contracts.intake import Details, ReportAmended
from shared.engine.db.database import Database
from shared.engine.events.history import history
from shared.support.errors import NotFound


@dataclass(frozen=True, slots=True)
class Wording:
    """The details at one revision, since when, and who sent them.

    `sequence` is that of the event which brought them, `reason` why whom the customer complains of was changed.
    """

    details: Details
    at: datetime
    by: str | None
    sequence: int
    reason: Sealed | None = None


class Wordings(Protocol):
    """The wordings of a subject."""

    async def of(self, subject_id: str) -> tuple[Wording, ...]:
        """Each revision this service has had, in order."""

    async def events(self, subject_id: str) -> list[Event]:
        """All events of a subject; the first has sequence 1."""


class LoggedWordings:
    """Wordings of one service's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, subject_id: str) -> tuple[Wording, ...]:
        found: dict[int, Wording] = {}
        for sequence, event in enumerate(await self.events(subject_id), start=1):
            details = getattr(event, "details", None)
            if isinstance(details, Details):
                reason = event.reason if isinstance(event, ReportAmended) else None
                found.setdefault(details.revision, Wording(details, event.at, event.by, sequence, reason))
        return tuple(found[revision] for revision in sorted(found))

    async def events(self, subject_id: str) -> list[Event]:
        return await history(self._database, subject_id)


def at_revision(wordings: Sequence[Wording], revision: int) -> Wording:
    """The wording of this revision. Raises `NotFound` if this service never had it."""
    found = next((each for each in wordings if each.details.revision == revision), None)
    if found is None:
        raise NotFound("unknown_revision", "There is no such revision here.")
    return found
