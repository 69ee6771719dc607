"""What administration needs from outside of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row


@dataclass(frozen=True, slots=True)
class By:
    """Who administers: a staff id, or `local` for the command line; and how they came (`Actor.via`)."""

    name: str
    via: Mapping[str, str]


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


class EventLog(Protocol):
    """The event log of a service."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        """Every event of a case, in order."""

    async def by_time(self, connection: Connection, since: datetime, until: datetime, most: int) -> list[Row]:
        """The first events that no person caused in this span of time, in order."""
