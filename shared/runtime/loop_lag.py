"""Measures how late the event loop runs what is ready: heartbeats, leases and timers all share it.

Schedules a call every 250 ms and measures its delay. A gauge shows the longest of the last 15 s; a delay of more than
a second is logged as a warning, because something blocks the loop.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from shared.engine.loops import Component, WaitingClock
from shared.support import metrics
from shared.support.host_clock import read_monotonic

log = logging.getLogger(__name__)

EVERY = timedelta(milliseconds=250)
REMEMBERED = 60  # delays: the last quarter of a minute
ALARM = timedelta(seconds=1)


class LoopLag(Component):
    """The gauge of one process."""

    name = "process.lag"

    def __init__(self, *, passed: Callable[[], timedelta] = read_monotonic) -> None:
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._passed = passed
        self._lately: deque[timedelta] = deque(maxlen=REMEMBERED)
        self._asked_for = timedelta()
        self._handle: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """No-op: it has its own interval."""

    def start(self, clock: WaitingClock) -> None:
        """Start measuring."""
        self._ask()

    async def stop(self) -> None:
        """Stop measuring."""
        if self._handle is not None:
            self._handle.cancel()

    def _ask(self) -> None:
        self._asked_for = self._passed() + EVERY
        self._handle = asyncio.get_running_loop().call_later(EVERY.total_seconds(), self._woken)

    def _woken(self) -> None:
        late = max(self._passed() - self._asked_for, timedelta())
        self._lately.append(late)
        metrics.loop_lag.set(max(self._lately).total_seconds())
        if late > ALARM:
            facts = {"action": "process.lag", "seconds": round(late.total_seconds(), 3)}
            log.warning("the event loop was blocked", extra=facts)
        self._ask()
