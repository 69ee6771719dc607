"""What an auditor reads of the whole installation: audit rows of any service, and security events."""

from shared.contracts.services import PLATFORM, SERVICES
from shared.engine.tables import audit as service_audit
from shared.platform.audit_reading import AuditFilter, AuditReading, AuditView
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import require
from shared.platform.security_events import SecurityEvent, SecurityKind
from shared.platform.tables import audit as platform_audit

AUDITED = (PLATFORM, *SERVICES)
"""Whose audit rows there are: the platform's, of acts of administration, and each service's."""


class Overseeing:
    """Reads of all services; any process that runs administration answers for them."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._of_service = AuditReading(service_audit, context.vault)
        self._of_platform = AuditReading(platform_audit, context.vault)

    async def audited(
        self, actor: Actor, service: str, wanted: AuditFilter, *, limit: int, before: int | None
    ) -> tuple[list[AuditView], int | None]:
        """Audit rows, newest first, and where the next page begins. Raises `DatabaseAway`."""
        require(actor, Action.READ_AUDIT)
        if service == PLATFORM:
            return await self._of_platform.page(self._context.platform, wanted, limit=limit, before=before)
        database = await self._context.installation.database(service)
        return await self._of_service.page(database, wanted, limit=limit, before=before)

    async def security_events(
        self, actor: Actor, kind: SecurityKind | None, *, limit: int, before: int | None
    ) -> tuple[list[SecurityEvent], int | None]:
        """Security events, newest first, and where the next page begins."""
        require(actor, Action.READ_SECURITY_EVENTS)
        await self._context.security.flush()
        return await self._context.security.page(kind, limit=limit, before=before)
