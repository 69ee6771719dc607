"""The notifier: a commit in one process wakes the loops of the process that runs them.

A commit in a process that stands by (`shared.runtime.lease`) notifies the holder of the lease, by PostgreSQL's NOTIFY
on a connection of its own, never inside the commit. It is a hint: one that is lost costs at most the metronome's
beat. Hints that come while one is being sent become one.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from shared.engine.loops import Component, WaitingClock

log = logging.getLogger(__name__)

WITHIN = 2.0  # seconds, for a connection or a notification
PAUSE = timedelta(seconds=1)
BREATH = 0.005  # seconds between two notifications: in a burst many commits share one
AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)  # timeouts are OSErrors


def channel_of(service: str) -> str:
    """The channel on which a service's loops are woken."""
    return f"hotline_{service}"


async def notify(url: str, service: str) -> None:
    """Wake a service's loops from a process in which it does not run. A failure is logged: the beat wakes them too."""
    try:
        connection = await asyncpg.connect(url, timeout=WITHIN, command_timeout=WITHIN)
        try:
            await connection.execute(f"NOTIFY {channel_of(service)}")
        finally:
            await connection.close(timeout=WITHIN)
    except AWAY as error:
        log.warning("loops not woken", extra={"action": "notifier.lost", "service": service}, exc_info=error)


class WakeUpNotifier(Component):
    """One service's notifier in one process: notifies the others, and wakes its own `loops` when notified."""

    def __init__(self, url: str, service: str, loops: Sequence[Component]) -> None:
        self.name = f"{service}.notifier"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._url = url
        self._channel = channel_of(service)
        self._loops = loops
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Wake the loops in the process that runs them; returns at once."""
        self._rung.set()

    def wake(self) -> None:
        """No-op: woken by NOTIFY."""

    def start(self, clock: WaitingClock) -> None:
        """Start listening; returns at once."""
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Stop listening and notifying."""
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
        connection.add_termination_listener(lambda _: self.ring())  # so that a lost connection is noticed at once
        self._heard()  # what was sent before this connection listened
        while True:
            self.failing, self.last_ran_at = None, clock.now()
            await self._rung.wait()
            self._rung.clear()
            await connection.execute(f"NOTIFY {self._channel}")
            await asyncio.sleep(BREATH)

    def _heard(self, *what: object) -> None:
        for loop in self._loops:
            loop.wake()
