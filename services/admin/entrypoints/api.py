"""The platform's routes: the clock and names for everybody, directory and tokens for administrators.

The command line uses the same `/api/platform/…`, of a running server or of an app in its own process.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from services.admin.application.administration import Administration
from services.admin.application.clock import ClockDecisions
from services.admin.application.ports import By as Signature
from services.admin.application.use_cases import UseCases
from services.admin.application.views import ClockView, DirectoryView, Imported, IssuedToken
from services.admin.entrypoints.caller import Caller, callers
from services.admin.entrypoints.choosing import choosing_routes
from services.admin.entrypoints.clock import clock_routes
from services.admin.entrypoints.erasing import erasing_routes
from services.admin.entrypoints.files import files_of_fields
from services.admin.entrypoints.operations import operation_routes
from services.admin.entrypoints.overseeing import overseeing_routes
from services.admin.entrypoints.retention import retention_routes
from services.admin.entrypoints.schemas import Me, Names, TokenBody, UnitName
from services.admin.entrypoints.sessions import session_routes
from shared.platform.context import AppContext
from shared.platform.directory.reading import COLUMNS
from shared.platform.identity.actions import Action
from shared.platform.identity.tokens import USUAL_LIFE_DAYS, TokenView
from shared.platform.shown_names import ShownNames
from shared.rules.directory import Directory
from shared.web.commands import SignedIn
from shared.web.schemas import Id, Listed, problems

MOST_NAMES = 200

READING = problems(401, 403, 422, 503)
ACTING = problems(401, 403, 404, 409, 413, 422, 503)
OWN = problems(401, 403, 404, 413, 422, 503)
Ids = Annotated[list[Id], Query(max_length=MOST_NAMES)]
FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {file: {"type": "string", "format": "binary"} for file in COLUMNS},
                    "required": list(COLUMNS),
                },
                "example": dict.fromkeys(COLUMNS, "@deploy/demo/…"),
            }
        },
    }
}


def routes(uses: UseCases, context: AppContext) -> APIRouter:
    """Administration's router."""
    router = APIRouter(prefix="/api/platform", tags=["platform"])
    caller = callers(context.local_admin)
    overseeing_routes(router, uses.overseeing, context)
    shown = ShownNames(context.clock, context.security)
    _for_everybody(router, uses.clock, shown)
    choosing_routes(router, shown)
    _directory(router, uses.administration, caller)
    _tokens(router, uses.administration, caller)
    session_routes(router, uses.signing_in, caller)
    operation_routes(router, uses.operations, uses.health, caller)
    clock_routes(router, uses.clock, caller)
    erasing_routes(router, uses.erasing, uses.holding, caller)
    retention_routes(router, uses.retention, caller)
    return router


def _for_everybody(router: APIRouter, decisions: ClockDecisions, shown: ShownNames) -> None:
    @router.get("/clock", summary="What time it is here, and how fast it runs")
    async def clock() -> ClockView:
        return decisions.view()

    @router.get("/me", responses=problems(401, 503), summary="Whose token this is")
    async def me(actor: SignedIn) -> Me:
        unit = actor.directory.unit(actor.person.unit_id)
        return Me(
            staff_id=actor.staff_id,
            name=actor.person.name,
            unit=UnitName(unit_id=actor.person.unit_id, name=unit.name if unit else ""),
            roles=sorted(role.value for role in actor.person.roles),
        )

    @router.get("/names", responses=problems(401, 422, 429, 503), summary="Names of colleagues and units by id")
    async def names(actor: SignedIn, staff: Ids = [], unit: Ids = []) -> Names:  # noqa: B006 - FastAPI copies it
        found = _names_of(actor.directory, staff)
        shown.show(actor.staff_id, found)
        return Names(staff=found, units=_units_of(actor.directory, unit))


def _names_of(directory: Directory, ids: list[str]) -> dict[str, str]:
    return {id_: person.name for id_ in ids if (person := directory.person(id_)) is not None}


def _units_of(directory: Directory, ids: list[str]) -> dict[str, str]:
    return {id_: unit.name for id_ in ids if (unit := directory.unit(id_)) is not None}


def _directory(router: APIRouter, administration: Administration, caller: Callable[..., Any]) -> None:
    By = Annotated[Caller, Depends(caller)]

    @router.get("/directory", responses=READING, summary="Which directory is in force")
    async def directory(by: By) -> DirectoryView:
        by.must(Action.READ_DIRECTORY)
        return await administration.directory()

    @router.post("/directory", responses=ACTING, openapi_extra=FILES, summary="Import a directory, whole or not at all")
    async def import_directory(
        request: Request, by: By, check_only: Annotated[bool, Query(description="change nothing")] = False
    ) -> Imported:
        by.must(Action.ADMINISTER)
        return await administration.import_directory(await files_of_fields(request), check_only=check_only, by=by.by)


def _tokens(router: APIRouter, administration: Administration, caller: Callable[..., Any]) -> None:
    By = Annotated[Caller, Depends(caller)]

    @router.get("/tokens", responses=READING, summary="Every token ever issued, without its secret")
    async def tokens(by: By) -> Listed[TokenView]:
        by.must(Action.ADMINISTER)
        return Listed(items=list(await administration.tokens()))

    @router.post("/tokens", status_code=201, responses=ACTING, summary="Issue a token; its secret is shown once")
    async def issue(by: By, body: TokenBody) -> IssuedToken:
        by.must(Action.ADMINISTER)
        days, label = body.expires_in_days or USUAL_LIFE_DAYS, body.label
        return await administration.issue_token(body.staff_id, label=label, days=days, by=by.by)

    @router.post("/tokens/{token}/revoke", status_code=204, responses=ACTING, summary="Revoke a token")
    async def revoke(token: Id, by: By) -> None:
        by.must(Action.ADMINISTER)
        await administration.revoke_token(token, by=by.by)

    @router.get("/me/tokens", responses=problems(401, 503), summary="One's own tokens, without their secrets")
    async def own_tokens(actor: SignedIn) -> Listed[TokenView]:
        return Listed(items=list(await administration.tokens_of(actor.staff_id)))

    @router.post("/me/tokens/{token}/revoke", status_code=204, responses=OWN, summary="Revoke a token of one's own")
    async def revoke_own(token: Id, actor: SignedIn) -> None:
        await administration.revoke_token(token, by=Signature(actor.staff_id, actor.via), own=True)
