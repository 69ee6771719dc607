"""What administration needs from outside of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.admin.application.views import ServiceHealth
from shared.engine.db.database import Connection
from shared.engine.db.statements import Row


@dataclass(frozen=True, slots=True)
class By:
    """Who administers: a staff id, `local` for the command line, None for a loop; and how they came (`Actor.via`)."""

    name: str | None
    via: Mapping[str, str]


NO_PERSON = By(None, {})
"""A loop, which acts by a policy."""


class AuditLog(Protocol):
    """Audit lines of administration."""

    async def record(
        self,
        connection: Connection,
        at: datetime,
        by: By,
        action: str,
        facts: Mapping[str, Any],
        *,
        case_id: str | None = None,
    ) -> None:
        """Add a line in the transaction of the act it is about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a case stands in one service: its events, whether it owes anything yet, whether events of it wait."""

    events: tuple[Row, ...]
    owes: bool
    waits: bool


class CaseRows(Protocol):
    """What the database of any service tells of a case."""

    async def standing(self, connection: Connection, case_id: str) -> Standing:
        """Where it stands there."""

    async def handled(self, connection: Connection, consumer: str, event_ids: Sequence[str]) -> frozenset[str]:
        """Those of these events that the consumer has handled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """An event by which a case ended: when, and its position in its log."""

    case_id: str
    at: datetime
    position: int


class EndedCases(Protocol):
    """What the event log of a service tells of the ends of cases."""

    async def first(self, connection: Connection) -> datetime | None:
        """The moment of the earliest event; None if there is none."""

    async def ended(
        self, connection: Connection, types: Sequence[str], *, since: datetime, after: int, until: datetime, most: int
    ) -> list[End]:
        """The first events of these types before `until`, in order: later than `since`, or then, after a position."""

    async def told(
        self, connection: Connection, case_ids: Sequence[str], types: Sequence[str]
    ) -> list[tuple[str, str, datetime]]:
        """(case, type without version, moment) of each event of these cases and types."""


class EventLog(Protocol):
    """The event log of a service."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        """Every event of a case, in order."""

    async def by_time(self, connection: Connection, since: datetime, until: datetime, most: int) -> list[Row]:
        """The first events that no person caused in this span of time, in order."""


class WaitingRows(Protocol):
    """What waits in the database of a service, and which process holds the lease of its loops."""

    async def read(self, connection: Connection, service: str, now: datetime) -> ServiceHealth:
        """All of it at one moment."""
