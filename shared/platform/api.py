"""The platform's routes: the clock and names for everybody, administration for those who may.

`/api/platform/…` is also what the command line speaks, to a running server or to the same routes in its own process,
with the pass left in the data folder.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.datastructures import UploadFile

from shared.platform.administration import Administration, ClockView, DeadLetter, Imported, Pass
from shared.platform.context import AppContext
from shared.platform.directory.reading import COLUMNS
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.identity.permissions import require
from shared.platform.identity.tokens import TokenView
from shared.platform.schemas import ConfirmBody, DirectoryView, Me, Names, TokenBody, UnitName
from shared.rules.directory import Directory
from shared.support.errors import Invalid
from shared.web.commands import Bearer, ContextOf, SignedIn, signed_in
from shared.web.schemas import Id, Listed, problems

LOCAL = "local"
MOST_NAMES = 200
LINES = "application/x-ndjson"
A_LINE = '{"service": "intake", "sequence": 1, "type": "hotline.intake.report.accepted.v1", "data": {}}\n'

READING = problems(401, 403, 422, 503)
ACTING = problems(401, 403, 404, 409, 413, 422, 503)
Ids = Annotated[list[Id], Query(max_length=MOST_NAMES)]
Position = Annotated[int, Path(ge=1, lt=2**53)]
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


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a person, or (`actor` None) whoever may read the data folder, who may administer everything here."""

    actor: Actor | None

    @property
    def name(self) -> str:
        """For the record."""
        return self.actor.staff_id if self.actor else LOCAL

    def must(self, action: Action) -> None:
        """Raise `Forbidden` unless this caller may."""
        if self.actor is not None:
            require(self.actor, action)


def platform_routes(context: AppContext, administration: Administration, local: LocalAdminToken) -> APIRouter:
    """The platform's router."""
    router = APIRouter(prefix="/api/platform", tags=["platform"])

    async def caller(context: ContextOf, bearer: Bearer) -> Caller:
        if bearer is not None and local.matches(bearer.credentials):
            return Caller(None)
        return Caller(await signed_in(context, bearer))

    _for_everybody(router, context, administration)
    _directory(router, context, administration, caller)
    _tokens(router, administration, caller)
    _operations(router, administration, caller)
    return router


def _for_everybody(router: APIRouter, context: AppContext, administration: Administration) -> None:
    @router.get("/clock", summary="What time it is here, and how fast it runs")
    async def clock() -> ClockView:
        return administration.clock()

    @router.get("/me", responses=problems(401, 503), summary="Whose token this is")
    async def me(actor: SignedIn) -> Me:
        unit = actor.directory.unit(actor.person.unit_id)
        return Me(
            staff_id=actor.staff_id,
            name=actor.person.name,
            unit=UnitName(unit_id=actor.person.unit_id, name=unit.name if unit else ""),
            roles=sorted(role.value for role in actor.person.roles),
        )

    @router.get("/names", responses=problems(401, 422, 503), summary="Names of colleagues and units by id")
    async def names(actor: SignedIn, staff: Ids = [], unit: Ids = []) -> Names:  # noqa: B006 - FastAPI copies it
        return Names(staff=_names_of(actor.directory, staff), units=_units_of(actor.directory, unit))


def _names_of(directory: Directory, ids: list[str]) -> dict[str, str]:
    return {id_: person.name for id_ in ids if (person := directory.person(id_)) is not None}


def _units_of(directory: Directory, ids: list[str]) -> dict[str, str]:
    return {id_: unit.name for id_ in ids if (unit := directory.unit(id_)) is not None}


def _directory(
    router: APIRouter, context: AppContext, administration: Administration, caller: Callable[..., Any]
) -> None:
    By = Annotated[Caller, Depends(caller)]

    @router.get("/directory", responses=READING, summary="Which directory is in force")
    async def directory(by: By) -> DirectoryView:
        by.must(Action.ADMINISTER)
        await context.directory.refresh()
        now = context.directory.current
        unit_ids = sorted(unit.unit_id for unit in now.units())
        return DirectoryView(version=now.version, people=len(now.people()), unit_ids=unit_ids)

    @router.post("/directory", responses=ACTING, openapi_extra=FILES, summary="Import a directory, whole or not at all")
    async def import_directory(
        request: Request, by: By, check_only: Annotated[bool, Query(description="change nothing")] = False
    ) -> Imported:
        by.must(Action.ADMINISTER)
        return await administration.import_directory(await _files(request), check_only=check_only, by=by.name)


async def _files(request: Request) -> dict[str, bytes]:
    """The files of a form, by name; read only after the caller was let in."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Invalid("form_expected", "Send the files of a directory as a form (multipart/form-data).")
    async with request.form(max_files=len(COLUMNS), max_fields=0) as form:
        parts = [(name, part) for name, part in form.multi_items() if isinstance(part, UploadFile)]
        return {name: await part.read() for name, part in parts}


def _tokens(router: APIRouter, administration: Administration, caller: Callable[..., Any]) -> None:
    By = Annotated[Caller, Depends(caller)]

    @router.get("/tokens", responses=READING, summary="Every token ever issued, without its secret")
    async def tokens(by: By) -> Listed[TokenView]:
        by.must(Action.ADMINISTER)
        return Listed(items=list(await administration.tokens()))

    @router.post("/tokens", status_code=201, responses=ACTING, summary="Issue a token; its secret is shown once")
    async def issue(by: By, body: TokenBody) -> Pass:
        by.must(Action.ADMINISTER)
        days, label = body.expires_in_days, body.label
        return await administration.issue_token(body.staff_id, label=label, days=days, by=by.name)

    @router.post("/tokens/{token}/revoke", status_code=204, responses=ACTING, summary="Revoke a token")
    async def revoke(token: Id, by: By) -> None:
        by.must(Action.ADMINISTER)
        await administration.revoke_token(token, by=by.name)


def _operations(router: APIRouter, administration: Administration, caller: Callable[..., Any]) -> None:
    By = Annotated[Caller, Depends(caller)]

    @router.post("/clock/confirm", responses=ACTING, summary="An operator has looked at a clock that jumped")
    async def confirm(by: By, body: ConfirmBody) -> ClockView:
        by.must(Action.OPERATE)
        return await administration.confirm_clock(follow_wall=body.follow_wall, by=by.name)

    @router.get("/dead-letters", responses=READING, summary="Events that consumers gave up on")
    async def dead_letters(by: By) -> Listed[DeadLetter]:
        by.must(Action.OPERATE)
        return Listed(items=await administration.dead_letters())

    @router.post(
        "/dead-letters/{service}/{position}/replay", status_code=204, responses=ACTING, summary="Try one again"
    )
    async def replay(service: Id, position: Position, by: By) -> None:
        by.must(Action.OPERATE)
        await administration.replay(service, position, by=by.name)

    @router.get(
        "/cases/{id}/events",
        responses=problems(401, 403, 404, 422, 503) | {200: {"content": {LINES: {"example": A_LINE}}}},
        response_class=Response,
        summary="A case's whole story in all services, a JSON line an event; personal data stays sealed",
    )
    async def story(id: Id, by: By) -> Response:
        by.must(Action.READ_TIMELINE)
        events = await administration.story(id, by=by.name)
        return Response("".join(f"{json.dumps(event, ensure_ascii=False)}\n" for event in events), media_type=LINES)
