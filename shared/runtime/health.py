"""Liveness and readiness. Ready means that the databases take writes and have space (`shared.runtime.readiness`).

A late timer, a bus that is away or a failing loop is an alarm only.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from shared.engine.db.database import Cause
from shared.engine.loops import Component
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.clock.steps import held_since
from shared.platform.context import AppContext
from shared.runtime.readiness import Readiness

HELD = "The clock is held: it was implausible at the last boot. Look at the host's clock, then confirm or set back."
FAILED = "Its last round failed ({kind}) and is tried again; the log has more."
READY = {"ready": True, "away": [], "degraded": {}, "clock_alarm": None}
NOT_READY = {
    "ready": False,
    "away": ["callback"],
    "degraded": {"callback.database": Cause.FULL, "callback.relay": FAILED.format(kind="DatabaseAway")},
    "clock_alarm": None,
}


def health_routes(context: AppContext, readiness: Readiness, components: Sequence[Component]) -> APIRouter:
    """`/livez` and `/readyz`. `degraded` says in a sentence what fails; a component alone never makes it unready."""
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
        found = await readiness.findings()
        failing = {each.name: FAILED.format(kind=each.failing) for each in components if each.failing}
        if held_since(context.clock) is not None:
            failing["clock"] = HELD
        body = {
            "ready": not found.unready,
            "away": list(found.away),
            "degraded": failing | dict(found.alarms) | dict(found.unready),
            "clock_alarm": _clock_alarm(context),
        }
        return JSONResponse(body, 503 if found.unready else 200)

    return router


def _example(body: Mapping[str, object], description: str = "") -> dict[str, Any]:
    stated = {"content": {"application/json": {"example": body}}}
    return stated | ({"description": description} if description else {})


def _clock_alarm(context: AppContext) -> float | None:
    """Seconds by which the wall clock differs from the boot clock after a jump; None while they agree."""
    drift = context.clock.jumped() if isinstance(context.clock, AnchoredClock) else None
    return drift.total_seconds() if drift else None
