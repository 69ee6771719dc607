"""Callback's JSON routes: what they need, and the reading ones. Commands are `cases` and `tasks`."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from services.callback.application.reading import Reading
from services.callback.application.task_use_cases import TaskUseCases
from services.callback.application.use_cases import CaseUseCases
from services.callback.application.views import CaseDetail, TaskView
from shared.engine.db.database import Database
from shared.web.commands import PageOf, SignedIn
from shared.web.messages import message_routes
from shared.web.schemas import READING, Id, Listed, problems


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need. The database is for the message box alone."""

    cases: CaseUseCases
    tasks: TaskUseCases
    reading: Reading
    database: Database


def reading_routes(router: APIRouter, api: Api) -> None:
    """The queue, a case, the message box."""

    @router.get("/tasks", responses=problems(401, 403, 422, 503), summary="Calls to be made, in the queue's order")
    async def tasks(
        actor: SignedIn, page: PageOf, state: Annotated[Literal["queued", "claimed"], Query()] = "queued"
    ) -> Listed[TaskView]:
        items, skip = await api.reading.tasks(actor, state, limit=page.limit, skip=page.cursor or 0)
        return Listed(items=items, next=str(skip) if skip is not None else None)

    @router.get("/cases/{id}", responses=READING, summary="One case, the customer masked")
    async def case(id: Id, actor: SignedIn) -> CaseDetail:
        return await api.reading.case(actor, id)

    message_routes(router, api.database)
