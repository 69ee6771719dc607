"""What an auditor reads of the whole installation: audit rows of any service, the directory, the policies in force."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from shared.contracts.services import PLATFORM
from shared.engine.tables import audit as service_audit
from shared.platform.audit_reading import AuditReading, AuditView
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.security_events import SecurityEvent, SecurityKind
from shared.platform.tables import audit as platform_audit
from shared.web.audit import AUDIT_PROBLEMS, AuditFilterOf
from shared.web.commands import PageOf, SignedIn
from shared.web.schemas import Id, Listed, Moment, problems

Service = Literal["platform", "intake", "escalation", "callback"]
DirectoryPart = Literal["leave", "line_executives", "duty"]


class PolicyView(BaseModel):
    """The policies in force for a unit at a moment; `inherited_from` are the units above it, up to the top."""

    unit_id: str | None
    on: Moment
    inherited_from: list[str]
    onsite: dict[str, Any]
    callback: dict[str, Any]
    handling: dict[str, Any]


def overseeing_routes(router: APIRouter, context: AppContext) -> None:
    """Add them. Any process that runs administration answers for all services."""
    of_service, of_platform = AuditReading(service_audit, context.vault), AuditReading(platform_audit, context.vault)

    @router.get("/audit", responses=AUDIT_PROBLEMS, summary="Audit rows of any service, newest first, for the auditor")
    async def audited(
        actor: SignedIn, page: PageOf, wanted: AuditFilterOf, service: Service = "platform"
    ) -> Listed[AuditView]:
        require(actor, Action.READ_AUDIT)
        own = service == PLATFORM
        database = context.platform if own else await context.installation.database(service)
        reading = of_platform if own else of_service
        found, more = await reading.page(database, wanted, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)

    @router.get(
        "/security-events",
        responses=AUDIT_PROBLEMS,
        summary="Security events, newest first; repeats are counted in one a minute",
    )
    async def security_events(actor: SignedIn, page: PageOf, kind: SecurityKind | None = None) -> Listed[SecurityEvent]:
        require(actor, Action.READ_SECURITY_EVENTS)
        await context.security.flush()
        found, more = await context.security.page(kind, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)

    @router.get("/policies", responses=problems(401, 403, 422, 503), summary="The policies in force for a unit")
    async def policies(
        actor: SignedIn,
        unit: Annotated[Id | None, Query(description="none: the default", examples=["JS-CZ"])] = None,
        on: Annotated[Moment | None, Query(description="none: now")] = None,
    ) -> PolicyView:
        require(actor, Action.READ_POLICIES)
        path, at = actor.directory.path(unit), on or context.clock.now()
        policy = context.policies.for_unit(path, at)
        return PolicyView(
            unit_id=path[0] if path else None,
            on=at,
            inherited_from=list(path[1:]),
            onsite=asdict(policy.onsite),
            callback=asdict(policy.callback),
            handling=asdict(policy.handling),
        )

    @router.get(
        "/directory/{part}",
        responses=problems(401, 403, 404, 422, 503),
        summary="Absences, line executives or duty shifts of the directory in force",
    )
    async def directory(part: DirectoryPart, actor: SignedIn, page: PageOf) -> Listed[dict[str, Any]]:
        require(actor, Action.READ_DIRECTORY)
        known = actor.directory
        entries: dict[str, tuple[Any, ...]] = {
            "leave": known.leaves(),
            "line_executives": known.line_executives(),
            "duty": known.duty_shifts(),
        }
        skip, found = page.cursor or 0, entries[part]
        more = len(found) > skip + page.limit
        items = [asdict(each) for each in found[skip : skip + page.limit]]
        return Listed(items=items, next=str(skip + page.limit) if more else None)
