"""Commands on cases as routes: dispatch, handling, supervision, decisions."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response

from services.callback.application import commands as ask
from services.callback.application.ids import case_of_order
from services.callback.application.ports import Work
from services.callback.application.views import SupervisedView
from services.callback.entrypoints import schemas
from services.callback.entrypoints.api import Api
from shared.contracts.base import Sealed
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.customer import open_customer
from shared.platform.privacy.masking import hide_customer
from shared.support.errors import NotFound
from shared.web.commands import CommandRequestOf, answer
from shared.web.schemas import COMMANDING, Id


class CaseCommands:
    """What every command route does: seal what was written, run the command on the case, answer."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.handling = api.handling

    async def do(
        self,
        request: CommandRequest,
        case_id: str,
        action: str,
        run: Callable[[Work], Awaitable[object]],
        status: int = 200,
    ) -> Response:
        """Run and answer."""
        return answer(await request.run(self._api.command_queue, action, case_id, run, status=status), status)

    async def maybe(self, case_id: str, field: str, text: str | None) -> Sealed | None:
        """Something that may be left out, sealed."""
        return await self._api.context.vault.seal(case_id, field, text or None)

    async def sealed(self, case_id: str, field: str, text: str) -> Sealed:
        """Something that has to be there, sealed; a case without a key is one nobody knows, or was erased."""
        sealed = await self._api.context.vault.seal(case_id, field, text)
        if sealed is None:
            raise NotFound("not_found", "There is no such case here, or its personal data was erased.")
        return sealed

    async def without_customer(self, case_id: str, text: str, *, numbers: bool = False) -> str:
        """Something that is kept as it is written: what is known of the customer is taken out."""
        found, key = await self._api.reader.find(case_id), await self._api.context.vault.key(case_id)
        if found is None or key is None:
            return text  # such a case is not found
        return hide_customer(text, open_customer(key, found.details.customer).known_values, numbers=numbers)


def case_routes(router: APIRouter, api: Api) -> None:
    """See the module."""
    desk = CaseCommands(api)
    _handling(router, desk)
    _pressing(router, desk)
    _deciding(router, desk)


def _handling(router: APIRouter, desk: CaseCommands) -> None:
    handling = desk.handling

    @router.post(
        "/cases/{id}/dispatch",
        responses=COMMANDING,
        response_model=schemas.CaseAnswer,
        summary="派单: to the lead unit",
    )
    async def dispatch(id: Id, body: schemas.DispatchBody, request: CommandRequestOf) -> Response:
        command = ask.Dispatch(
            actor=request.actor,
            case_id=id,
            responsible_unit_id=body.responsible_unit_id,
            assisting_unit_ids=tuple(body.assisting_unit_ids),
            severity=body.severity,
            note=await desk.maybe(id, "note", body.note),
        )
        return await desk.do(request, id, "dispatch", lambda work: handling.dispatch(command, work))

    @router.post("/cases/{id}/accept", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="签收")
    async def accept(id: Id, request: CommandRequestOf, body: schemas.NoteBody | None = None) -> Response:
        command = ask.Accept(actor=request.actor, case_id=id)
        return await desk.do(request, id, "accept", lambda work: handling.accept(command, work))

    @router.post(
        "/cases/{id}/assign", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Name the handler"
    )
    async def assign(id: Id, body: schemas.AssignBody, request: CommandRequestOf) -> Response:
        command = ask.Assign(actor=request.actor, case_id=id, staff_id=body.staff_id)
        return await desk.do(request, id, "assign", lambda work: handling.assign(command, work))

    @router.post(
        "/cases/{id}/transfer", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="移交: to another unit"
    )
    async def transfer(id: Id, body: schemas.TransferBody, request: CommandRequestOf) -> Response:
        reason = await desk.sealed(id, "reason", body.reason)
        command = ask.Transfer(actor=request.actor, case_id=id, unit_id=body.unit_id, reason=reason)
        return await desk.do(request, id, "transfer", lambda work: handling.transfer(command, work))

    @router.post(
        "/cases/{id}/return", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="退回: not our case"
    )
    async def return_(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        command = ask.Return(actor=request.actor, case_id=id, reason=await desk.sealed(id, "reason", body.reason))
        return await desk.do(request, id, "return", lambda work: handling.return_(command, work))

    @router.post("/cases/{id}/resolve", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="办结")
    async def resolve(id: Id, body: schemas.ResolveBody, request: CommandRequestOf) -> Response:
        command = ask.Resolve(actor=request.actor, case_id=id, note=await desk.sealed(id, "note", body.note))
        return await desk.do(request, id, "resolve", lambda work: handling.resolve(command, work))


def _pressing(router: APIRouter, desk: CaseCommands) -> None:
    handling = desk.handling

    @router.post(
        "/cases/{id}/supervise",
        status_code=201,
        responses=COMMANDING,
        response_model=SupervisedView,
        summary="督办: an order with a deadline",
    )
    async def supervise(id: Id, body: schemas.SuperviseBody, request: CommandRequestOf) -> Response:
        text = await desk.sealed(id, "text", body.text)
        command = ask.Supervise(actor=request.actor, case_id=id, text=text, deadline=body.deadline)
        return await desk.do(request, id, "supervise", lambda work: handling.supervise(command, work), 201)

    @router.post(
        "/orders/{order}/answer", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Answer an order"
    )
    async def answer_order(order: Id, body: schemas.TextBody, request: CommandRequestOf) -> Response:
        case_id = case_of_order(order)
        command = ask.AnswerOrder(actor=request.actor, order=order, text=await desk.sealed(case_id, "text", body.text))
        return await desk.do(request, case_id, "answer_order", lambda work: handling.answer_order(command, work))

    @router.post("/cases/{id}/remind", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="催办: a nudge")
    async def remind(id: Id, request: CommandRequestOf, body: schemas.NoteBody | None = None) -> Response:
        note = await desk.maybe(id, "note", body.note if body else None)
        command = ask.Remind(actor=request.actor, case_id=id, note=note)
        return await desk.do(request, id, "remind", lambda work: handling.remind(command, work))


def _deciding(router: APIRouter, desk: CaseCommands) -> None:
    handling = desk.handling

    @router.post(
        "/cases/{id}/close", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="结案 without reaching"
    )
    async def close(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        command = ask.Close(actor=request.actor, case_id=id, reason=await desk.sealed(id, "reason", body.reason))
        return await desk.do(request, id, "close", lambda work: handling.close(command, work))

    @router.post("/cases/{id}/retry", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Call again")
    async def retry(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        command = ask.Retry(actor=request.actor, case_id=id, reason=await desk.sealed(id, "reason", body.reason))
        return await desk.do(request, id, "retry", lambda work: handling.retry(command, work))

    @router.post("/cases/{id}/reopen", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="重开")
    async def reopen(id: Id, body: schemas.ReasonBody, request: CommandRequestOf) -> Response:
        command = ask.Reopen(actor=request.actor, case_id=id, reason=await desk.sealed(id, "reason", body.reason))
        return await desk.do(request, id, "reopen", lambda work: handling.reopen(command, work))

    @router.post(
        "/cases/{id}/severity", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Weigh it anew"
    )
    async def severity(id: Id, body: schemas.SeverityBody, request: CommandRequestOf) -> Response:
        reason = await desk.sealed(id, "reason", body.reason)
        command = ask.ChangeSeverity(actor=request.actor, case_id=id, severity=body.severity, reason=reason)
        return await desk.do(request, id, "severity", lambda work: handling.change_severity(command, work))

    @router.post(
        "/cases/{id}/override-independence",
        responses=COMMANDING,
        response_model=schemas.CaseAnswer,
        summary="Let one person of the team complained of call",
    )
    async def override_independence(id: Id, body: schemas.OverrideBody, request: CommandRequestOf) -> Response:
        reason = await desk.sealed(id, "reason", body.reason)
        command = ask.OverrideIndependence(actor=request.actor, case_id=id, staff_id=body.staff_id, reason=reason)
        return await desk.do(request, id, "override", lambda work: handling.override_independence(command, work))

    @router.post(
        "/cases/{id}/complaint", responses=COMMANDING, response_model=schemas.CaseAnswer, summary="Became a complaint"
    )
    async def complaint(id: Id, body: schemas.ComplaintBody, request: CommandRequestOf) -> Response:
        command = ask.MarkComplaint(
            actor=request.actor,
            case_id=id,
            source=await desk.without_customer(id, body.source, numbers=True),
            number=await desk.without_customer(id, body.number) if body.number else None,
            complained_at=body.at,
            note=await desk.maybe(id, "note", body.note),
        )
        return await desk.do(request, id, "complaint", lambda work: handling.mark_complaint(command, work))
