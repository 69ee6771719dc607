"""Escalation's JSON routes: request → use case → answer."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.escalation.application.details import CaseDetail
from services.escalation.application.looking import LookUseCases
from services.escalation.application.use_cases import PlainComplaint, UseCases
from services.escalation.application.views import CaseView, ComplaintView, OnSiteRowView
from services.escalation.entrypoints.schemas import Leaving, Said, SteppingIn
from shared.engine.db.database import Database
from shared.platform.privacy.lookups import Found
from shared.web.audit import audit_routes
from shared.web.commands import CommandRequestOf, PlacePageOf, SignedIn, answer, cursor_of
from shared.web.complaints import ComplaintBody
from shared.web.lookups import LookUpBody
from shared.web.messages import message_routes
from shared.web.revealing import RevealBody
from shared.web.schemas import COMMANDING, LOOKING, READING, Id, Listed


def routes(use_cases: UseCases, looking: LookUseCases, database: Database) -> APIRouter:
    """Escalation's router; the message box reads from `database`."""
    router = APIRouter(prefix="/api/escalation", tags=["escalation"])
    _reading(router, use_cases)
    _commands(router, use_cases)
    _looking(router, looking)
    message_routes(router, database)
    audit_routes(router, database, use_cases.vault)
    return router


def _reading(router: APIRouter, use_cases: UseCases) -> None:
    @router.get("/cases", responses=READING, summary="On-site cases this person may see")
    async def cases(
        actor: SignedIn,
        page: PlacePageOf,
        live: Annotated[bool, Query(description="only those with a clock running")] = False,
        mine: Annotated[bool, Query(description="reported or registered by oneself, or by those one leads")] = False,
    ) -> Listed[OnSiteRowView]:
        items, following = await use_cases.cases(actor, live=live, mine=mine, limit=page.limit, after=page.after)
        return Listed(items=items, next=cursor_of(following))

    @router.get("/cases/{id}", responses=READING, summary="One on-site case")
    async def case(id: Id, actor: SignedIn) -> CaseDetail:
        return await use_cases.case(actor, id)


def _commands(router: APIRouter, use_cases: UseCases) -> None:
    @router.post(
        "/cases/{id}/acknowledge", responses=COMMANDING, response_model=CaseView, summary="介入: a leader steps in"
    )
    async def acknowledge(id: Id, request: CommandRequestOf, body: SteppingIn | None = None) -> Response:
        body = body or SteppingIn()
        return answer(await use_cases.acknowledge(request, id, body.note, body.level))

    @router.post(
        "/cases/{id}/settle", responses=COMMANDING, response_model=CaseView, summary="化解: the customer is calmed"
    )
    async def settle(id: Id, request: CommandRequestOf, body: Said | None = None) -> Response:
        body = body or Said()
        return answer(await use_cases.settle(request, id, body.note, body.call_id))

    @router.post(
        "/cases/{id}/escalate",
        responses=COMMANDING,
        response_model=CaseView,
        summary="上报: tell the next level now",
    )
    async def escalate(id: Id, request: CommandRequestOf, body: Leaving | None = None) -> Response:
        body = body or Leaving()
        return answer(await use_cases.escalate(request, id, body.level, body.note, body.call_id))

    @router.post(
        "/cases/{id}/file", responses=COMMANDING, response_model=CaseView, summary="启动流程: hand over to 95518"
    )
    async def file(id: Id, request: CommandRequestOf, body: Said | None = None) -> Response:
        body = body or Said()
        return answer(await use_cases.file(request, id, body.note, body.call_id))

    @router.post(
        "/cases/{id}/complaint",
        responses=COMMANDING,
        response_model=ComplaintView,
        summary="正式投诉: mark it, and start the flow",
    )
    async def complaint(id: Id, request: CommandRequestOf, body: ComplaintBody) -> Response:
        said = PlainComplaint(source=body.source, number=body.number, complained_at=body.at, note=body.note)
        return answer(await use_cases.complaint(request, id, said))


def _looking(router: APIRouter, use_cases: LookUseCases) -> None:
    @router.post("/cases/{id}/reveal", responses=LOOKING, summary="Show personal data, with a reason, on record")
    async def reveal(id: Id, body: RevealBody, request: CommandRequestOf) -> dict[str, str | None]:
        return await use_cases.reveal(request, id, body.asked())

    @router.post("/lookups", responses=LOOKING, summary="A customer's cases by a number, for a purpose, on record")
    async def look_up(body: LookUpBody, request: CommandRequestOf) -> Listed[Found]:
        return Listed(items=await use_cases.look_up(request, body.asked()))
