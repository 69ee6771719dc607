"""Steps of the hotline's time: recorded with the anchor that makes them in one commit, applied by every service.

A step says which span of the hotline's time was wrong and by how much (`shared.engine.redating`). It is recorded when
a held clock is confirmed or becomes plausible again, and when the hotline is set back.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from shared.engine.db.database import Connection, Database
from shared.engine.redating import ClockStep, ReadSteps
from shared.platform.clock.anchored import AHEAD, Anchor, AnchoredClock
from shared.platform.identity.tables import tokens
from shared.platform.privacy.budgets import budgets
from shared.platform.tables import audit, clock, clock_steps
from shared.support.clock import Clock

MICROSECOND = timedelta(microseconds=1)

AFTER = select(clock_steps).where(clock_steps.c.id > bindparam("number")).order_by(clock_steps.c.id)
NUMBER = select(func.max(clock_steps.c.id).label("n"))
ADD = insert(clock_steps)
REMOVE = delete(clock)
WRITE = insert(clock)
ON_RECORD = insert(audit)
FORGET_USES = delete(budgets)
ISSUED_AHEAD = select(tokens.c.token_id, tokens.c.issued_at, tokens.c.expires_at).where(
    tokens.c.issued_at > bindparam("since")
)
REDATE_TOKEN = (
    update(tokens)
    .where(tokens.c.token_id == bindparam("of"))
    .values(issued_at=bindparam("new_issued_at"), expires_at=bindparam("new_expires_at"))
)

OnRecord = Callable[[Connection], Awaitable[None]]


def held_since(of: Clock) -> datetime | None:
    """The hotline's time when this clock was held; None for one that is not."""
    return of.held_since if isinstance(of, AnchoredClock) else None


def may_fire(of: Clock) -> bool:
    """Whether timers may fire by this clock."""
    return not isinstance(of, AnchoredClock) or of.fires


def steps_of(platform: Database) -> ReadSteps:
    """Reads the steps after a number."""

    async def read(number: int) -> Sequence[ClockStep]:
        return [
            ClockStep(number=row["id"], since=row["since"], until=row["until"], by=row["by_micros"] * MICROSECOND)
            for row in await platform.ask(AFTER, {"number": number})
        ]

    return read


async def confirm(platform: Database, running: AnchoredClock, on_record: OnRecord, *, follow_wall: bool) -> None:
    """Accept the wall clock (`AnchoredClock.confirmed`), with the step for what was stamped while it was held.

    Timers fire again when `redating` is False: the caller has the services re-date.
    """
    until, anchor = running.now(), running.confirmed(follow_wall=follow_wall)
    async with platform.transaction() as connection:
        if running.held_since is not None:
            await add_step(connection, since=running.held_since, until=until, by=anchor.hotline - until)
        await write_anchor(connection, anchor)
        await on_record(connection)
    running.redating = running.held_since is not None
    running.adopt(anchor)


async def set_back(platform: Database, running: AnchoredClock, on_record: OnRecord) -> datetime:
    """Lead the hotline back to the wall clock. Returns from when on its stamps were ahead; `redating` as `confirm`."""
    until, anchor = running.now(), running.set_back()
    since, by = anchor.hotline + AHEAD, anchor.hotline - until
    async with platform.transaction() as connection:
        await add_step(connection, since=since, until=until, by=by)
        await write_anchor(connection, anchor)
        await _redate_tokens(connection, since, by)
        await connection.execute(FORGET_USES)  # uses in the future would count until then
        await on_record(connection)
    running.redating = True
    running.adopt(anchor)
    return since


def by_itself(moment: datetime, facts: Mapping[str, Any]) -> OnRecord:
    """The audit row of a hold that ended without a person."""
    row = {"at": moment, "actor": None, "action": "clock.plausible", "case_id": None, "outcome": "done", "code": None}

    async def record(connection: Connection) -> None:
        await connection.execute_many(ON_RECORD, [row | {"facts": json.dumps(facts)}])

    return record


async def add_step(connection: Connection, *, since: datetime, until: datetime, by: timedelta) -> None:
    """Record a step, unless it moves nothing."""
    if not by:
        return
    [last] = await connection.execute(NUMBER)
    row = {"id": (last["n"] or 0) + 1, "since": since, "until": until, "by_micros": by // MICROSECOND}
    await connection.execute_many(ADD, [row])


async def write_anchor(connection: Connection, anchor: Anchor) -> None:
    """Replace the stored anchor."""
    row = {
        "id": 1,
        "wall": anchor.wall,
        "boot_micros": anchor.boot // MICROSECOND,
        "boot_id": anchor.boot_id,
        "hotline": anchor.hotline,
        "speed": anchor.speed,
        "held_since": anchor.held_since,
    }
    await connection.execute(REMOVE)
    await connection.execute(WRITE, row)


async def _redate_tokens(connection: Connection, since: datetime, by: timedelta) -> None:
    """Tokens issued ahead of time live as long as they were meant to."""
    issued = await connection.execute(ISSUED_AHEAD, {"since": since})
    rows = [
        {
            "of": row["token_id"],
            "new_issued_at": row["issued_at"] + by,
            "new_expires_at": row["expires_at"] + by if row["expires_at"] else None,
        }
        for row in issued
    ]
    if rows:
        await connection.execute_many(REDATE_TOKEN, rows)
