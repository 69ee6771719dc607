"""The clock's anchor as a row: read at start, written while running, so that time never moves back at a restart."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.platform.clock.anchored import Anchor, AnchoredClock, first_anchor, resume
from shared.platform.clock.steps import by_itself, confirm, write_anchor
from shared.platform.tables import clock
from shared.support.host_clock import read_boot, read_boot_id, read_wall

log = logging.getLogger(__name__)

READ = select(clock)
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
    stored = _stored(rows[0]) if rows else None
    if stored is not None:
        speed = stored.speed if keep_speed else speed
        anchor = resume(stored, wall=wall, boot=boot, boot_id=boot_id, speed=speed)
    else:
        anchor = first_anchor(wall=wall, boot=boot, boot_id=boot_id, speed=speed, start=first)
    started = AnchoredClock(anchor, wall=read_wall, boot=read_boot)
    await store_anchor(platform, started)
    if anchor.held_since is not None:
        _log_hold(anchor, wall)
    return started


def _stored(row: Row) -> Anchor:
    return Anchor(
        wall=row["wall"],
        boot=timedelta(microseconds=row["boot_micros"]),
        boot_id=row["boot_id"],
        hotline=row["hotline"],
        speed=row["speed"],
        held_since=row["held_since"],
    )


def _log_hold(anchor: Anchor, wall: datetime) -> None:
    facts = {"action": "clock.held", "seconds": (wall - anchor.wall).total_seconds()}
    log.error(
        "the wall clock is implausible after a boot; no timer fires until `clock confirm` or `clock set-back`",
        extra=facts,
    )


async def store_anchor(platform: Database, running: AnchoredClock) -> None:
    """Replace the stored anchor by the present one."""
    async with platform.transaction() as connection:
        await write_anchor(connection, running.current_anchor())


class Redates(Protocol):
    """What a step of the clock concerns: the services of this installation."""

    async def quiet(self) -> bool:
        """True if no event waits for the bus: it would bring moments of the time before the step."""

    async def redate(self) -> int:
        """Have the services apply the steps of the clock; returns how many cases were re-dated."""


class AnchorWriter:
    """Stores the anchor every few seconds, and logs once that the wall clock has jumped.

    It ends a hold when the wall clock has become plausible, as one set by NTP after the start, and has the services
    re-date what was stamped meanwhile.
    """

    def __init__(self, platform: Database, running: AnchoredClock) -> None:
        self.services: Redates | None = None
        self._platform = platform
        self._running = running
        self._stored_at = running.now()
        self._alarmed = running.held_since is not None

    async def run_once(self, now: datetime) -> int:
        """Store the anchor if it is due; returns 0, there is never more to do."""
        drift = self._running.jumped()
        if self.services is not None:
            await self._end_hold(self.services, now)
        if now - self._stored_at >= self._running.scaled(EVERY):
            await self.store()
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

    async def _end_hold(self, services: Redates, now: datetime) -> None:
        if self._running.plausible_again() and await services.quiet():
            drift = self._running.jumped() or timedelta()
            facts = {"seconds": drift.total_seconds()}
            await confirm(self._platform, self._running, by_itself(now, facts), follow_wall=False)
            extra = {"action": "clock.plausible", "seconds": drift.total_seconds()}
            log.warning("the wall clock is plausible again; timers fire", extra=extra)
        if self._running.redating:
            await services.redate()
            self._running.redating = False
