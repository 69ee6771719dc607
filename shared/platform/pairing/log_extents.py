"""How far the event log of each service has come, as the platform's database knows it (docs/decisions/0046).

A service's database that was emptied, or replaced by a new one, is refilled from the events of others; its own history
is lost. So every process notes the last position of its services' logs, and compares at its start.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from shared.engine.db.database import Cause, Database, DatabaseAway
from shared.engine.tables import event_log
from shared.platform.pairing.rows import lock, record_locally
from shared.platform.tables import log_extents

log = logging.getLogger(__name__)

LAST = select(func.max(event_log.c.position).label("position"))
KNOWN = select(log_extents.c.service, log_extents.c.position, log_extents.c.at)
_FIRST = insert(log_extents)
_SET = (
    update(log_extents)
    .where(log_extents.c.service == bindparam("of"))
    .values(position=bindparam("last"), at=bindparam("seen"))
)
_RAISE = _SET.where(log_extents.c.position < bindparam("last"))


class LogExtents:
    """Notes how far the logs of this process's services have come. `wall` is the real time."""

    def __init__(self, platform: Database, services: Mapping[str, Database], wall: Callable[[], datetime]) -> None:
        self._platform = platform
        self._services = services
        self._wall = wall
        self._noted: dict[str, int] = {}

    async def compare(self) -> None:
        """Note each log for the first time; one that is shorter than it was is put on record, and logged as an error.

        A log with no event left was refused before (`judge_logs`). A shorter one is that of an older copy: what other
        services sent is sent again, and what it wrote itself since is lost.
        """
        if not self._services:
            return
        async with self._platform.transaction() as connection:
            await lock(connection)
            known = {row["service"]: row["position"] for row in await connection.execute(KNOWN)}
            for service, database in self._services.items():  # read after what is known, which another process raises
                last, before = await _last(database), known.get(service)
                if last is None:
                    continue
                if before is None:
                    await connection.execute(_FIRST, {"service": service, "position": last, "at": self._wall()})
                elif last < before:
                    await connection.execute(_SET, self._row(service, last))
                    facts = {"service": service, "from": str(before), "to": str(last)}
                    await record_locally(connection, self._wall(), "database.behind", facts)
                    extra = {"action": "database.behind", "service": service, "count": before - last}
                    log.error("the database is older than it was: the newest of its events are lost", extra=extra)

    async def store(self) -> None:
        """Note what has come since."""
        for service, database in self._services.items():
            last = await _last(database)
            if last is not None and last > self._noted.get(service, 0):
                await self._platform.change((_RAISE, [self._row(service, last)]))
                self._noted[service] = last

    def _row(self, service: str, last: int) -> dict[str, object]:
        return {"of": service, "last": last, "seen": self._wall()}


async def give_up_log(platform: Database, service: str, now: datetime) -> None:
    """Let the next start work on an empty database of this service; on record."""
    async with platform.transaction() as connection:
        await lock(connection)
        [before] = [row["position"] for row in await connection.execute(KNOWN) if row["service"] == service]
        await connection.execute(_SET, {"of": service, "last": 0, "seen": now})
        await record_locally(connection, now, "keys.accept", {"service": service, "from": str(before), "to": "0"})


async def _last(database: Database) -> int | None:
    """The last position, 0 of an empty log; None of a damaged one, of which readiness tells."""
    try:
        [row] = await database.ask(LAST)
    except DatabaseAway as away:
        if away.cause is Cause.DAMAGED:
            return None
        raise
    return row["position"] or 0
