"""The hotline's clock as administration sees it: its state, and what a person decides after a jump.

Each decision and its audit line are one commit with the clock's new anchor. Permissions are checked by the routes.
"""

import json
from datetime import datetime, timedelta

from services.admin.application.ports import AuditLog, By, EventLog
from services.admin.application.views import ClockView, SetBack, WronglyFired
from shared.contracts.services import SERVICES
from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.platform.clock import steps
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.context import AppContext
from shared.support.errors import Conflict, Unavailable

MOST_FIRED = 1000
"""Of what fired wrongly, so many are listed."""


class ClockDecisions:
    """Status, confirm, set back."""

    def __init__(self, context: AppContext, events: EventLog, audit: AuditLog) -> None:
        self._context = context
        self._events = events
        self._audit = audit

    def view(self) -> ClockView:
        """The hotline's time."""
        clock = self._context.clock
        anchored = clock if isinstance(clock, AnchoredClock) else None
        drift = anchored.jumped() if anchored else None
        ahead = anchored.ahead_by() if anchored else None
        return ClockView(
            now=clock.now(),
            speed=clock.scaled(timedelta(seconds=1)).total_seconds(),
            drift_seconds=drift.total_seconds() if drift else None,
            held_since=steps.held_since(clock),
            ahead_seconds=ahead.total_seconds() if ahead else None,
        )

    async def confirm(self, *, follow_wall: bool, by: By) -> ClockView:
        """Accept the wall clock after a jump (`AnchoredClock.confirmed`). Raises `Conflict` if there was none."""
        clock = self._context.clock
        if not isinstance(clock, AnchoredClock) or (clock.jumped() is None and clock.held_since is None):
            raise Conflict("clock_not_jumped", "The clock did not jump; there is nothing to confirm.")
        if follow_wall and clock.speed != 1.0:
            raise Conflict("clock_sped_up", "A clock that runs at another speed cannot follow the wall clock.")
        if clock.held_since is not None:
            await self._must_be_quiet()
        drift = clock.jumped() or timedelta()
        facts = {"drift_seconds": drift.total_seconds(), "follow_wall": follow_wall}

        async def on_record(connection: Connection) -> None:
            await self._audit.record(connection, clock.now(), by, "clock.confirm", facts)

        await steps.confirm(self._context.platform, clock, on_record, follow_wall=follow_wall)
        await self._redate(clock)
        return self.view()

    async def set_back(self, *, reason: str, by: By) -> SetBack:
        """Lead a hotline that stands in the future back to the wall clock; open cases keep their distances.

        Raises `Conflict` if it is not ahead, or while events wait for the bus; `DatabaseAway`.
        """
        clock = self._context.clock
        ahead = clock.ahead_by() if isinstance(clock, AnchoredClock) else None
        if not isinstance(clock, AnchoredClock) or ahead is None:
            raise Conflict("clock_not_ahead", "The hotline's time is not ahead of the wall clock.")
        await self._must_be_quiet()
        until = clock.now()
        facts = {"from": until.isoformat(), "ahead_seconds": ahead.total_seconds(), "reason": reason}

        async def on_record(connection: Connection) -> None:
            await self._audit.record(connection, until - ahead, by, "clock.set_back", facts)

        since = await steps.set_back(self._context.platform, clock, on_record)
        fired = await self._fired_wrongly(since, until)
        redated = await self._redate(clock)
        return SetBack(clock=self.view(), redated=redated, fired=tuple(fired))

    async def _must_be_quiet(self) -> None:
        if not await self._context.installation.quiet():
            sentence = "Events wait for the bus. Let the hotline run until they are gone, then send this again."
            raise Unavailable("events_under_way", sentence, retry_after=1)

    async def _redate(self, clock: AnchoredClock) -> int:
        moved = await self._context.installation.redate()
        clock.redating = False
        return moved

    async def _fired_wrongly(self, since: datetime, until: datetime) -> list[WronglyFired]:
        """What timers did in this span of the hotline's time; beyond a thousand the newest are left out."""
        found: list[WronglyFired] = []
        for service in SERVICES:
            database = await self._context.installation.database(service)
            async with database.reading() as connection:
                rows = await self._events.by_time(connection, since, until, MOST_FIRED)
            found += [_fired(service, row) for row in rows if "late_by_seconds" in json.loads(row["data"])]
        return found[:MOST_FIRED]


def _fired(service: str, row: Row) -> WronglyFired:
    return WronglyFired(service=service, case_id=row["case_id"], type=row["type"], at=row["at"])
