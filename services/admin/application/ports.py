"""What administration needs from outside of itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row


class AuditLog(Protocol):
    """Audit lines of administration; `by` is a staff id, or `local` for the command line."""

    async def record(
        self,
        connection: Connection,
        at: datetime,
        by: str,
        action: str,
        facts: Mapping[str, Any],
        *,
        case_id: str | None = None,
    ) -> None:
        """Add a line in the transaction of the act it is about."""


class EventLog(Protocol):
    """The event log of a service."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        """Every event of a case, in order."""
