"""What operations look after, in the databases of all services: dead letters, and every event of a case.

A service whose database does not answer is named in the answer, the others are answered for.
"""

import json
import logging
from collections.abc import Awaitable, Callable

from services.admin.application.ports import AuditLog, By, EventLog
from services.admin.application.views import CaseEvent, CaseEvents, DeadLetter, DeadLetters
from shared.contracts.services import SERVICES
from shared.engine.db.database import Connection, DatabaseAway
from shared.engine.db.statements import Row
from shared.engine.events import parking
from shared.platform.context import AppContext
from shared.support.errors import NotFound, Unavailable

log = logging.getLogger(__name__)

Read = Callable[[Connection], Awaitable[list[Row]]]


class Operations:
    """Reads and acts across services. `audit` is the platform's, `service_audit` that of each service."""

    def __init__(self, context: AppContext, events: EventLog, audit: AuditLog, service_audit: AuditLog) -> None:
        self._context = context
        self._events = events
        self._audit = audit
        self._service_audit = service_audit

    async def dead_letters(self) -> DeadLetters:
        """The dead letters of all services, oldest first in each."""
        rows, away = await self._of_all_services(parking.dead_letters)
        return DeadLetters(items=tuple(_dead_letter(service, row) for service, row in rows), away=away)

    async def replay(self, service: str, position: int, *, by: By) -> None:
        """Retry a dead letter from its first attempt. Raises `NotFound`, `DatabaseAway`."""
        if service not in SERVICES:
            raise NotFound("not_found", "There is no such service.")
        now = self._context.clock.now()
        database = await self._context.installation.database(service)
        async with database.transaction() as connection:
            if not await parking.replay(connection, position, now):
                raise NotFound("not_found", "There is no such dead letter.")
            facts = {"service": service, "position": position}
            await self._service_audit.record(connection, now, by, "dead_letter.replay", facts)
        await self._context.installation.wake(service)

    async def events_of_case(self, case_id: str, *, by: By) -> CaseEvents:
        """Every event of a case in all services, by time; the reading is on record.

        Raises `NotFound` if there is none, `Unavailable` if those that do not answer may have some.
        """
        rows, away = await self._of_all_services(lambda connection: self._events.of_case(connection, case_id))
        if not rows and away:
            sentence = f"No event of this case was found, but these services do not answer: {', '.join(away)}."
            raise Unavailable("services_away", sentence, away=away, retry_after=1)
        if not rows:
            raise NotFound("not_found", "There is no such case.")
        async with self._context.platform.transaction() as connection:
            now, facts = self._context.clock.now(), {"away": away} if away else {}
            await self._audit.record(connection, now, by, "case.export", facts, case_id=case_id)
        events = sorted((_event(service, row) for service, row in rows), key=lambda event: event.at)
        return CaseEvents(events=tuple(events), away=away)

    async def _of_all_services(self, read: Read) -> tuple[list[tuple[str, Row]], tuple[str, ...]]:
        """Rows with their service, and the services whose database is away."""
        found: list[tuple[str, Row]] = []
        away = []
        for service in SERVICES:
            try:
                database = await self._context.installation.database(service)
                async with database.reading() as connection:
                    found += [(service, row) for row in await read(connection)]
            except DatabaseAway as error:
                facts = {"action": "admin.service_away", "service": service}
                log.warning("a service's database does not answer", extra=facts, exc_info=error)
                away.append(service)
        return found, tuple(away)


def _dead_letter(service: str, row: Row) -> DeadLetter:
    return DeadLetter(
        service=service,
        position=row["position"],
        consumer=row["consumer"],
        case_id=row["case_id"],
        event_id=row["event_id"],
        type=row["type"],
        attempts=row["attempts"],
        error=row["error"],
        at=row["at"],
        behind=row["behind"],
    )


def _event(service: str, row: Row) -> CaseEvent:
    return CaseEvent(
        service=service,
        sequence=row["sequence"],
        type=row["type"],
        at=row["at"].isoformat(timespec="microseconds").replace("+00:00", "Z"),
        by=row["by"],
        event_id=row["event_id"],
        traceparent=row["trace"],
        data=json.loads(row["data"]),
    )
