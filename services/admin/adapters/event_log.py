"""The event log of a service, read by case."""

from sqlalchemy import bindparam, select

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.tables import event_log

OF_CASE = select(event_log).where(event_log.c.case_id == bindparam("of")).order_by(event_log.c.sequence)


class EventLogRows:
    """Reads on the connection of whichever service is asked."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        return await connection.execute(OF_CASE, {"of": case_id})
