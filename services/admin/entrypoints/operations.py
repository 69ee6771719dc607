"""The routes of operations: health, dead letters, and every event of a case."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from services.admin.application.health import HealthReading
from services.admin.application.operations import Operations
from services.admin.application.views import CaseEvents, DeadLetter, Health
from services.admin.entrypoints.caller import Caller
from shared.platform.identity.actions import Action
from shared.web.schemas import Id, Listed, problems

LINES = "application/x-ndjson"
AWAY = "Services-Away"
A_LINE = '{"service": "intake", "sequence": 1, "type": "hotline.intake.report.accepted.v1", "data": {}}\n'
READING = problems(401, 403, 422, 503)
ACTING = problems(401, 403, 404, 409, 413, 422, 503)
AS_LINES = {
    "description": "A JSON line an event, by time",
    "content": {LINES: {"example": A_LINE}},
    "headers": {
        AWAY: {
            "description": "Services whose database did not answer: their events are missing",
            "schema": {"type": "string"},
        }
    },
}

Position = Annotated[int, Path(ge=1, lt=2**53)]


class ListedDeadLetters(Listed[DeadLetter]):
    """Dead letters; `away` are the services whose database did not answer: theirs are missing."""

    away: list[str] = Field(default=[])


def operation_routes(
    router: APIRouter, operations: Operations, health: HealthReading, caller: Callable[..., Any]
) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.get("/health", responses=problems(401, 403, 503), summary="What waits in each service, how its loops run")
    async def health_now(by: By) -> Health:
        by.must(Action.READ_HEALTH)
        return await health.health()

    @router.get("/dead-letters", responses=READING, summary="Events that consumers gave up on, in all services")
    async def dead_letters(by: By) -> ListedDeadLetters:
        by.must(Action.READ_DEAD_LETTERS)
        found = await operations.dead_letters()
        return ListedDeadLetters(items=list(found.items), away=list(found.away))

    @router.post(
        "/dead-letters/{service}/{position}/replay", status_code=204, responses=ACTING, summary="Try one again"
    )
    async def replay(service: Id, position: Position, by: By) -> None:
        by.must(Action.OPERATE)
        await operations.replay(service, position, by=by.by)

    @router.get(
        "/cases/{id}/events",
        responses=problems(401, 403, 404, 422, 503) | {200: AS_LINES},
        response_class=Response,
        summary="Every event of a case in all services, a JSON line each; personal data stays sealed",
    )
    async def events(id: Id, by: By) -> Response:
        by.must(Action.READ_TIMELINE)
        return _as_lines(await operations.events_of_case(id, by=by.by))


def _as_lines(found: CaseEvents) -> Response:
    lines = (f"{json.dumps(asdict(event), ensure_ascii=False)}\n" for event in found.events)
    headers = {AWAY: ", ".join(found.away)} if found.away else {}
    return Response("".join(lines), headers=headers, media_type=LINES)
