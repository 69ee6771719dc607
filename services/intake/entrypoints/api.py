"""Intake's JSON routes: schema → reception → handler → answer."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from services.intake.application.commands import AmendReport, SubmitReport
from services.intake.application.handlers import Handlers, facts_of
from services.intake.application.ports import Rows
from services.intake.application.reception import Reception, count
from services.intake.application.views import Receipt, ReportView, view_of
from services.intake.domain import errors
from services.intake.domain.model import Report
from services.intake.domain.reporter import from_desk
from services.intake.entrypoints.schemas import DetailsBody, ReportBody
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.context import AppContext
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.web.commands import CommandRequestOf, SignedIn, answer
from shared.web.fast_path import FastRoute
from shared.web.messages import message_routes
from shared.web.schemas import COMMANDING, READING, Id, problems

REPORTS = "/api/intake/reports"
SUBMITTING = problems(401, 403, 409, 413, 422, 503)


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need."""

    context: AppContext
    database: Database
    command_queue: CommandQueue[Report]
    handlers: Handlers
    reception: Reception
    rows: Rows

    async def submit(self, body: ReportBody, request: CommandRequest) -> Response:
        """受理."""
        actor = request.actor
        stated = body.reporter_stated
        for_other = stated is not None or body.reporter_id not in (None, actor.staff_id)
        require(actor, Action.REPORT_FOR_OTHER if for_other else Action.REPORT)

        async def go(command: SubmitReport) -> Outcome:
            run = lambda work: self.handlers.submit(command, work)  # noqa: E731
            case_id = command.submission.case_id
            return await request.run(
                self.command_queue, "report", case_id, run, status=201, key_needed=True, new_subject=True
            )

        outcome = await self.reception.submit(
            body.plain_report(actor.staff_id),
            lambda said: from_desk(actor.person, said, body.call_id, actor.directory),
            go,
        )
        if outcome.repeated:
            return answer(outcome, 200, _where(json.loads(outcome.body)["id"]))
        count(outcome.value)
        return answer(outcome, 201, _where(outcome.value.id))

    @property
    def fast_routes(self) -> tuple[FastRoute, ...]:
        """Reports come in bursts, and every one of them is somebody waiting."""
        return (FastRoute(path=REPORTS, body=ReportBody, run=self.submit),)


def _where(case_id: str) -> dict[str, str]:
    return {"Location": f"{REPORTS}/{case_id}"}


def routes(api: Api) -> APIRouter:
    """Intake's router."""
    router = APIRouter(prefix="/api/intake", tags=["intake"])
    _reports(router, api)
    message_routes(router, api.database)
    return router


def _reports(router: APIRouter, api: Api) -> None:
    repeated: dict[int | str, dict[str, Any]] = {
        200: {"model": Receipt, "description": "The same report again: this key was used before."}
    }

    @router.post(
        "/reports",
        status_code=201,
        responses=repeated | SUBMITTING,
        response_model=Receipt,
        summary="受理: report a dissatisfaction",
    )
    async def submit(body: ReportBody, request: CommandRequestOf) -> Response:
        return await api.submit(body, request)

    @router.get("/reports/{id}", responses=READING, summary="One report as received, personal data masked")
    async def report(id: Id, actor: SignedIn) -> ReportView:
        found = await api.rows.find(id)
        if found is None:
            raise errors.unknown_report()
        require(actor, Action.READ_REPORT, facts_of(found))
        return view_of(found, await api.context.vault.key(id))

    @router.post("/reports/{id}/details", responses=COMMANDING, response_model=Receipt, summary="Add what was missing")
    async def details(id: Id, body: DetailsBody, request: CommandRequestOf) -> Response:
        async def go(command: AmendReport) -> Outcome:
            return await request.run(api.command_queue, "details", id, lambda work: api.handlers.amend(command, work))

        return answer(await api.reception.amend(id, request.actor, body.plain(), go))
