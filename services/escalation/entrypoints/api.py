"""Escalation's JSON routes: schema → command → handler → answer."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.escalation.application.commands import Acknowledge, Escalate, FileNow, Settle
from services.escalation.application.handlers import Handlers, facts_of
from services.escalation.application.ports import CaseReader
from services.escalation.application.views import CaseView, view_of, visible
from services.escalation.domain import errors
from services.escalation.domain.model import Case
from services.escalation.entrypoints.schemas import Note, text_of
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.platform.privacy.reading import masked_note
from shared.web.commands import CommandRequestOf, PageOf, SignedIn, answer
from shared.web.messages import message_routes
from shared.web.schemas import COMMANDING, READING, Id, Listed


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need."""

    context: AppContext
    database: Database
    command_queue: CommandQueue[Case]
    handlers: Handlers
    reader: CaseReader


def routes(api: Api) -> APIRouter:
    """Escalation's router."""
    router = APIRouter(prefix="/api/escalation", tags=["escalation"])
    _reading(router, api)
    _commands(router, api)
    message_routes(router, api.database)
    return router


def _reading(router: APIRouter, api: Api) -> None:
    @router.get("/cases", responses=READING, summary="On-site cases this person may see")
    async def cases(
        actor: SignedIn,
        page: PageOf,
        live: Annotated[bool, Query(description="only those with a clock running")] = False,
    ) -> Listed[CaseView]:
        items, more = await visible(
            api.reader,
            lambda case: may(actor, Action.READ_ONSITE, facts_of(case)),
            live=live,
            limit=page.limit,
            skip=page.cursor or 0,
        )
        return Listed(items=items, next=str(more) if more else None)

    @router.get("/cases/{id}", responses=READING, summary="One on-site case")
    async def case(id: Id, actor: SignedIn) -> CaseView:
        found = await api.reader.find(id)
        if found is None:
            raise errors.not_open_yet()
        require(actor, Action.READ_ONSITE, facts_of(found))
        note = await masked_note(api.context.vault, found.id, "note", found.settled_note, found.details.customer)
        return view_of(found, note)


def _commands(router: APIRouter, api: Api) -> None:
    vault = api.context.vault
    handlers = api.handlers

    @router.post(
        "/cases/{id}/acknowledge", responses=COMMANDING, response_model=CaseView, summary="介入: a leader steps in"
    )
    async def acknowledge(id: Id, request: CommandRequestOf, body: Note | None = None) -> Response:
        note = await vault.seal(id, "note", text_of(body))
        command = Acknowledge(case_id=id, actor=request.actor, note=note)
        return answer(
            await request.run(api.command_queue, "acknowledge", id, lambda work: handlers.acknowledge(command, work))
        )

    @router.post(
        "/cases/{id}/settle", responses=COMMANDING, response_model=CaseView, summary="化解: the customer is calmed"
    )
    async def settle(id: Id, request: CommandRequestOf, body: Note | None = None) -> Response:
        note = await vault.seal(id, "note", text_of(body))
        command = Settle(case_id=id, actor=request.actor, note=note)
        return answer(await request.run(api.command_queue, "settle", id, lambda work: handlers.settle(command, work)))

    @router.post(
        "/cases/{id}/escalate", responses=COMMANDING, response_model=CaseView, summary="升级: tell the next level now"
    )
    async def escalate(id: Id, request: CommandRequestOf, body: Note | None = None) -> Response:
        command = Escalate(case_id=id, actor=request.actor)
        return answer(
            await request.run(api.command_queue, "escalate", id, lambda work: handlers.escalate(command, work))
        )

    @router.post(
        "/cases/{id}/file", responses=COMMANDING, response_model=CaseView, summary="启动流程: hand over to 95518"
    )
    async def file(id: Id, request: CommandRequestOf, body: Note | None = None) -> Response:
        note = await vault.seal(id, "note", text_of(body))
        command = FileNow(case_id=id, actor=request.actor, note=note)
        return answer(await request.run(api.command_queue, "file", id, lambda work: handlers.file(command, work)))
