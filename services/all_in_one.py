"""All services in one process: what `python -m services` serves. Only the command line imports as much."""

from services.admin import bootstrap as admin
from services.callback import bootstrap as callback
from services.escalation import bootstrap as escalation
from services.intake import bootstrap as intake
from shared.platform.settings import Settings
from shared.runtime.opening import NO_OVERRIDES, Overrides, open_process
from shared.runtime.process import Process

MODULES = (intake, escalation, callback, admin)


async def open_all(settings: Settings, overrides: Overrides = NO_OVERRIDES, *, keep_speed: bool = False) -> Process:
    """A process with every service (`open_process`)."""
    return await open_process(settings, MODULES, overrides, keep_speed=keep_speed)
