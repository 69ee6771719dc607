"""The relay: publishes what the outbox lists, and deletes those rows when the bus has the records.

It takes the rows that are there, in the order of their positions, never `position > last`: rows may commit out of
order. Within a subject the order holds, because its positions are assigned while its row is locked.

The plain case comes first: one batch of what waits. After an outage of the bus the relay publishes in two streams, so
that a new report arrives in seconds while hours of old events wait: first the subjects of which nothing has waited for
longer than `FRESH`, then the backlog, paced by the bus's `drain_rate`. Order is kept per subject.
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
"""Between two portions of the backlog."""

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
SENT = delete(outbox).where(outbox.c.position == bindparam("of"))

_older = outbox.alias()
_waited = (
    select(_older.c.position)
    .where(_older.c.case_id == outbox.c.case_id, _older.c.at < bindparam("since", type_=outbox.c.at.type))
    .exists()
)
OF_FRESH_SUBJECTS = ALL_WAITING.where(outbox.c.at >= bindparam("since", type_=outbox.c.at.type), ~_waited)
OF_WAITING_SUBJECTS = ALL_WAITING.where(_waited)


class Relay:
    """Publishes one service's events. `run_once` publishes at most one batch (after an outage, one of each stream)."""

    def __init__(self, database: Database, bus: Bus, *, crash: Crash = never, batch: int = 500) -> None:
        self._database = database
        self._bus = bus
        self._crash = crash
        self.batch = batch
        self._drained_at: datetime | None = None
        self._more_at: datetime | None = None

    async def run_once(self, now: datetime) -> int:
        """Publish what waits; returns how many records the bus took. Raises when the bus does not take them."""
        self._more_at = None
        rows = await self._database.ask(ALL_WAITING, {"most": self.batch})
        behind = self._is_behind(rows, now)
        if behind:
            rows = await self._fresh_first(now)
        if rows:
            await self._publish(rows)
        self._more_at = now + PACE if behind else None
        return len(rows)

    async def next_at(self) -> datetime | None:
        """When the next portion of the backlog is due; None if there is none."""
        return self._more_at

    async def _publish(self, rows: list[Row]) -> None:
        self._crash(CrashPoint.RELAY_READ)
        await self._bus.publish([to_record(self._database.name, row) for row in rows])
        self._crash(CrashPoint.RELAY_PUBLISHED)
        await self._database.change((SENT, [{"of": row["position"]} for row in rows]))
        metrics.relayed.labels(self._database.name).inc(len(rows))

    # After an outage: fresh subjects first, then the backlog at its pace.

    def _is_behind(self, rows: list[Row], now: datetime) -> bool:
        """True if there is more than a batch, or something has waited for long."""
        return len(rows) >= self.batch or any(row["since"] < now - FRESH for row in rows)

    async def _fresh_first(self, now: datetime) -> list[Row]:
        """A batch of fresh subjects' events, then as many of the backlog as its pace allows."""
        since = now - FRESH
        async with self._database.reading() as connection:
            fresh = await connection.execute(OF_FRESH_SUBJECTS, {"since": since, "most": self.batch})
            allowed = self._allowed(now)
            old = await connection.execute(OF_WAITING_SUBJECTS, {"since": since, "most": allowed}) if allowed else []
        if old:
            self._drained_at = now
        return fresh + old

    def _allowed(self, now: datetime) -> int:
        """How many events of the backlog may go now: `drain_rate` times the seconds since the last portion."""
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
