"""The notifier: what one process committed, the process that runs the loops hears of at once.

A commit in a process that stands by (`shared.runtime.lease`) rings for the one that holds the lease, by a notification
of PostgreSQL on a connection of its own, never inside the commit. It is a hint: a ring that is lost costs at most the
metronome's beat. Rings that come while one is under way become one.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from shared.engine.loops import Component, WaitingClock

log = logging.getLogger(__name__)

WITHIN = 2.0  # seconds, for a connection or a ring
PAUSE = timedelta(seconds=1)
BREATH = 0.005  # seconds between two rings: in a burst many commits share one
AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)  # timeouts are OSErrors


class WakeUpNotifier(Component):
    """One service's notifier in one process: rings the others', and wakes its own `loops` when it hears one."""

    def __init__(self, url: str, service: str, loops: Sequence[Component]) -> None:
        self.name = f"{service}.notifier"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._url = url
        self._channel = f"hotline_{service}"
        self._loops = loops
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Wake the loops of whoever runs them; returns at once."""
        self._rung.set()

    def wake(self) -> None:
        """It waits to be rung or to hear."""

    def start(self, clock: WaitingClock) -> None:
        """Begin to listen; returns at once."""
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Hear and ring no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, clock: WaitingClock) -> None:
        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=WITHIN, command_timeout=WITHIN)
                try:
                    await self._listen_and_ring(connection, clock)
                finally:
                    connection.terminate()
            except AWAY as error:
                if self.failing is None:
                    log.warning(
                        "notifier failing", extra={"action": "notifier.failing", "loop": self.name}, exc_info=error
                    )
                self.failing = type(error).__name__
                await asyncio.sleep(PAUSE.total_seconds())

    async def _listen_and_ring(self, connection: Any, clock: WaitingClock) -> None:  # noqa: ANN401 - asyncpg's
        await connection.add_listener(self._channel, self._heard)
        connection.add_termination_listener(lambda _: self.ring())  # so that it is noticed at once
        self._heard()  # what was rung while nobody listened
        while True:
            self.failing, self.last_ran_at = None, clock.now()
            await self._rung.wait()
            self._rung.clear()
            await connection.execute(f"NOTIFY {self._channel}")
            await asyncio.sleep(BREATH)

    def _heard(self, *what: object) -> None:
        for loop in self._loops:
            loop.wake()
