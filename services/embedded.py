"""All services in one process, on SQLite and the in-process bus: the default, and production for whoever just runs it.

Besides the command line the only module that sees all services.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI

from services.callback import bootstrap as callback
from services.escalation import bootstrap as escalation
from services.intake import bootstrap as intake
from shared.calendar.overrides import load_calendar
from shared.clock import Clock
from shared.clocks import AnchoredClock, read_wall
from shared.db.migrations import check_sqlite, migrate_sqlite
from shared.db.sqlite import SqliteDatabase
from shared.directory.store import DirectorySource
from shared.errors import CannotStart
from shared.faults import Crash, never
from shared.identity.tokens import TokenStore
from shared.ids import Ids, RandomIds
from shared.ladders.policy import PolicyBook
from shared.messaging.bus import Bus, InProcessBus
from shared.platform import demo
from shared.platform.administration import Administration
from shared.platform.api import platform_routes
from shared.platform.clock_row import Keeper, start_clock
from shared.platform.house import House
from shared.platform.local_pass import LocalPass
from shared.privacy.keyfile import KeyFile
from shared.privacy.vault import Vault
from shared.runtime.health import health_routes
from shared.runtime.loops import Loop
from shared.runtime.metronome import Metronome
from shared.runtime.ownership import Ownership
from shared.runtime.scrape import metrics_route
from shared.runtime.service import Service
from shared.settings import Profile, Settings
from shared.web.app import create_app

SERVICES = (intake, escalation, callback)


class NotServed(CannotStart):
    """These settings ask for something that this process does not do."""


@dataclass(kw_only=True)
class Embedded:
    """Everything of one process. `loops` run only between `start` and `stop`; without them a test takes each step."""

    house: House
    services: list[Service]
    bus: Bus
    ownership: Ownership
    local: LocalPass
    keeper: Keeper | None = None
    loops: list[Loop] = field(default_factory=list)
    metronome: Metronome | None = None

    @classmethod
    async def open(
        cls,
        settings: Settings,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        crash: Crash = never,
        wall: Callable[[], datetime] = read_wall,
        keep_speed: bool = False,
    ) -> "Embedded":
        """Prepare the data folder and build all services.

        Raises `FolderTaken` if another process has it, `NotMigrated` in production if a database is not at its head,
        `NotServed` for settings that ask for what is not served like this.
        """
        if settings.database_url is not None:
            raise NotServed(
                "HOTLINE_DATABASE_URL: one process on PostgreSQL is not served yet; leave it out for SQLite"
            )
        ownership = take_folder(settings.data_dir)
        try:
            return await cls._build(settings, ownership, clock, ids or RandomIds(), crash, wall, keep_speed)
        except BaseException:
            ownership.release()
            raise

    @classmethod
    async def _build(
        cls,
        settings: Settings,
        ownership: Ownership,
        clock: Clock | None,
        ids: Ids,
        crash: Crash,
        wall: Callable[[], datetime],
        keep_speed: bool,
    ) -> "Embedded":
        platform = _database(settings, "platform")
        keeper = None
        calendar = load_calendar(settings.calendar_file)
        if clock is None:
            first = demo.opening_time(wall(), calendar) if settings.clock_speed > 1 else None
            clock = await start_clock(platform, speed=settings.clock_speed, first=first, keep_speed=keep_speed)
            keeper = Keeper(platform, clock)
        if settings.profile is Profile.DEMO:
            await demo.import_if_empty(platform, settings.directory_dir, clock.now())
        directory = DirectorySource(platform)
        await directory.refresh()
        policies = PolicyBook.load(settings.policy_dir)
        if directory.current.version:  # before the first import no unit is known
            policies.check_units({unit.unit_id for unit in directory.current.units()})
        house = House(
            settings=settings,
            clock=clock,
            ids=ids,
            platform=platform,
            directory=directory,
            tokens=TokenStore(platform),
            vault=Vault(platform, KeyFile.load_or_create(settings.keys), clock, ids, crash=crash),
            policies=policies,
            calendar=calendar,
            crash=crash,
            wall=wall,
        )
        if settings.profile is Profile.DEMO:
            await demo.hand_out(house.tokens, directory.current, settings.data_dir, clock, ids)
        bus = InProcessBus()
        services = [module.build(house, _database(settings, module.NAME), bus) for module in SERVICES]
        loops = [loop for service in services for loop in service.loops]
        if keeper is not None:
            loops.append(Loop("platform.clock", keeper.run_once, next_at=keeper.next_at))
        local = LocalPass(ids.secret())
        return cls(
            house=house, services=services, bus=bus, ownership=ownership, local=local, keeper=keeper, loops=loops
        )

    def app(self, *, run: bool = True) -> FastAPI:
        """The HTTP app; with `run` its lifespan starts and stops the loops."""
        administration = Administration(self.house, self.services)
        routers = [
            health_routes(self.house, self.services),
            metrics_route(self.house, self.services),
            platform_routes(self.house, administration, self.local),
            *(service.router for service in self.services),
        ]
        return create_app(self.house, routers, self._lifespan) if run else create_app(self.house, routers)

    def start(self) -> None:
        """Start the loops and the metronome."""
        assert isinstance(self.house.clock, AnchoredClock)
        for loop in self.loops:
            loop.start(self.house.clock)
        self.metronome = Metronome(self.loops)
        self.metronome.start()

    async def stop(self) -> None:
        """Finish what is under way, stop the loops, close everything."""
        if self.metronome is not None:
            await self.metronome.stop()
        for service in self.services:
            await service.drain()
        for loop in self.loops:
            await loop.stop()
        if self.keeper is not None:
            await self.keeper.store()
        await self.close()

    async def close(self) -> None:
        """Let go of files and lock, whatever state things are in."""
        for service in self.services:
            await service.close()
        await self.house.platform.close()
        self.ownership.release()

    @asynccontextmanager
    async def _lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        self.start()
        try:
            yield
        finally:
            await self.stop()


def take_folder(folder: Path) -> Ownership:
    """The data folder, made if need be, and ours alone. Raises `FolderTaken`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ownership = Ownership(folder)
    ownership.take()
    return ownership


def _database(settings: Settings, name: str) -> SqliteDatabase:
    """One service's file. The demo migrates by itself; in production that is a step of its own."""
    path = settings.data_dir / f"{name}.db"
    if settings.profile is Profile.DEMO:
        migrate_sqlite(name, path)
    else:
        check_sqlite(name, path)
    return SqliteDatabase(path, name)
