"""How the hotline is, as operations look at it: what waits in each service, and how the loops run."""

import asyncio
import logging

from services.admin.application.ports import WaitingRows
from services.admin.application.views import Health, LoopHealth, ServiceHealth
from shared.contracts.services import SERVICES
from shared.engine.db.database import DatabaseAway
from shared.platform.context import AppContext

log = logging.getLogger(__name__)


class HealthReading:
    """Reads of all services. `version` is that of the pages of this process."""

    def __init__(self, context: AppContext, rows: WaitingRows, version: str) -> None:
        self._context = context
        self._rows = rows
        self._version = version

    async def health(self) -> Health:
        """How it is now; a service whose database does not answer is `away`."""
        services = await asyncio.gather(*map(self._of_service, SERVICES))
        loops = tuple(
            LoopHealth(name=each.name, last_ran_at=each.last_ran_at, failing=each.failing)
            for each in self._context.installation.loops()
        )
        return Health(services=tuple(services), loops=loops, pages=self._version)

    async def _of_service(self, service: str) -> ServiceHealth:
        try:
            database = await self._context.installation.database(service)
            async with database.reading() as connection:
                return await self._rows.read(connection, service, self._context.clock.now())
        except DatabaseAway as error:
            facts = {"action": "admin.service_away", "service": service}
            log.warning("a service's database does not answer", extra=facts, exc_info=error)
            return ServiceHealth(service=service, away=True)
