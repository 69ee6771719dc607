"""The databases of an installation as one process opens them, and how it wakes loops that run elsewhere."""

import asyncio
from collections.abc import Iterable

from sqlalchemy import select

from shared.contracts.services import SERVICES
from shared.engine.db.database import Database
from shared.engine.loops import Component
from shared.engine.tables import outbox
from shared.runtime.service import Service, StandardService
from shared.runtime.storage import Storage

WAITING = select(outbox.c.position).limit(1)


class RunningInstallation:
    """An `Installation` that opens each database once; all are closed with the process."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._databases: dict[str, Database] = {}
        self._here: dict[str, Service] = {}
        self._attaching = asyncio.Lock()

    async def own(self, name: str) -> Database:
        """A database this process works on. In the demo it is migrated first. Raises `NotMigrated`."""
        if name not in self._databases:
            self._databases[name] = await self._storage.database(name)
        return self._databases[name]

    def run_here(self, services: Iterable[Service]) -> None:
        """These services run in this process."""
        self._here |= {service.name: service for service in services}

    async def database(self, service: str) -> Database:
        if service not in SERVICES:
            raise KeyError(service)
        async with self._attaching:
            if service not in self._databases:
                self._databases[service] = await self._storage.attach(service)
        return self._databases[service]

    async def wake(self, service: str) -> None:
        if service in self._here:
            for loop in self._here[service].loops:
                loop.call()
        else:
            await self._storage.wake(service)

    async def quiet(self) -> bool:
        standard = [service for service in self._here.values() if isinstance(service, StandardService)]
        return not any([await service.database.ask(WAITING) for service in standard])

    def loops(self) -> tuple[Component, ...]:
        return tuple(loop for service in self._here.values() for loop in service.loops)

    async def redate(self) -> int:
        return sum([await service.catch_up_with_clock() for service in self._here.values()])

    async def close(self) -> None:
        """Close every database, the last one opened first."""
        for database in reversed(self._databases.values()):
            await database.close()
