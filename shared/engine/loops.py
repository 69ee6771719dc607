"""Loops: `start` and `stop` around a `run_once(now)` that returns how much it did.

A loop runs again at once while there is more to do. Else it sleeps until it is woken, until the next due moment it
knows of, or until the metronome's beat. A failed round is logged and retried after a pause.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

log = logging.getLogger(__name__)

RunOnce = Callable[[datetime], Awaitable[int]]
PAUSE_AFTER_FAILURE = timedelta(seconds=1)


class WaitingClock(Protocol):
    """A clock that can also say in how much real time it reaches a moment."""

    def now(self) -> datetime:
        """The current moment of this clock, UTC."""

    def wait_for(self, moment: datetime) -> timedelta:
        """Real time until this moment, zero if it has passed."""


class LoopLease(Protocol):
    """Says whether this process is the one that runs a service's loops (`shared.runtime.lease`)."""

    async def held(self) -> bool:
        """Take or renew the lease. True if this process holds it."""

    def wake_holder(self) -> None:
        """Wake the loops in the process that holds the lease, if that is another one."""

    async def release(self) -> None:
        """Give the lease up, so that another process can take it at once."""


class Component(Protocol):
    """A long-lived part of a process. All of them start and stop the same way.

    `failing` is the error class of the last round, None if it succeeded.
    """

    name: str
    failing: str | None
    last_ran_at: datetime | None

    def wake(self) -> None:
        """Hint: run another round now."""

    def start(self, clock: WaitingClock) -> None:
        """Start running in the background; returns at once."""

    async def stop(self) -> None:
        """Finish the current round, then stop."""


class Loop(Component):
    """Runs `run_once` again and again. It keeps no state beside the database rows.

    A round that did less than `batch` has done all there was; a commit that writes more wakes the loop. `next_at` says
    when the next round is due.
    """

    def __init__(
        self,
        name: str,
        run_once: RunOnce,
        *,
        next_at: Callable[[], Awaitable[datetime | None]] | None = None,
        batch: int = 1,
    ) -> None:
        self.name = name
        self.run_once = run_once
        self.next_at = next_at
        self.batch = batch
        self.last_ran_at: datetime | None = None
        self.failing: str | None = None
        self.lease: LoopLease | None = None
        self._wake = asyncio.Event()
        self._sleeps_until: datetime | None = None
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        self._wake.set()

    def call(self, at: datetime | None = None) -> None:
        """Have a round run at once, or by this moment, in the process that runs this loop."""
        if at is not None and self._sleeps_until is not None and self._sleeps_until <= at:
            return  # it wakes up by then
        self.wake()
        if self.lease is not None:
            self.lease.wake_holder()

    def start(self, clock: WaitingClock) -> None:
        self._stopping = False
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    async def _run(self, clock: WaitingClock) -> None:
        while not self._stopping:
            self._wake.clear()
            more, next_at, pause = await self._round(clock)
            if more or self._stopping:
                await asyncio.sleep(0)
                continue
            self._sleeps_until = next_at
            await wait_until_set(self._wake, pause.total_seconds() if pause is not None else None)
            self._sleeps_until = None

    async def _round(self, clock: WaitingClock) -> tuple[bool, datetime | None, timedelta | None]:
        """Run a round. Returns whether there may be more to do, when the next one is due, how long to sleep."""
        try:
            if self.lease is not None and not await self.lease.held():
                self.failing = None  # the process that holds the lease says how its rounds go
                return False, None, None
            more = await self.run_once(clock.now()) >= self.batch
            self.last_ran_at = clock.now()
            self.failing = None
            next_at = await self.next_at() if self.next_at and not more else None
            return more, next_at, clock.wait_for(next_at) if next_at else None
        except Exception as error:
            if self.failing is None:
                log.exception("loop failing", extra={"action": "loop.failing", "loop": self.name})
            self.failing = type(error).__name__
            return False, None, PAUSE_AFTER_FAILURE


async def give_way() -> None:
    """Let other tasks of the event loop have their turn, in work that is done in slices."""
    await asyncio.sleep(0)


async def wait_until_set(event: asyncio.Event, seconds: float | None) -> None:
    """Return when the event is set, or after so many seconds of real time; None for no limit."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
