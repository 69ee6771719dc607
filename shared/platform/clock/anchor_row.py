"""The clock's anchor as a row: read at start, written while running, so that time never moves back at a restart."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from shared.engine.db.database import Database
from shared.platform.clock.anchored import Anchor, AnchoredClock, first_anchor, resume
from shared.platform.tables import clock
from shared.support.host_clock import read_boot, read_boot_id, read_wall

log = logging.getLogger(__name__)

READ = select(clock)
REMOVE = delete(clock)
WRITE = insert(clock)
EVERY = timedelta(seconds=5)


async def start_clock(
    platform: Database, *, speed: float, first: datetime | None, keep_speed: bool = False
) -> AnchoredClock:
    """The clock of this process, from the stored anchor; `first` is the first time of a fresh folder (None: now).

    `keep_speed`: run at the stored speed, as commands between two runs of the server do.
    """
    wall, boot, boot_id = read_wall(), read_boot(), read_boot_id()
    async with platform.reading() as connection:
        rows = await connection.execute(READ)
    if rows:
        row = rows[0]
        stored = Anchor(
            wall=row["wall"],
            boot=timedelta(microseconds=row["boot_micros"]),
            boot_id=row["boot_id"],
            hotline=row["hotline"],
            speed=row["speed"],
        )
        speed = stored.speed if keep_speed else speed
        anchor = resume(stored, wall=wall, boot=boot, boot_id=boot_id, speed=speed)
    else:
        anchor = first_anchor(wall=wall, boot=boot, boot_id=boot_id, speed=speed, start=first)
    started = AnchoredClock(anchor)
    await store_anchor(platform, started)
    return started


async def store_anchor(platform: Database, running: AnchoredClock) -> None:
    """Replace the stored anchor by the present one."""
    anchor = running.current_anchor()
    row = {
        "id": 1,
        "wall": anchor.wall,
        "boot_micros": anchor.boot // timedelta(microseconds=1),
        "boot_id": anchor.boot_id,
        "hotline": anchor.hotline,
        "speed": anchor.speed,
    }
    async with platform.transaction() as connection:
        await connection.execute(REMOVE)
        await connection.execute(WRITE, row)


class AnchorWriter:
    """Stores the anchor every few seconds, and logs once that the wall clock has jumped."""

    def __init__(self, platform: Database, running: AnchoredClock) -> None:
        self._platform = platform
        self._running = running
        self._stored_at = running.now()
        self._alarmed = False

    async def run_once(self, now: datetime) -> int:
        """Store the anchor if it is due; returns 0, there is never more to do."""
        if now - self._stored_at >= self._running.scaled(EVERY):
            await self.store()
        drift = self._running.jumped()
        if drift is not None and not self._alarmed:
            facts = {"action": "clock.jumped", "seconds": drift.total_seconds()}
            log.error(
                "the wall clock jumped; the hotline follows the boot clock until an operator confirms", extra=facts
            )
        self._alarmed = drift is not None
        return 0

    async def next_at(self) -> datetime:
        """When the anchor is to be stored next."""
        return self._stored_at + self._running.scaled(EVERY)

    async def store(self) -> None:
        """Store the anchor now."""
        self._stored_at = self._running.now()
        await store_anchor(self._platform, self._running)
