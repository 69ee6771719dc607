"""Callback's JSON routes: what they need, and the reading ones. Commands are `cases` and `tasks`."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from services.callback.application.listed import CaseRowView, OrderRowView
from services.callback.application.looking import LookUseCases
from services.callback.application.ports import CaseFilter, CaseList, Figures
from services.callback.application.reading import Reading
from services.callback.application.task_use_cases import TaskUseCases
from services.callback.application.task_views import TaskRowView
from services.callback.application.unit_cases import UnitCases
from services.callback.application.use_cases import CaseUseCases
from services.callback.application.views import CaseDetail
from services.callback.domain.states import State
from shared.engine.db.database import Database
from shared.platform.identity.actor import Actor
from shared.platform.privacy.vault import Vault
from shared.web.audit import audit_routes
from shared.web.commands import PageOf, PlacePageOf, SignedIn, cursor_of
from shared.web.messages import message_routes
from shared.web.schemas import READING, Id, Listed, problems


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need. Database and vault are for the message box and the audit alone."""

    cases: CaseUseCases
    tasks: TaskUseCases
    reading: Reading
    looking: LookUseCases
    unit: UnitCases
    database: Database
    vault: Vault


def reading_routes(router: APIRouter, api: Api) -> None:
    """The queue, a case, the message box."""

    @router.get("/tasks", responses=problems(401, 403, 422, 503), summary="Calls to be made, in the queue's order")
    async def tasks(
        actor: SignedIn,
        page: PageOf,
        state: Annotated[Literal["queued", "claimed"], Query()] = "queued",
        mine: Annotated[bool, Query(description="those that one holds, each with its fence")] = False,
        waiting: Annotated[bool, Query(description="the first queued ones that are not to be tried yet")] = False,
    ) -> Listed[TaskRowView]:
        if mine:
            return Listed(items=await api.reading.mine(actor))
        if waiting:
            return Listed(items=(await api.reading.waiting(actor, limit=page.limit))[0])
        items, skip = await api.reading.tasks(actor, state, limit=page.limit, skip=page.cursor or 0)
        return Listed(items=items, next=str(skip) if skip is not None else None)

    @router.get("/tasks/today", responses=problems(401, 403, 422, 503), summary="Calls that ended today, and in time")
    async def today(actor: SignedIn) -> Figures:
        return await api.reading.today(actor)

    @router.get(
        "/cases", responses=problems(401, 403, 422, 503), summary="Cases this person may read, in a list's order"
    )
    async def cases(
        actor: SignedIn,
        page: PlacePageOf,
        unit: Annotated[
            Id | None, Query(description="the unit that leads or assists; `mine`: one's own", examples=["mine"])
        ] = None,
        handler: Annotated[Id | None, Query(description="the handler; `me`: oneself", examples=["me"])] = None,
        state: Annotated[State | None, Query(description="one state; ended ones are listed by state only")] = None,
        decides: Annotated[Literal["true", "me"] | None, Query(description="wait for one's own decision")] = None,
        reviewed: Annotated[
            bool | None, Query(description="archived ones that a supervisor has looked at, or has yet to look at")
        ] = None,
        order: Annotated[
            Literal["slack"], Query(description="by the time left; ended ones: those filed last first")
        ] = "slack",
        number: Annotated[
            str | None, Query(max_length=60, description="the one with this number", examples=["R261127-BEACH7PD"])
        ] = None,
    ) -> Listed[CaseRowView]:
        if number is not None:
            found = await api.reading.numbered(actor, number)
            return Listed(items=[found] if found is not None else [])
        filter_ = CaseFilter(
            unit_id=_unit(actor, unit), handler_id=_person(actor, handler), state=state, assisting=True
        )
        which = _list(state, decides=decides is not None, reviewed=reviewed)
        items, more = await api.reading.cases(actor, which, filter_, limit=page.limit, after=page.after)
        return Listed(items=items, next=cursor_of(more))

    @router.get("/orders", responses=problems(401, 403, 422, 503), summary="Supervision orders, the most urgent first")
    async def orders(
        actor: SignedIn,
        page: PlacePageOf,
        unit: Annotated[Id | None, Query(description="the lead unit; `mine`: one's own", examples=["mine"])] = None,
        open: Annotated[bool | None, Query(description="without an answer, or with one; else all")] = None,
    ) -> Listed[OrderRowView]:
        filter_ = CaseFilter(unit_id=_unit(actor, unit))
        items, more = await api.reading.orders(actor, filter_, is_open=open, limit=page.limit, after=page.after)
        return Listed(items=items, next=cursor_of(more))

    @router.get("/cases/{id}", responses=READING, summary="One case, the customer masked")
    async def case(id: Id, actor: SignedIn) -> CaseDetail:
        return await api.reading.case(actor, id)

    message_routes(router, api.database)
    audit_routes(router, api.database, api.vault)


def _list(state: State | None, *, decides: bool, reviewed: bool | None) -> CaseList:
    if reviewed is not None:
        return CaseList.REVIEWED if reviewed else CaseList.TO_REVIEW
    if decides:
        return CaseList.TO_DECIDE
    return CaseList.OPEN if state is None or state.open else CaseList.ENDED


def _unit(actor: Actor, unit: str | None) -> str | None:
    return actor.person.unit_id if unit == "mine" else unit


def _person(actor: Actor, staff_id: str | None) -> str | None:
    return actor.staff_id if staff_id == "me" else staff_id
