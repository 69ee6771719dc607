"""Audit lines of administration as rows: in the platform's table, or in that of the service that was acted on."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert

from services.admin.application.ports import By
from shared.engine.db.database import Connection

log = logging.getLogger(__name__)


class AuditRows:
    """The audit lines of one table (`shared.engine.tables.audit_table`)."""

    def __init__(self, table: Table) -> None:
        self._insert = insert(table)

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
        row = {
            "at": at,
            "actor": by.name,
            "action": action,
            "case_id": case_id,
            "outcome": "done",
            "code": None,
            "facts": json.dumps({**facts, **by.via}, ensure_ascii=False),
        }
        await connection.execute(self._insert, row)
        log.info("administered", extra={"action": action, "actor": by.name})
