"""The event log of a service, read by case."""

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.events.history import OF_SUBJECT


class EventLogRows:
    """Reads on the connection of whichever service is asked."""

    async def of_case(self, connection: Connection, case_id: str) -> list[Row]:
        return await connection.execute(OF_SUBJECT, {"of": case_id})
