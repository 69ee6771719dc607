"""What waits in the engine's tables of any service, counted up to a bound: it costs the same however much there is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from services.admin.application.views import ServiceHealth
from shared.engine.db.database import Connection
from shared.engine.events.parking import DEAD, RETRYING
from shared.engine.tables import leases, messages, outbox, parked, timers
from shared.support.metrics import COUNTED


def _counted(rows: Select[Any]) -> Select[Any]:
    return select(func.count().label("n")).select_from(rows.limit(COUNTED).subquery())


OVERDUE = _counted(select(timers.c.fire_at).where(timers.c.fire_at <= bindparam("now")))
WAITING = _counted(select(outbox.c.position))
OLDEST = select(outbox.c.at).order_by(outbox.c.position).limit(1)
UNDELIVERED = _counted(select(messages.c.position).where(messages.c.delivered_at.is_(None)))
PARKED = select(parked.c.state, func.count().label("n")).group_by(parked.c.state)
LEASE = select(leases.c.holder, leases.c.until).limit(1)


class EngineFigures:
    """Reads on the connection of whichever service is asked."""

    async def read(self, connection: Connection, service: str, now: datetime) -> ServiceHealth:
        [overdue] = await connection.execute(OVERDUE, {"now": now})
        [waiting] = await connection.execute(WAITING)
        oldest = await connection.execute(OLDEST)
        [unsent] = await connection.execute(UNDELIVERED)
        states = {row["state"]: row["n"] for row in await connection.execute(PARKED)}
        lease = await connection.execute(LEASE)
        return ServiceHealth(
            service=service,
            timers_overdue=overdue["n"],
            events_waiting=waiting["n"],
            events_since=oldest[0]["at"] if oldest else None,
            messages_waiting=unsent["n"],
            retrying=states.get(RETRYING, 0),
            dead=states.get(DEAD, 0),
            holder=lease[0]["holder"] if lease else None,
            held_until=lease[0]["until"] if lease else None,
        )
