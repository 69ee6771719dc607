"""What the engine's tables of any service tell of a case: the same in every service."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, select, union_all

from services.admin.application.ports import Standing
from shared.engine.db.database import Connection
from shared.engine.events.history import OF_SUBJECT
from shared.engine.events.parking import RETRYING
from shared.engine.events.reconciling import SEEN
from shared.engine.tables import outbox, parked, timers

OWES: Select[tuple[str]] = select(timers.c.case_id).where(timers.c.case_id == bindparam("of")).limit(1)
WAITS = union_all(
    select(outbox.c.case_id).where(outbox.c.case_id == bindparam("of")),
    select(parked.c.case_id).where(parked.c.case_id == bindparam("of"), parked.c.state == RETRYING),
)


class EngineRows:
    """Reads on the connection of whichever service is asked."""

    async def standing(self, connection: Connection, case_id: str) -> Standing:
        return Standing(
            events=tuple(await connection.execute(OF_SUBJECT, {"of": case_id})),
            owes=bool(await connection.execute(OWES, {"of": case_id})),
            waits=bool(await connection.execute(WAITS, {"of": case_id})),
        )

    async def handled(self, connection: Connection, consumer: str, event_ids: Sequence[str]) -> frozenset[str]:
        rows = await connection.execute(SEEN, {"by": consumer, "event_ids": list(event_ids)})
        return frozenset(row["event_id"] for row in rows)
