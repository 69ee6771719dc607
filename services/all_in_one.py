"""All services in one process: what `python -m services` serves. Only the command line sees as much."""

from collections.abc import Callable
from datetime import datetime

from services.callback import bootstrap as callback
from services.escalation import bootstrap as escalation
from services.intake import bootstrap as intake
from shared.engine.events.bus import Bus
from shared.platform.settings import Settings
from shared.runtime.process import Process
from shared.support.clock import Clock
from shared.support.faults import Crash, never
from shared.support.host_clock import read_wall
from shared.support.ids import Ids

SERVICES = (intake, escalation, callback)


async def open_all(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    crash: Crash = never,
    wall: Callable[[], datetime] = read_wall,
    keep_speed: bool = False,
    bus: Bus | None = None,
) -> Process:
    """See `Process.open`."""
    return await Process.open(
        settings, SERVICES, clock=clock, ids=ids, crash=crash, wall=wall, keep_speed=keep_speed, bus=bus
    )
