"""The ends of cases, read from the event log of whichever service knows of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from services.admin.application.ports import End
from shared.contracts.registry import split_type
from shared.engine.db.database import Connection
from shared.engine.db.statements import any_of
from shared.engine.tables import event_log

FIRST = select(func.min(event_log.c.at).label("at"))
ENDED = (
    select(event_log.c.case_id, event_log.c.at, event_log.c.position)
    .where(
        any_of(event_log.c.type, "types"),
        event_log.c.at >= bindparam("since"),
        event_log.c.at < bindparam("until"),
        (event_log.c.at > bindparam("since")) | (event_log.c.position > bindparam("after")),
    )
    .order_by(event_log.c.at, event_log.c.position)
    .limit(bindparam("most"))
)
TOLD = select(event_log.c.case_id, event_log.c.type, event_log.c.at).where(
    any_of(event_log.c.case_id, "case_ids"), any_of(event_log.c.type, "types")
)


class EndedRows:
    """Reads on the connection of whichever service is asked. A span of time is read by the log's index of moments."""

    async def first(self, connection: Connection) -> datetime | None:
        [row] = await connection.execute(FIRST)
        at: datetime | None = row["at"]
        return at

    async def ended(
        self, connection: Connection, types: Sequence[str], *, since: datetime, after: int, until: datetime, most: int
    ) -> list[End]:
        params = {"types": list(types), "since": since, "after": after, "until": until, "most": most}
        return [End(**row) for row in await connection.execute(ENDED, params)]

    async def told(
        self, connection: Connection, case_ids: Sequence[str], types: Sequence[str]
    ) -> list[tuple[str, str, datetime]]:
        rows = await connection.execute(TOLD, {"case_ids": list(case_ids), "types": list(types)})
        return [(row["case_id"], split_type(row["type"])[0], row["at"]) for row in rows]
