"""The query of audit rows, the same in every service: for the auditor, who reads everything and changes nothing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from shared.engine.db.database import Database
from shared.engine.tables import audit
from shared.platform.audit_reading import AuditFilter, AuditKind, AuditReading, AuditView
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.privacy.vault import Vault
from shared.web.commands import PageOf, SignedIn
from shared.web.schemas import Id, Listed, Moment, problems

A_CASE = "01935a2e-7c41-7d3a-9f2b-6c8e5d4a3b21"
AUDIT_PROBLEMS = problems(401, 403, 422, 503)


async def audit_filter(
    subject: Annotated[Id | None, Query(description="the id of a case", examples=[A_CASE])] = None,
    kind: AuditKind | None = None,
    person: Annotated[Id | None, Query(description="who", examples=["S0020"])] = None,
    action: Annotated[Id | None, Query(description="the word of an act", examples=["reveal"])] = None,
    since: Moment | None = None,
    until: Moment | None = None,
) -> AuditFilter:
    """The query parameters as a filter."""
    return AuditFilter(subject=subject, kind=kind, person=person, action=action, since=since, until=until)


AuditFilterOf = Annotated[AuditFilter, Depends(audit_filter)]


def audit_routes(router: APIRouter, database: Database, vault: Vault) -> None:
    """Add the audit rows of a service to its router."""
    reading = AuditReading(audit, vault)

    @router.get("/audit", responses=AUDIT_PROBLEMS, summary="Audit rows, newest first, for the auditor")
    async def audited(actor: SignedIn, page: PageOf, wanted: AuditFilterOf) -> Listed[AuditView]:
        require(actor, Action.READ_AUDIT)
        found, more = await reading.page(database, wanted, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)
