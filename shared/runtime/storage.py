"""Storage: files in the data folder, or schemas of a PostgreSQL database. The one place that differs.

A storage gives each service its database, the process its clock, and the lease of its loops. No other code asks
which of the two it is.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from shared.engine.db.database import Database, DatabaseAway
from shared.engine.db.postgres import CONNECT_WITHIN, PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.loops import Component, Loop, LoopLease, WaitingClock
from shared.engine.migrations import NotMigrated, check_postgres, check_sqlite, migrate_postgres, migrate_sqlite
from shared.platform.clock.anchor_row import EVERY, AnchorWriter, Redates, start_clock
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.clock.database_clock import DatabaseClock
from shared.platform.settings import Profile, Settings
from shared.runtime.free_space import FreeSpace
from shared.runtime.lease import Lease
from shared.runtime.ownership import Ownership, take_folder
from shared.runtime.private_folder import make_private
from shared.runtime.start_failures import in_one_line
from shared.runtime.wake_up import AWAY, WakeUpNotifier, notify
from shared.support.clock import Clock
from shared.support.errors import CannotStart
from shared.support.host_clock import read_monotonic

log = logging.getLogger(__name__)

POOL, ATTACHED_POOL = 10, 2
"""Most connections to a database: to one this process works on, and to one it only reads for administration."""


CHECKED_FOR = 1.0
"""Seconds that reading a file's structure may take at the start; a large file is read in part."""


class NotServed(CannotStart):
    """These settings ask for something that this process does not do."""


class RunningClock(Clock, WaitingClock, Protocol):
    """The clock of a process whose loops run."""

    def wall(self) -> datetime:
        """The real time, in UTC, at any speed of the hotline: the host's, or that of a database that tells the time."""


class Storage(Protocol):
    """What a process asks of its storage, whichever it is."""

    async def database(self, name: str) -> Database:
        """The database of `platform` or of a service, at the head of its migrations. Raises `NotMigrated`.

        The demo profile migrates it; in production that is a step of its own.
        """

    async def attach(self, name: str) -> Database:
        """The database of a service that runs elsewhere; it is not migrated. Raises `DatabaseAway`."""

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> RunningClock:
        """The clock; `first` is where a fresh installation begins."""

    def clock_loop(self, services: Redates) -> Loop:
        """The loop that keeps the clock true while the process runs; `services` re-date what its steps move."""

    def free_space(self) -> FreeSpace | None:
        """The free space beside the databases; None where they are on a server, which knows its own."""

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        """What wakes a service's loops in the process that runs them; None where there is only one process."""

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        """The lease of a service's loops; None where there is only one process."""

    async def wake(self, service: str) -> None:
        """Wake the loops of a service that runs in another process."""

    def announce(self, address: str) -> None:
        """Leave the address of this process for the command line."""

    async def store(self) -> None:
        """Store what must outlive the process; the last call before `close`."""

    async def close(self) -> None:
        """Release the data folder, if it was taken."""


def open_storage(settings: Settings, *, single_process: bool) -> Storage:
    """The storage that the settings ask for. Raises `FolderTaken`, `NotServed`."""
    if settings.database_url is None:
        if not single_process:
            raise NotServed("a service on its own needs HOTLINE_DATABASE_URL: SQLite files belong to one process")
        return SqliteStorage(settings, take_folder(settings.data_dir))
    make_private(settings.data_dir)
    return PostgresStorage(settings)


class SqliteStorage:
    """A file a service in the data folder, which one process owns."""

    def __init__(self, settings: Settings, ownership: Ownership) -> None:
        self._settings = settings
        self._ownership = ownership
        self._anchor_writer: AnchorWriter | None = None

    async def database(self, name: str) -> Database:
        path = self._path(name)
        with in_one_line(path):
            if self._settings.profile is Profile.DEMO:
                migrate_sqlite(name, path)
            else:
                check_sqlite(name, path)
            database = SqliteDatabase(path, name)
        _check(database)
        return database

    async def attach(self, name: str) -> Database:
        try:
            check_sqlite(name, self._path(name))
        except NotMigrated as error:
            raise DatabaseAway(str(error)) from error
        return SqliteDatabase(self._path(name), name)

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> AnchoredClock:
        """Anchored to the host's boot clock."""
        speed = self._settings.clock_speed
        started = await start_clock(platform, speed=speed, first=first, keep_speed=keep_speed)
        self._anchor_writer = AnchorWriter(platform, started)
        return started

    def clock_loop(self, services: Redates) -> Loop:
        """Stores the anchor every few seconds."""
        assert self._anchor_writer is not None
        self._anchor_writer.services = services
        return Loop("platform.clock", self._anchor_writer.run_once, next_at=self._anchor_writer.next_at)

    def free_space(self) -> FreeSpace | None:
        return FreeSpace(self._settings.data_dir, self._settings.free_space_floor)

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        return None

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        return None

    async def wake(self, service: str) -> None:
        """No-op: all loops run in this process."""

    def announce(self, address: str) -> None:
        self._ownership.announce(address)

    async def store(self) -> None:
        if self._anchor_writer is not None:
            await self._anchor_writer.store()

    async def close(self) -> None:
        self._ownership.release()

    def _path(self, name: str) -> Path:
        return self._settings.data_dir / f"{name}.db"


def _check(database: SqliteDatabase) -> None:
    """Look for damage and log what was found. A damaged file is served as far as it goes; the process is unready."""
    began = read_monotonic()
    try:
        code = "whole" if database.check(CHECKED_FOR) else "partly"
    except DatabaseAway:
        log.error("database file is damaged", extra={"action": "database.damaged", "service": database.name})
        return
    seconds = round((read_monotonic() - began).total_seconds(), 3)
    facts = {"action": "database.checked", "service": database.name, "code": code, "seconds": seconds}
    log.info("database file checked", extra=facts)


class PostgresStorage:
    """A schema a service in one PostgreSQL database, which any number of processes share."""

    def __init__(self, settings: Settings) -> None:
        assert settings.database_url is not None
        self._settings = settings
        self._url = settings.database_url
        self._clock: DatabaseClock | None = None

    async def database(self, name: str) -> Database:
        if self._settings.profile is Profile.DEMO:
            await migrate_postgres(name, self._url)
        else:
            await check_postgres(name, self._url)
        return await PostgresDatabase.connect(self._url, name, size=POOL)

    async def attach(self, name: str) -> Database:
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                await check_postgres(name, self._url)
        except (NotMigrated, SQLAlchemyError, *AWAY) as error:
            raise DatabaseAway(str(error)) from error
        return await PostgresDatabase.connect(self._url, name, size=ATTACHED_POOL)

    async def clock(self, platform: Database, *, first: datetime | None, keep_speed: bool) -> DatabaseClock:
        """Anchored to the database's clock."""
        self._clock = DatabaseClock(platform)
        await self._clock.start(speed=self._settings.clock_speed, first=first)
        return self._clock

    def clock_loop(self, services: Redates) -> Loop:
        """Measures the database's clock again every few seconds."""
        clock = self._clock
        assert clock is not None

        async def next_at() -> datetime:
            return clock.now() + clock.scaled(EVERY)

        return Loop("platform.clock", clock.run_once, next_at=next_at)

    def free_space(self) -> FreeSpace | None:
        return None

    def notifier(self, service: str, loops: Sequence[Component]) -> WakeUpNotifier | None:
        """By notifications of the database."""
        return WakeUpNotifier(self._url, service, loops)

    def lease(self, database: Database, clock: Clock, holder: str, notifier: WakeUpNotifier | None) -> LoopLease | None:
        """A lease that is a row of the service's database."""
        return Lease(database, "loops", holder, clock, notifier.ring if notifier else lambda: None)

    async def wake(self, service: str) -> None:
        await notify(self._url, service)

    def announce(self, address: str) -> None:
        """No-op: the command line opens the database itself."""

    async def store(self) -> None:
        """No-op: all state is in rows already."""

    async def close(self) -> None:
        """No-op: no folder was taken."""
