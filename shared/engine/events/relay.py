"""The relay: takes what the outbox lists to the bus, and deletes the pointers when the bus has it.

It takes the rows that are there, in the order of their positions, never `id > last`: positions may commit out of
order. Within a case the order holds, because a case's events are given their positions under its guard.

After an outage of the bus order is kept per case only: cases of which nothing has waited for long go first, as fast as
the bus takes them, and what has waited is drained beside them under the bus's own bound. So a new report reaches the
desk in seconds while hours of old ones still wait.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from shared.contracts.services import TOPICS
from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.events.bus import Bus
from shared.engine.events.record import Record
from shared.engine.tables import event_log, outbox
from shared.support import metrics
from shared.support.faults import Crash, CrashPoint, never

FRESH = timedelta(seconds=10)
PACE = timedelta(milliseconds=50)
"""Between two portions of what has waited."""

_older = outbox.alias()
_waited = (
    select(_older.c.position)
    .where(_older.c.case_id == outbox.c.case_id, _older.c.at < bindparam("since", type_=outbox.c.at.type))
    .exists()
)
ALL_WAITING = (
    select(
        outbox.c.position,
        outbox.c.at.label("since"),
        event_log.c.case_id,
        event_log.c.sequence,
        event_log.c.event_id,
        event_log.c.type,
        event_log.c.at,
        event_log.c.trace,
        event_log.c.data,
    )
    .join(event_log, (event_log.c.case_id == outbox.c.case_id) & (event_log.c.sequence == outbox.c.sequence))
    .order_by(outbox.c.position)
    .limit(bindparam("most"))
)
OF_FRESH_SUBJECTS = ALL_WAITING.where(outbox.c.at >= bindparam("since", type_=outbox.c.at.type), ~_waited)
OF_WAITING_SUBJECTS = ALL_WAITING.where(_waited)
SENT = delete(outbox).where(outbox.c.position == bindparam("of"))


class Relay:
    """One service's way out. `run_once` moves at most one batch."""

    def __init__(self, database: Database, bus: Bus, *, crash: Crash = never, batch: int = 500) -> None:
        self._database = database
        self._bus = bus
        self._crash = crash
        self.batch = batch
        self._drained_at: datetime | None = None
        self._more_at: datetime | None = None

    async def run_once(self, now: datetime) -> int:
        """Publish what waits; returns how many records the bus took. Raises when the bus would not take them."""
        self._more_at = None
        rows, all_there_is = await self._next(now)
        if rows:
            self._crash(CrashPoint.RELAY_READ)
            await self._bus.publish([to_record(self._database.name, row) for row in rows])
            self._crash(CrashPoint.RELAY_PUBLISHED)
            await self._database.change((SENT, [{"of": row["position"]} for row in rows]))
            metrics.relayed.labels(self._database.name).inc(len(rows))
        self._more_at = None if all_there_is else now + PACE
        return len(rows)

    async def next_at(self) -> datetime | None:
        """When the next of those go that have waited; None if none were left."""
        return self._more_at

    async def _next(self, now: datetime) -> tuple[list[Row], bool]:
        """What goes now, in order of each case: all that is there, unless that is much or has waited."""
        since = now - FRESH
        rows = await self._database.ask(ALL_WAITING, {"most": self.batch})
        if len(rows) < self.batch and all(row["since"] >= since for row in rows):
            return rows, True
        async with self._database.reading() as connection:
            fresh = await connection.execute(OF_FRESH_SUBJECTS, {"since": since, "most": self.batch})
            allowed = self._allowed(now)
            old = await connection.execute(OF_WAITING_SUBJECTS, {"since": since, "most": allowed}) if allowed else []
        if old:
            self._drained_at = now
        return fresh + old, False

    def _allowed(self, now: datetime) -> int:
        """How many of the old ones may go now: as many as the bound gives for the time since the last did."""
        rate = self._bus.drain_rate
        if rate is None or self._drained_at is None:
            return self.batch
        return min(int(rate * (now - self._drained_at).total_seconds()), self.batch)


def to_record(service: str, row: Row) -> Record:
    """The record of a row of the event log."""
    return Record(
        topic=TOPICS[service],
        subject_id=row["case_id"],
        event_id=row["event_id"],
        type=row["type"],
        source=f"/{service}",
        at=row["at"],
        sequence=row["sequence"],
        trace=row["trace"],
        data=row["data"],
    )
