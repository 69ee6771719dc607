"""The event log of a service, read by case and by time."""

from datetime import datetime

from sqlalchemy import bindparam, select

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.events.history import OF_SUBJECT
from shared.engine.tables import event_log

BY_TIME = (
    select(event_log)
    .where(event_log.c.at >= bindparam("since"), event_log.c.at <= bindparam("until"), event_log.c.by.is_(None))
    .order_by(event_log.c.at, event_log.c.position)
    .limit(bindparam("most"))
)


class EventLogRows:
    """Reads on the connection of whichever service is asked."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        return await connection.execute(OF_SUBJECT, {"of": case_id})

    async def by_time(self, connection: Connection, since: datetime, until: datetime, most: int) -> list[Row]:
        return await connection.execute(BY_TIME, {"since": since, "until": until, "most": most})
