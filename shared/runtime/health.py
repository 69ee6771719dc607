"""Liveness and readiness. Ready means that the databases answer; a late timer or a failing loop is an alarm only."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import literal, select

from shared.engine.db.database import DatabaseAway
from shared.engine.loops import Component
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.context import AppContext
from shared.runtime.service import Service

ASK = select(literal(1).label("one"))
READY = {"ready": True, "away": [], "degraded": {}, "clock_alarm": None}
NOT_READY = {"ready": False, "away": ["callback"], "degraded": {"callback.relay": "DatabaseAway"}, "clock_alarm": None}


def health_routes(context: AppContext, services: Sequence[Service], components: Sequence[Component]) -> APIRouter:
    """`/livez` and `/readyz`. A failing component makes the process `degraded`, never unready."""
    router = APIRouter(tags=["health"])

    @router.get("/livez", summary="The process runs", responses={200: _example({"status": "alive"})})
    async def livez() -> dict[str, str]:
        return {"status": "alive"}

    @router.get(
        "/readyz",
        summary="It can do its job",
        responses={200: _example(READY), 503: _example(NOT_READY, "not ready")},
    )
    async def readyz() -> Response:
        away = [service.name for service in services if not await _answers(service)]
        failing = {component.name: component.failing for component in components if component.failing}
        body = {"ready": not away, "away": away, "degraded": failing, "clock_alarm": _clock_alarm(context)}
        return JSONResponse(body, 503 if away else 200)

    return router


def _example(body: Mapping[str, object], description: str = "") -> dict[str, Any]:
    stated = {"content": {"application/json": {"example": body}}}
    return stated | ({"description": description} if description else {})


async def _answers(service: Service) -> bool:
    try:
        async with service.database.reading() as connection:
            await connection.execute(ASK)
    except DatabaseAway:
        return False
    return True


def _clock_alarm(context: AppContext) -> float | None:
    """Seconds by which the wall clock differs from the boot clock after a jump; None while they agree."""
    drift = context.clock.jumped() if isinstance(context.clock, AnchoredClock) else None
    return drift.total_seconds() if drift else None
