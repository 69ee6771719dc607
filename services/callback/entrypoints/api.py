"""Callback's JSON routes: what they need, the reading ones, and the revealing one. Commands are beside this module."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from services.callback.application.calls import CallHandlers
from services.callback.application.commands import Reveal
from services.callback.application.facts import facts_of
from services.callback.application.handlers import Handlers
from services.callback.application.handling import HandlingHandlers
from services.callback.application.ports import CaseReader, Draft, Policies
from services.callback.application.views import CaseDetail, TaskView, detail_view, task_view
from services.callback.domain.model import Case
from services.callback.domain.suggestion import suggested_unit
from services.callback.entrypoints.schemas import RevealBody
from shared.contracts.base import Sealed
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.platform.privacy.customer import open_customer
from shared.platform.privacy.reading import shown_text
from shared.platform.privacy.sealing import CaseKey
from shared.support.errors import NotFound
from shared.web.commands import CommandRequestOf, PageOf, SignedIn
from shared.web.messages import message_routes
from shared.web.schemas import COMMANDING, READING, Id, Listed, problems


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need."""

    context: AppContext
    database: Database
    command_queue: CommandQueue[Case]
    handlers: Handlers
    calls: CallHandlers
    handling: HandlingHandlers
    reader: CaseReader
    policies: Policies


def reading_routes(router: APIRouter, api: Api) -> None:
    """The queue, a case, the message box."""

    @router.get("/tasks", responses=problems(401, 403, 422, 503), summary="Calls to be made, in the queue's order")
    async def tasks(
        actor: SignedIn, page: PageOf, state: Annotated[Literal["queued", "claimed"], Query()] = "queued"
    ) -> Listed[TaskView]:
        require(actor, Action.READ_TASKS)
        now, skip = api.context.clock.now(), page.cursor or 0
        found = await api.reader.tasks(state, limit=page.limit + 1, skip=skip)
        shown = [
            task_view(case, case.open_call)
            for case in found[: page.limit]
            if case.open_call and may(actor, Action.READ_QUEUE, facts_of(case, actor.directory, now, actor.staff_id))
        ]
        more = len(found) > page.limit
        return Listed(items=shown, next=str(skip + page.limit) if more else None)

    @router.get("/cases/{id}", responses=READING, summary="One case, the customer masked")
    async def case(id: Id, actor: SignedIn) -> CaseDetail:
        found = await api.reader.find(id)
        now = api.context.clock.now()
        if found is None:
            raise NotFound("not_found", "There is no such case here, or it has not been filed yet.")
        require(actor, Action.READ_CASE, facts_of(found, actor.directory, now, actor.staff_id))
        suggested = suggested_unit(found, api.context.policies, actor.directory, now)
        key = await api.context.vault.key(id)
        drafts = await api.reader.drafts(id, actor.staff_id)
        return detail_view(
            found,
            key,
            drafts=tuple(_shown(draft, found, key) for draft in drafts),
            same_customer=tuple(await api.reader.same_customer(found)),
            suggested_unit_id=suggested.unit_id if suggested else None,
        )

    message_routes(router, api.database)


def reveal_route(router: APIRouter, api: Api) -> None:
    """Personal data in the clear: on record first, then shown; the answer is never stored."""

    @router.post("/cases/{id}/reveal", responses=COMMANDING, summary="Show personal data, with a reason, on record")
    async def reveal(id: Id, body: RevealBody, request: CommandRequestOf) -> dict[str, str | None]:
        key = await api.context.vault.key(id)
        if key is None:
            raise NotFound("not_found", "There is no such case here, or its personal data was erased.")
        command = Reveal(
            actor=request.actor, case_id=id, fields=tuple(body.fields), reason=key.seal("reason", body.reason)
        )
        outcome = await request.unrepeatable().run(
            api.command_queue, "reveal", id, lambda work: api.handling.reveal(command, work)
        )
        revealed: Case = outcome.value
        customer = open_customer(key, revealed.details.customer)
        text = revealed.details.text
        values = {name: getattr(customer, name, None) for name in body.fields if name != "text"}
        return values | ({"text": key.open("text", text) if text else None} if "text" in body.fields else {})


def _shown(draft: Draft, case: Case, key: CaseKey | None) -> Draft:
    note = shown_text(key, "note", Sealed(draft.note), case.details.customer) if draft.note else None
    return Draft(task=draft.task, at=draft.at, outcome=draft.outcome, note=note)
