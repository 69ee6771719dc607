"""The notifier: a commit in one process wakes the loops of the process that runs them, and the pages of all others.

A commit in a process that stands by (`shared.runtime.lease`) notifies the holder of the lease, by PostgreSQL's NOTIFY
on a connection of its own, never inside the commit. On a second channel each process says which subjects it changed,
if the service has live lists (`shared.web.live`). Both are hints: a wake-up that is lost costs at most the metronome's
beat, and after a lost connection all lists are loaded again. Hints that come while one is being sent become one.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from shared.engine.loops import Component, WaitingClock

log = logging.getLogger(__name__)

WITHIN = 2.0  # seconds, for a connection or a notification
PAUSE = timedelta(seconds=1)
BREATH = 0.005  # seconds between two notifications: in a burst many commits share one
MOST_IDS = 200
LONGEST_PAYLOAD = 7900  # bytes; PostgreSQL refuses 8000
ANY = "*"  # more subjects than a notification can name
AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)  # timeouts are OSErrors

OnChange = Callable[[Collection[str] | None], None]
"""Called with the ids of the subjects that another process changed; None: any may have changed."""


def channel_of(service: str) -> str:
    """The channel on which a service's loops are woken."""
    return f"hotline_{service}"


def channel_of_changes(service: str) -> str:
    """The channel on which the processes of a service say what they changed."""
    return f"hotline_{service}_changes"


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


class Changed:
    """The ids that are to be sent with the next notification, as text; `ANY` beyond `MOST_IDS`."""

    def __init__(self) -> None:
        self._ids: dict[str, None] = {}
        self._any = False

    def add(self, subject_ids: Collection[str]) -> None:
        """Send these too."""
        for subject_id in subject_ids:
            if self._any:
                return
            self._ids[subject_id] = None
            self._any = len(self._ids) > MOST_IDS

    def add_any(self) -> None:
        """Send that any may have changed."""
        self._any = True

    def take(self) -> str:
        """What to send; empty if there is nothing."""
        text = ",".join(self._ids)
        many = self._any or len(text.encode()) > LONGEST_PAYLOAD
        self._ids.clear()
        self._any = False
        return ANY if many else text


def ids_in(payload: str) -> Collection[str] | None:
    """The ids in a notification; None if any subject may have changed."""
    return None if payload == ANY else payload.split(",")


class WakeUpNotifier(Component):
    """One service's notifier in one process: notifies the others, and wakes its own `loops` when notified.

    With `on_change` set, it hears of the subjects that other processes change, and `tell` informs those of this one's.
    """

    def __init__(self, url: str, service: str, loops: Sequence[Component]) -> None:
        self.name = f"{service}.notifier"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self.on_change: OnChange | None = None
        self._url = url
        self._channel = channel_of(service)
        self._channel_of_changes = channel_of_changes(service)
        self._loops = loops
        self._changed = Changed()
        self._ringing = False
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Wake the loops in the process that runs them; returns at once."""
        self._ringing = True
        self._rung.set()

    def tell(self, subject_ids: Collection[str]) -> None:
        """Say to the other processes that these subjects were changed; returns at once."""
        if subject_ids:
            self._changed.add(subject_ids)
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
        if self.on_change is not None:
            await connection.add_listener(self._channel_of_changes, self._heard_change)
            self.on_change(None)  # what was said before this connection listened
        connection.add_termination_listener(lambda _: self.ring())  # so that a lost connection is noticed at once
        self._heard()  # what was sent before this connection listened
        while True:
            self.failing, self.last_ran_at = None, clock.now()
            await self._rung.wait()
            self._rung.clear()
            await self._send(connection)
            await asyncio.sleep(BREATH)

    async def _send(self, connection: Any) -> None:  # noqa: ANN401 - asyncpg's
        """Send what there is to send. If that fails it may not have come: all others load everything again."""
        ringing, self._ringing = self._ringing, False
        changed = self._changed.take()
        try:
            if ringing:
                await connection.execute(f"NOTIFY {self._channel}")
            if changed:
                await connection.execute("SELECT pg_notify($1, $2)", self._channel_of_changes, changed)
        except AWAY:
            if changed:
                self._changed.add_any()
            self._ringing = self._ringing or ringing
            self._rung.set()
            raise

    def _heard(self, *what: object) -> None:
        for loop in self._loops:
            loop.wake()

    def _heard_change(self, connection: Any, sender: int, channel: str, payload: str) -> None:  # noqa: ANN401 - asyncpg's
        if self.on_change is not None and sender != connection.get_server_pid():
            self.on_change(ids_in(payload))
