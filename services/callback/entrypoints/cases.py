"""Commands on cases as routes: dispatch, handling, supervision, decisions."""

from fastapi import APIRouter, Response

from services.callback.application.use_cases import CaseUseCases
from services.callback.application.views import ComplaintMarkedView, SupervisedView
from services.callback.entrypoints import schemas
from services.callback.entrypoints.api import Api
from shared.web.commands import CommandRequestOf, answer
from shared.web.complaints import ComplaintBody
from shared.web.schemas import COMMANDING, Id


def case_routes(router: APIRouter, api: Api) -> None:
    """Add the routes of cases."""
    _handling(router, api.cases)
    _pressing(router, api.cases)
    _deciding(router, api.cases)
    _contacts(router, api.cases)


def _handling(router: APIRouter, use_cases: CaseUseCases) -> None:
    @router.post(
        "/cases/{id}/dispatch",
        responses=COMMANDING,
        response_model=schemas.CaseAnswer,
        summary="转办: to the lead unit",
    )
    async def dispatch(id: Id, body: schemas.DispatchBody, request: CommandRequestOf) -> Response:
        outcome = await use_cases.dispatch(
            request,
            id,
            lead_unit_id=body.responsible_unit_id,
            assisting_unit_ids=body.assisting_unit_ids,
            severity=body.severity,
            note=body.note,
            reason=body.reason,
        )
        return answer(outcome)

    @router.post(
        "/cases/{id}/accept", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="签收: sign for it"
    )
    async def accept(id: Id, request: CommandRequestOf, body: schemas.NoteBody | None = None) -> Response:
        return answer(await use_cases.accept(request, id))

    @router.post(
        "/cases/{id}/assign", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Name the handler"
    )
    async def assign(id: Id, body: schemas.AssignBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.assign(request, id, staff_id=body.staff_id))

    @router.post(
        "/cases/{id}/transfer", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="移交: to another unit"
    )
    async def transfer(id: Id, body: schemas.TransferBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.transfer(request, id, unit_id=body.unit_id, reason=body.reason))

    @router.post(
        "/cases/{id}/return", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="退回: not our case"
    )
    async def return_(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.return_(request, id, reason=body.reason))

    @router.post("/cases/{id}/resolve", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="办结: done")
    async def resolve(id: Id, body: schemas.ResolveBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.resolve(request, id, note=body.note))


def _pressing(router: APIRouter, use_cases: CaseUseCases) -> None:
    @router.post(
        "/cases/{id}/supervise",
        status_code=201,
        responses=COMMANDING,
        response_model=SupervisedView,
        summary="督办: an order with a deadline",
    )
    async def supervise(id: Id, body: schemas.SuperviseBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.supervise(request, id, text=body.text, deadline=body.deadline), 201)

    @router.post(
        "/orders/{order}/answer", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Answer an order"
    )
    async def answer_order(order: Id, body: schemas.TextBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.answer(request, order, text=body.text))

    @router.post(
        "/cases/{id}/remind", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="催办: urge the unit"
    )
    async def remind(id: Id, request: CommandRequestOf, body: schemas.NoteBody | None = None) -> Response:
        return answer(await use_cases.remind(request, id, note=body.note if body else None))


def _deciding(router: APIRouter, use_cases: CaseUseCases) -> None:
    @router.post(
        "/cases/{id}/close", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="结案 without reaching"
    )
    async def close(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.close(request, id, reason=body.reason))

    @router.post("/cases/{id}/retry", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Call again")
    async def retry(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.retry(request, id, reason=body.reason))

    @router.post(
        "/cases/{id}/send-back",
        responses=COMMANDING,
        response_model=schemas.CaseAnswer,
        summary="Back to the unit after a follow-up without a verdict",
    )
    async def send_back(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.send_back(request, id, reason=body.reason))

    @router.post(
        "/cases/{id}/reopen", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="重开: open again"
    )
    async def reopen(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.reopen(request, id, reason=body.reason))

    @router.post(
        "/cases/{id}/severity", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Set the severity"
    )
    async def severity(id: Id, body: schemas.SeverityBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.severity(request, id, severity=body.severity, reason=body.reason))

    @router.post(
        "/cases/{id}/override-independence",
        responses=COMMANDING,
        response_model=schemas.CaseAnswer,
        summary="Let one person of the team complained of call",
    )
    async def override_independence(id: Id, body: schemas.OverrideBody, request: CommandRequestOf) -> Response:
        outcome = await use_cases.override_independence(request, id, staff_id=body.staff_id, reason=body.reason)
        return answer(outcome)

    @router.post(
        "/cases/{id}/complaint", responses=COMMANDING, response_model=ComplaintMarkedView, summary="Became a complaint"
    )
    async def complaint(id: Id, body: ComplaintBody, request: CommandRequestOf) -> Response:
        outcome = await use_cases.complaint(
            request, id, source=body.source, number=body.number, complained_at=body.at, note=body.note
        )
        return answer(outcome)

    @router.post(
        "/cases/{id}/reviewed", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="已阅: looked at"
    )
    async def reviewed(id: Id, request: CommandRequestOf, body: schemas.NoteBody | None = None) -> Response:
        return answer(await use_cases.reviewed(request, id, note=body.note if body else None))


def _contacts(router: APIRouter, use_cases: CaseUseCases) -> None:
    @router.post(
        "/cases/{id}/contacts", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="The customer rang"
    )
    async def contacts(id: Id, body: schemas.ContactBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.contacts(request, id, note=body.note, wants=body.wants, call_id=body.call_id))
