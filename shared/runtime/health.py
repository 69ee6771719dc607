"""Alive and ready. Ready means able to do its own job; a late timer is an alarm, not a reason to be taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import literal, select

from shared.clocks import AnchoredClock
from shared.db.database import DatabaseAway
from shared.platform.house import House
from shared.runtime.loops import Part
from shared.runtime.service import Service

ASK = select(literal(1).label("one"))
READY = {"ready": True, "away": [], "degraded": {}, "clock_alarm": None}
NOT_READY = {"ready": False, "away": ["callback"], "degraded": {"callback.relay": "DatabaseAway"}, "clock_alarm": None}


def health_routes(house: House, services: Sequence[Service], parts: Sequence[Part]) -> APIRouter:
    """`/livez` and `/readyz`. A part that fails makes the process `degraded`, never unready."""
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
        failing = {part.name: part.failing for part in parts if part.failing}
        body = {"ready": not away, "away": away, "degraded": failing, "clock_alarm": _clock_alarm(house)}
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


def _clock_alarm(house: House) -> float | None:
    """By how many seconds the wall clock left the boot clock; None while they agree."""
    drift = house.clock.jumped() if isinstance(house.clock, AnchoredClock) else None
    return drift.total_seconds() if drift else None
