"""A process: the house, the services that run in it, and what carries them on.

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

from shared.calendar.overrides import load_calendar
from shared.clock import Clock
from shared.clocks import read_wall
from shared.db.database import Database
from shared.directory.store import DirectorySource
from shared.errors import CannotStart
from shared.faults import Crash, never
from shared.identity.tokens import TokenStore
from shared.ids import Ids, RandomIds
from shared.ladders.loading import load_book
from shared.messaging.bus import Bus, InProcessBus
from shared.platform import demo
from shared.platform.administration import Administration
from shared.platform.api import platform_routes
from shared.platform.house import House
from shared.platform.local_pass import LocalPass
from shared.privacy.keyfile import KeyFile
from shared.privacy.vault import Vault
from shared.runtime.bell import Bell
from shared.runtime.health import health_routes
from shared.runtime.loop_lag import LoopLag
from shared.runtime.loops import Gate, Part, WaitingClock
from shared.runtime.metronome import Metronome
from shared.runtime.ownership import Ownership
from shared.runtime.scrape import metrics_route
from shared.runtime.service import Service
from shared.runtime.stores import PostgresStores, RunningClock, SqliteStores, Stores
from shared.settings import Profile, Settings
from shared.web.app import create_app


class NotServed(CannotStart):
    """These settings ask for something that this process does not do."""


class ServiceModule(Protocol):
    """A service's `bootstrap` module."""

    NAME: str

    def build(self, house: House, database: Database, bus: Bus) -> Service:
        """The service, ready to start."""


@dataclass(kw_only=True)
class Process:
    """Everything of one process. Parts run only between `start` and `stop`; without them a test takes each step."""

    house: House
    services: list[Service]
    bus: Bus
    stores: Stores
    local: LocalPass
    opened: AsyncExitStack
    gates: list[Gate] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
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
        """Prepare what the state lies in and build the services. `alone`: no other process runs these services' parts.
        A given `bus` takes the place of the one the settings ask for, and is closed with the process.

        Raises `FolderTaken` if another process has the data folder, `NotMigrated` in production if a database is not
        at its head, `NotServed` for settings that do not go together.
        """
        async with AsyncExitStack() as opened:
            stores = open_stores(settings, alone=alone)
            opened.push_async_callback(stores.close)
            bus = bus or open_bus(settings)
            opened.push_async_callback(bus.close)
            return await cls._build(
                settings, modules, stores, clock, ids or RandomIds(), crash, wall, keep_speed, bus, opened
            )

    @classmethod
    async def _build(
        cls,
        settings: Settings,
        modules: Sequence[ServiceModule],
        stores: Stores,
        clock: Clock | None,
        ids: Ids,
        crash: Crash,
        wall: Callable[[], datetime],
        keep_speed: bool,
        bus: Bus,
        opened: AsyncExitStack,
    ) -> "Process":
        async def database(name: str) -> Database:
            found = await stores.database(name)
            opened.push_async_callback(found.close)
            return found

        platform = await database("platform")
        calendar = load_calendar(settings.calendar_file)
        running: RunningClock | None = None
        if clock is None:
            first = demo.opening_time(wall(), calendar) if settings.clock_speed > 1 else None
            clock = running = await stores.clock(platform, first=first, keep_speed=keep_speed)
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
        house = House(
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
        services = [module.build(house, await database(module.NAME), bus) for module in modules]
        bells = {service.name: stores.bell(service.name, service.loops) for service in services}
        gates = [gate for each in services if (gate := _gate(each, stores, house, bells[each.name])) is not None]
        parts: list[Part] = [loop for service in services for loop in service.loops]
        if running is not None:
            parts += [stores.clock_loop(), LoopLag(), *bus.parts, *(bell for bell in bells.values() if bell)]
        local = LocalPass(ids.secret())
        return cls(
            house=house,
            services=services,
            bus=bus,
            stores=stores,
            local=local,
            opened=opened.pop_all(),
            gates=gates,
            parts=parts,
            running_clock=running,
        )

    def app(self, *, run: bool = True) -> FastAPI:
        """The HTTP app; with `run` its lifespan starts and stops the parts."""
        administration = Administration(self.house, self.services)
        routers = [
            health_routes(self.house, self.services, self.parts),
            metrics_route(self.house, self.services, self.parts),
            platform_routes(self.house, administration, self.local),
            *(service.router for service in self.services),
        ]
        hurried = [each for service in self.services for each in service.hurried]
        lifespan = {"lifespan": self._lifespan} if run else {}
        return create_app(self.house, routers, hurried=hurried, **lifespan)

    def start(self) -> None:
        """Start the parts and the metronome."""
        assert self.running_clock is not None
        for part in self.parts:
            part.start(self.running_clock)
        self.metronome = Metronome(self.parts)
        self.metronome.start()

    async def stop(self) -> None:
        """Finish what is under way, stop the parts, close everything."""
        if self.metronome is not None:
            await self.metronome.stop()
        for service in self.services:
            await service.drain()
        await asyncio.gather(*[part.stop() for part in self.parts])
        for gate in self.gates:
            await gate.give_up()
        await self.stores.store()
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


def open_stores(settings: Settings, *, alone: bool) -> Stores:
    """Where the state lies, by the settings."""
    if settings.database_url is None:
        if not alone:
            raise NotServed("a service on its own needs HOTLINE_DATABASE_URL: SQLite files belong to one process")
        return SqliteStores(settings, take_folder(settings.data_dir))
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return PostgresStores(settings)


def open_bus(settings: Settings) -> Bus:
    """What carries events, by the settings. Kafka's client is loaded only where Kafka is used."""
    if settings.kafka_bootstrap is None:
        return InProcessBus()
    from shared.messaging.kafka import KafkaBus

    return KafkaBus(settings.kafka_bootstrap, settings.drain_rate)


def take_folder(folder: Path) -> Ownership:
    """The data folder, made if need be, and ours alone. Raises `FolderTaken`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ownership = Ownership(folder)
    ownership.take()
    return ownership


def _gate(service: Service, stores: Stores, house: House, bell: Bell | None) -> Gate | None:
    """The gate of a service's loops, where several processes may run them."""
    gate = stores.gate(service.database, house.clock, house.ids.new(), bell)
    for loop in service.loops:
        loop.gate = gate
    return gate
