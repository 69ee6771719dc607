"""A process: the services that run in it, their loops, and the app that answers. `opening` makes one."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import FastAPI

from shared.engine.db.database import Database, DatabaseAway
from shared.engine.events.bus import Bus
from shared.engine.loops import Component, LoopLease, WaitingClock
from shared.platform.context import AppContext
from shared.platform.pairing.log_extents import LogExtents
from shared.runtime.health import health_routes
from shared.runtime.metronome import Metronome
from shared.runtime.readiness import Readiness
from shared.runtime.scrape import metrics_route
from shared.runtime.service import Service
from shared.runtime.storage import Storage
from shared.web.app import create_app

log = logging.getLogger(__name__)


class ServiceModule(Protocol):
    """A service's `bootstrap` module."""

    NAME: str

    def build(self, context: AppContext, database: Database, bus: Bus) -> Service:
        """The service, ready to start."""


@dataclass(kw_only=True)
class Process:
    """Everything of one process. Components run only between `start` and `stop`; without them a test takes each step.

    `opened` closes bus, databases and storage.
    """

    context: AppContext
    services: list[Service]
    bus: Bus
    storage: Storage
    opened: AsyncExitStack
    readiness: Readiness
    extents: LogExtents
    leases: list[LoopLease] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    running_clock: WaitingClock | None = None
    metronome: Metronome | None = None

    def app(self, *, run: bool = True) -> FastAPI:
        """The HTTP app; with `run` its lifespan starts and stops the components."""
        routers = [
            health_routes(self.context, self.readiness, self.components),
            metrics_route(self.context, self.services, self.components),
            *(router for service in self.services for router in service.routers),
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

    def end_streams(self) -> None:
        """End the streams of all pages, which would keep a stopping server waiting."""
        for service in self.services:
            if service.hub is not None:
                service.hub.end_streams()

    async def stop(self) -> None:
        """Finish the commands and rounds under way, stop the components, close everything."""
        if self.metronome is not None:
            await self.metronome.stop()
        for service in self.services:
            await service.drain()
        await asyncio.gather(*[component.stop() for component in self.components])
        for lease in self.leases:
            await _written_at_last("lease", lease.release())
        await _written_at_last("security events", self.context.security.flush())
        await _written_at_last("log extents", self.extents.store())
        await _written_at_last("time", self.storage.store())
        await self.close()

    async def close(self) -> None:
        """Close connections, files and lock at once; what is under way is cut off."""
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


async def _written_at_last(what: str, writing: Awaitable[object]) -> None:
    """Await the last write of a process that stops. It stops without it, too: as after a kill the next start copes."""
    try:
        await writing
    except DatabaseAway as away:
        log.warning("not written at the stop", extra={"action": "stop.not_written", "kind": what}, exc_info=away)
