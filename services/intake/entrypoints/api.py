"""Intake's JSON routes: schema → use case → answer."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from services.intake.application.looking import LookUseCases
from services.intake.application.use_cases import UseCases
from services.intake.application.views import AmendReceipt, CountView, NewReceipt, ReportView, RevisionView
from services.intake.entrypoints.schemas import AmendBody, ReportBody
from shared.engine.db.database import Database
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.vault import Vault
from shared.platform.rates import Rate
from shared.web.audit import audit_routes
from shared.web.commands import CommandRequestOf, SignedIn, answer
from shared.web.fast_path import FastRoute
from shared.web.lookups import LookUpBody
from shared.web.messages import message_routes
from shared.web.revealing import RevealBody
from shared.web.schemas import COMMANDING, LOOKING, READING, Id, Listed, problems

REPORTS = "/api/intake/reports"
SUBMITTING = problems(401, 403, 409, 413, 422, 429, 503)


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the routes need."""

    database: Database
    vault: Vault
    use_cases: UseCases
    looking: LookUseCases
    rate: Rate

    async def report(self, body: ReportBody, request: CommandRequest) -> Response:
        """201 with the receipt of a new report, 200 with the first one when the key was used before."""
        self.rate.spend(request.sender, request.key or request.fingerprint)
        outcome = await self.use_cases.report(body.plain_report(), request)
        return answer(outcome, 200 if outcome.repeated else 201, {"Location": f"{REPORTS}/{case_id_of(outcome)}"})

    @property
    def fast_routes(self) -> tuple[FastRoute, ...]:
        """Reports come in bursts, each with a person waiting (decision 0012)."""
        return (FastRoute(path=REPORTS, body=ReportBody, run=self.report),)


def case_id_of(outcome: Outcome) -> str:
    """The id of the report that was accepted, now or when its key was used before."""
    return str(json.loads(outcome.body)["id"] if outcome.repeated else outcome.value.id)


def routes(api: Api) -> APIRouter:
    """Intake's router."""
    router = APIRouter(prefix="/api/intake", tags=["intake"])
    _reports(router, api)
    _looking(router, api.looking)
    message_routes(router, api.database)
    audit_routes(router, api.database, api.vault)
    return router


def _reports(router: APIRouter, api: Api) -> None:
    repeated: dict[int | str, dict[str, Any]] = {
        200: {"model": NewReceipt, "description": "The same report again: this key was used before."}
    }

    @router.post(
        "/reports",
        status_code=201,
        responses=repeated | SUBMITTING,
        response_model=NewReceipt,
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


def _looking(router: APIRouter, use_cases: LookUseCases) -> None:
    @router.get("/reports/{id}/revisions", responses=READING, summary="Each wording of a report, masked")
    async def revisions(id: Id, actor: SignedIn) -> Listed[RevisionView]:
        return Listed(items=await use_cases.revisions(id, actor))

    @router.post("/reports/{id}/reveal", responses=LOOKING, summary="Show personal data, with a reason, on record")
    async def reveal(id: Id, body: RevealBody, request: CommandRequestOf) -> dict[str, str | None]:
        return await use_cases.reveal(request, id, body.asked())

    @router.post("/lookups", responses=LOOKING, summary="How many reports a customer has, by a number, for a purpose")
    async def look_up(body: LookUpBody, request: CommandRequestOf) -> CountView:
        return await use_cases.look_up(request, body.asked())
