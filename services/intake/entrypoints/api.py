"""Intake's JSON routes: schema → use case → answer."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from services.intake.application.use_cases import UseCases
from services.intake.application.views import AmendReceipt, Receipt, ReportView
from services.intake.entrypoints.schemas import AmendBody, ReportBody
from shared.engine.db.database import Database
from shared.platform.command_request import CommandRequest
from shared.web.commands import CommandRequestOf, SignedIn, answer
from shared.web.fast_path import FastRoute
from shared.web.messages import message_routes
from shared.web.schemas import COMMANDING, READING, Id, problems

REPORTS = "/api/intake/reports"
SUBMITTING = problems(401, 403, 409, 413, 422, 503)


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need."""

    database: Database
    use_cases: UseCases

    async def report(self, body: ReportBody, request: CommandRequest) -> Response:
        """201 with the receipt of a new report, 200 with the first one when the key was used before."""
        outcome = await self.use_cases.report(body.plain_report(), request)
        case_id = json.loads(outcome.body)["id"] if outcome.repeated else outcome.value.id
        return answer(outcome, 200 if outcome.repeated else 201, {"Location": f"{REPORTS}/{case_id}"})

    @property
    def fast_routes(self) -> tuple[FastRoute, ...]:
        """Reports come in bursts, each with a person waiting (decision 0012)."""
        return (FastRoute(path=REPORTS, body=ReportBody, run=self.report),)


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
        return await api.report(body, request)

    @router.get("/reports/{id}", responses=READING, summary="One report as received, personal data masked")
    async def report(id: Id, actor: SignedIn) -> ReportView:
        return await api.use_cases.read(id, actor)

    @router.post(
        "/reports/{id}/details", responses=COMMANDING, response_model=AmendReceipt, summary="Add what was missing"
    )
    async def details(id: Id, body: AmendBody, request: CommandRequestOf) -> Response:
        return answer(await api.use_cases.amend(id, body.plain(), request, body.reason or None))
