"""A process: the context, the services that run in it, and what carries them on.

Which services those are is told by whoever starts it (`services.__main__` all of them, `services.<name>.__main__` its
own); where their state lies and what carries their events follows from the settings. SQLite goes with the in-process
bus, PostgreSQL with either; Kafka with PostgreSQL only.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI

from shared.engine.db.database import Database
from shared.engine.events.bus import Bus, InProcessBus
from shared.engine.loops import Component, LoopLease, WaitingClock
from shared.platform import demo
from shared.platform.administration import Administration
from shared.platform.api import platform_routes
from shared.platform.calendar.overrides import load_calendar
from shared.platform.context import AppContext
from shared.platform.directory.store import DirectorySource
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.identity.tokens import TokenStore
from shared.platform.policies.loading import load_book
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.vault import Vault
from shared.platform.settings import Profile, Settings
from shared.runtime.health import health_routes
from shared.runtime.loop_lag import LoopLag
from shared.runtime.metronome import Metronome
from shared.runtime.ownership import Ownership
from shared.runtime.scrape import metrics_route
from shared.runtime.service import Service
from shared.runtime.storage import PostgresStorage, RunningClock, SqliteStorage, Storage
from shared.runtime.wake_up import WakeUpNotifier
from shared.support.clock import Clock
from shared.support.errors import CannotStart
from shared.support.faults import Crash, never
from shared.support.host_clock import read_wall
from shared.support.ids import Ids, RandomIds
from shared.web.app import create_app


class NotServed(CannotStart):
    """These settings ask for something that this process does not do."""


class ServiceModule(Protocol):
    """A service's `bootstrap` module."""

    NAME: str

    def build(self, context: AppContext, database: Database, bus: Bus) -> Service:
        """The service, ready to start."""


@dataclass(kw_only=True)
class Process:
    """Everything of one process. Parts run only between `start` and `stop`; without them a test takes each step."""

    context: AppContext
    services: list[Service]
    bus: Bus
    storage: Storage
    local: LocalAdminToken
    opened: AsyncExitStack
    leases: list[LoopLease] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    running_clock: WaitingClock | None = None
    metronome: Metronome | None = None

    @classmethod
    async def open(
        cls,
        settings: Settings,
        modules: Sequence[ServiceModule],
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        crash: Crash = never,
        wall: Callable[[], datetime] = read_wall,
        keep_speed: bool = False,
        alone: bool = True,
        bus: Bus | None = None,
    ) -> "Process":
        """Open the storage and build the services. `alone`: no other process runs these services' components.
        A given `bus` takes the place of the one the settings ask for, and is closed with the process.

        Raises `FolderTaken` if another process has the data folder, `NotMigrated` in production if a database is not
        at its head, `NotServed` for settings that do not go together.
        """
        async with AsyncExitStack() as opened:
            storage = open_storage(settings, alone=alone)
            opened.push_async_callback(storage.close)
            bus = bus or open_bus(settings)
            opened.push_async_callback(bus.close)
            return await cls._build(
                settings, modules, storage, clock, ids or RandomIds(), crash, wall, keep_speed, bus, opened
            )

    @classmethod
    async def _build(
        cls,
        settings: Settings,
        modules: Sequence[ServiceModule],
        storage: Storage,
        clock: Clock | None,
        ids: Ids,
        crash: Crash,
        wall: Callable[[], datetime],
        keep_speed: bool,
        bus: Bus,
        opened: AsyncExitStack,
    ) -> "Process":
        async def database(name: str) -> Database:
            found = await storage.database(name)
            opened.push_async_callback(found.close)
            return found

        platform = await database("platform")
        calendar = load_calendar(settings.calendar_file)
        running: RunningClock | None = None
        if clock is None:
            first = demo.opening_time(wall(), calendar) if settings.clock_speed > 1 else None
            clock = running = await storage.clock(platform, first=first, keep_speed=keep_speed)
        directory, tokens = DirectorySource(platform), TokenStore(platform)
        if settings.profile is Profile.DEMO:
            with demo.turn(settings.data_dir):
                await demo.import_if_empty(platform, settings.directory_dir, clock.now())
                await directory.refresh()
                await demo.hand_out(tokens, directory.current, settings.data_dir, clock, ids)
        await directory.refresh()
        policies = load_book(settings.policy_dir)
        if directory.current.version:  # before the first import no unit is known
            policies.check_units({unit.unit_id for unit in directory.current.units()})
        context = AppContext(
            settings=settings,
            clock=clock,
            ids=ids,
            platform=platform,
            directory=directory,
            tokens=tokens,
            vault=Vault(platform, KeyFile.load_or_create(settings.keys), clock, ids, crash=crash),
            policies=policies,
            calendar=calendar,
            crash=crash,
            wall=wall,
        )
        services = [module.build(context, await database(module.NAME), bus) for module in modules]
        notifiers = {service.name: storage.notifier(service.name, service.loops) for service in services}
        leases = [
            lease for each in services if (lease := _lease(each, storage, context, notifiers[each.name])) is not None
        ]
        components: list[Component] = [loop for service in services for loop in service.loops]
        if running is not None:
            components += [
                storage.clock_loop(),
                LoopLag(),
                *bus.components,
                *(notifier for notifier in notifiers.values() if notifier),
            ]
        local = LocalAdminToken(ids.secret())
        return cls(
            context=context,
            services=services,
            bus=bus,
            storage=storage,
            local=local,
            opened=opened.pop_all(),
            leases=leases,
            components=components,
            running_clock=running,
        )

    def app(self, *, run: bool = True) -> FastAPI:
        """The HTTP app; with `run` its lifespan starts and stops the components."""
        administration = Administration(self.context, self.services)
        routers = [
            health_routes(self.context, self.services, self.components),
            metrics_route(self.context, self.services, self.components),
            platform_routes(self.context, administration, self.local),
            *(service.router for service in self.services),
        ]
        fast_routes = [each for service in self.services for each in service.fast_routes]
        lifespan = {"lifespan": self._lifespan} if run else {}
        return create_app(self.context, routers, fast_routes=fast_routes, **lifespan)

    def start(self) -> None:
        """Start the components and the metronome."""
        assert self.running_clock is not None
        for component in self.components:
            component.start(self.running_clock)
        self.metronome = Metronome(self.components)
        self.metronome.start()

    async def stop(self) -> None:
        """Finish what is under way, stop the components, close everything."""
        if self.metronome is not None:
            await self.metronome.stop()
        for service in self.services:
            await service.drain()
        await asyncio.gather(*[component.stop() for component in self.components])
        for lease in self.leases:
            await lease.release()
        await self.storage.store()
        await self.close()

    async def close(self) -> None:
        """Let go of connections, files and lock, whatever state things are in."""
        for service in self.services:
            await service.close()
        await self.opened.aclose()

    @asynccontextmanager
    async def _lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        self.start()
        try:
            yield
        finally:
            await self.stop()


def open_storage(settings: Settings, *, alone: bool) -> Storage:
    """Where the state lies, by the settings."""
    if settings.database_url is None:
        if not alone:
            raise NotServed("a service on its own needs HOTLINE_DATABASE_URL: SQLite files belong to one process")
        return SqliteStorage(settings, take_folder(settings.data_dir))
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return PostgresStorage(settings)


def open_bus(settings: Settings) -> Bus:
    """What carries events, by the settings. Kafka's client is loaded only where Kafka is used."""
    if settings.kafka_bootstrap is None:
        return InProcessBus()
    from shared.engine.events.kafka import KafkaBus

    return KafkaBus(settings.kafka_bootstrap, settings.drain_rate)


def take_folder(folder: Path) -> Ownership:
    """The data folder, made if need be, and ours alone. Raises `FolderTaken`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ownership = Ownership(folder)
    ownership.take()
    return ownership


def _lease(
    service: Service, storage: Storage, context: AppContext, notifier: WakeUpNotifier | None
) -> LoopLease | None:
    """The lease of a service's loops, where several processes may run them."""
    lease = storage.lease(service.database, context.clock, context.ids.new(), notifier)
    for loop in service.loops:
        loop.lease = lease
    return lease
