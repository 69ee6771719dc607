"""Loops: `start` and `stop` around a `run_once(now)` that returns how much it did.

A loop runs again at once while there is more to do, else it sleeps until it is woken, until the next due moment it
knows of, or until the metronome's beat: whichever comes first. Whatever fails is logged and tried again.
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
    """A clock that also knows how long in real time a moment is away."""

    def now(self) -> datetime:
        """See `shared.support.clock.Clock.now`."""

    def wait_for(self, moment: datetime) -> timedelta:
        """Real time until then, zero if it has passed."""


class LoopLease(Protocol):
    """Whether this process is the one to run a loop now (`shared.runtime.lease`)."""

    async def open(self) -> bool:
        """True if it is."""

    def call(self) -> None:
        """There is something to do: wake the process that is, if it is another."""

    async def give_up(self) -> None:
        """Let another process be the one, at once."""


class Component(Protocol):
    """Something long-lived in a process. All of them start and stop the same way."""

    name: str
    failing: str | None
    last_ran_at: datetime | None

    def wake(self) -> None:
        """There may be something to do."""

    def start(self, clock: WaitingClock) -> None:
        """Begin; returns at once."""

    async def stop(self) -> None:
        """Finish what is under way, then end."""


class Loop(Component):
    """One long-lived loop. Everything it remembers is in rows.

    A round that did less than `batch` has seen all there was: whoever writes more wakes the loop.
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
        """There may be something to do."""
        self._wake.set()

    def call(self, at: datetime | None = None) -> None:
        """There is something to do, at once or at this moment, for this loop in whichever process runs it."""
        if at is not None and self._sleeps_until is not None and self._sleeps_until <= at:
            return  # it will look by then
        self.wake()
        if self.lease is not None:
            self.lease.call()

    def start(self, clock: WaitingClock) -> None:
        """Begin; returns at once."""
        self._stopping = False
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Finish the round under way, then end."""
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
        """Whether there may be more to do, when there is as far as it knows, and how long to pause at most."""
        try:
            if self.lease is not None and not await self.lease.open():
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


async def wait_until_set(event: asyncio.Event, seconds: float | None) -> None:
    """Come back when the event is set, or after so many seconds of real time; None for no limit."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
