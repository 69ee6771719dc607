"""What an auditor reads of the whole installation: audit rows of any service, the directory, the policies in force."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.admin.application.overseeing import Overseeing
from services.admin.application.policies import ForeseenStep, foreseen
from shared.contracts.escalation import Skipped, ToldAs
from shared.platform.audit_reading import AuditView
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.security_events import SecurityEvent, SecurityKind
from shared.rules.ladders.policy import origins
from shared.support.errors import NotFound
from shared.web.audit import AUDIT_PROBLEMS, AuditFilterOf
from shared.web.commands import PageOf, SignedIn
from shared.web.schemas import Id, Listed, Moment, problems

Service = Literal["platform", "intake", "escalation", "callback"]
DirectoryPart = Literal["leave", "line_executives", "duty"]


class PolicyView(BaseModel):
    """The policies in force for a unit at a moment; `inherited_from` are the units above it, up to the top.

    `origins`: the version of a policy that states each value; the program's own values have none.
    """

    unit_id: str | None
    on: Moment
    inherited_from: list[str]
    origins: dict[str, str]
    onsite: dict[str, Any]
    callback: dict[str, Any]
    handling: dict[str, Any]


class LadderStepView(BaseModel):
    """What happens so long after a dissatisfaction was noticed: a level is told, or (`files`) the flow starts.

    With `nobody_left` no leader is left: the flow starts, and `told` is the duty desk.
    """

    level: int
    after_seconds: int
    files: bool
    nobody_left: bool
    told: list[str]
    told_as: ToldAs | None
    meant_for: str | None
    skipped: list[Skipped]

    @classmethod
    def of(cls, step: ForeseenStep) -> "LadderStepView":
        """The step as an answer."""
        return cls(
            level=step.level,
            after_seconds=round(step.after.total_seconds()),
            files=step.files,
            nobody_left=step.nobody_left,
            told=list(step.told),
            told_as=step.told_as,
            meant_for=step.meant_for,
            skipped=list(step.skipped),
        )


def overseeing_routes(router: APIRouter, overseeing: Overseeing, context: AppContext) -> None:
    """Add them. Any process that runs administration answers for all services."""

    @router.get("/audit", responses=AUDIT_PROBLEMS, summary="Audit rows of any service, newest first, for the auditor")
    async def audited(
        actor: SignedIn, page: PageOf, wanted: AuditFilterOf, service: Service = "platform"
    ) -> Listed[AuditView]:
        found, more = await overseeing.audited(actor, service, wanted, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)

    @router.get(
        "/security-events",
        responses=AUDIT_PROBLEMS,
        summary="Security events, newest first; repeats are counted in one a minute",
    )
    async def security_events(actor: SignedIn, page: PageOf, kind: SecurityKind | None = None) -> Listed[SecurityEvent]:
        found, more = await overseeing.security_events(actor, kind, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)

    _policies(router, context)
    _directory(router)


def _policies(router: APIRouter, context: AppContext) -> None:
    @router.get("/policies", responses=problems(401, 403, 422, 503), summary="The policies in force for a unit")
    async def policies(
        actor: SignedIn,
        unit: Annotated[Id | None, Query(description="none: the default", examples=["JS-CZ"])] = None,
        on: Annotated[Moment | None, Query(description="none: now")] = None,
    ) -> PolicyView:
        require(actor, Action.READ_POLICIES)
        path, at = actor.directory.path(unit), on or context.clock.now()
        policy = context.policies.for_unit(path, at)
        found = origins(context.policies.versions_for(path, at))
        return PolicyView(
            unit_id=path[0] if path else None,
            on=at,
            inherited_from=list(path[1:]),
            origins={name: version.label for name, version in sorted(found.items())},
            onsite=asdict(policy.onsite),
            callback=asdict(policy.callback),
            handling=asdict(policy.handling),
        )

    @router.get(
        "/policies/ladder",
        responses=problems(401, 403, 404, 422, 503),
        summary="Whom a report of this person would reach now, if nothing is done",
    )
    async def ladder(
        actor: SignedIn,
        staff: Annotated[Id | None, Query(description="the reporter; none: oneself", examples=["S0118"])] = None,
        grave: Annotated[bool, Query(description="with a risk flag or a demanded complaint")] = False,
    ) -> Listed[LadderStepView]:
        require(actor, Action.READ_POLICIES)
        reporter = staff or actor.staff_id
        if actor.directory.person(reporter) is None:
            raise NotFound("not_in_directory", "The directory does not know this person, or no longer.")
        steps = foreseen(context.policies, actor.directory, reporter, context.clock.now(), grave=grave)
        return Listed(items=[LadderStepView.of(step) for step in steps])


def _directory(router: APIRouter) -> None:
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
