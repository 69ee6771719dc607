"""Where the state lies: files in the data folder, or schemas of a PostgreSQL database. The one place that differs.

A store gives each service its database, the process its clock and its sign that it is the one to run a loop. Nothing
else in the code asks which of the two it is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.loops import Component, Loop, LoopLease, WaitingClock
from shared.engine.migrations import check_postgres, check_sqlite, migrate_postgres, migrate_sqlite
from shared.platform.clock.anchor_row import EVERY, Keeper, start_clock
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.clock.database_clock import DatabaseClock
from shared.platform.settings import Profile, Settings
from shared.runtime.lease import Lease
from shared.runtime.ownership import Ownership
from shared.runtime.wake_up import WakeUpNotifier
from shared.support.clock import Clock


class RunningClock(Clock, WaitingClock, Protocol):
    """The clock of a process that runs by itself."""


class Storage(Protocol):
    """See the module."""

    async def database(self, name: str) -> Database:
        """The database of `platform` or of a service, at the head of its migrations. Raises `NotMigrated`."""

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> RunningClock:
        """The clock; `first` is where a fresh installation begins."""

    def clock_loop(self) -> Loop:
        """What keeps the clock true while the process runs."""

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        """What wakes a service's loops in the process that runs them; None where there is only one."""

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        """Whether this process is the one to run a service's loops; None where there is only one."""

    def announce(self, address: str) -> None:
        """Say where this process answers, for the command line."""

    async def store(self) -> None:
        """The last thing before closing."""

    async def close(self) -> None:
        """Let go of the folder, if one was taken."""


class SqliteStorage:
    """A file a service in the data folder, which one process owns."""

    def __init__(self, settings: Settings, ownership: Ownership) -> None:
        self._settings = settings
        self._ownership = ownership
        self._keeper: Keeper | None = None

    async def database(self, name: str) -> Database:
        """See `Storage`. The demo migrates by itself; in production that is a step of its own."""
        path = self._settings.data_dir / f"{name}.db"
        if self._settings.profile is Profile.DEMO:
            migrate_sqlite(name, path)
        else:
            check_sqlite(name, path)
        return SqliteDatabase(path, name)

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> AnchoredClock:
        """See `Storage`: anchored to the host's boot clock."""
        speed = self._settings.clock_speed
        started = await start_clock(platform, speed=speed, first=first, keep_speed=keep_speed)
        self._keeper = Keeper(platform, started)
        return started

    def clock_loop(self) -> Loop:
        """See `Storage`: storage the anchor every few seconds."""
        assert self._keeper is not None
        return Loop("platform.clock", self._keeper.run_once, next_at=self._keeper.next_at)

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        """See `Storage`: nobody else is there."""
        return None

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        """See `Storage`: nobody else is there."""
        return None

    def announce(self, address: str) -> None:
        """See `Storage`."""
        self._ownership.announce(address)

    async def store(self) -> None:
        """See `Storage`."""
        if self._keeper is not None:
            await self._keeper.store()

    async def close(self) -> None:
        """See `Storage`."""
        self._ownership.release()


class PostgresStorage:
    """A schema a service in one PostgreSQL database, which any number of processes share."""

    def __init__(self, settings: Settings, pool: int = 10) -> None:
        assert settings.database_url is not None
        self._settings = settings
        self._url = settings.database_url
        self._pool = pool
        self._clock: DatabaseClock | None = None

    async def database(self, name: str) -> Database:
        """See `Storage`. The demo migrates by itself; in production that is a step of its own."""
        if self._settings.profile is Profile.DEMO:
            await migrate_postgres(name, self._url)
        else:
            await check_postgres(name, self._url)
        return await PostgresDatabase.connect(self._url, name, size=self._pool)

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> DatabaseClock:
        """See `Storage`: anchored to the database's clock."""
        self._clock = DatabaseClock(platform)
        await self._clock.start(speed=self._settings.clock_speed, first=first)
        return self._clock

    def clock_loop(self) -> Loop:
        """See `Storage`: measures the database's clock anew every few seconds."""
        clock = self._clock
        assert clock is not None

        async def next_at() -> datetime:
            return clock.now() + clock.scaled(EVERY)

        return Loop("platform.clock", clock.run_once, next_at=next_at)

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        """See `Storage`: notifications of the database."""
        return WakeUpNotifier(self._url, service, loops)

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        """See `Storage`: a lease."""
        return Lease(database, "loops", holder, clock, notifier.ring if notifier else lambda: None)

    def announce(self, address: str) -> None:
        """See `Storage`: nobody has to be asked, the database may be written by many."""

    async def store(self) -> None:
        """See `Storage`: nothing is kept here that is not in rows."""

    async def close(self) -> None:
        """See `Storage`: no folder was taken."""
