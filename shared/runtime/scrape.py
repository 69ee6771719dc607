"""`/metrics`: counters of this process, and gauges read from the rows of the services that run in it.

Figures that only other machines know (a consumer's backlog) are read by a component of its own beforehand.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Select, bindparam, func, select

from shared.engine.db.database import DatabaseAway
from shared.engine.events.parking import DEAD, RETRYING
from shared.engine.loops import Component
from shared.engine.tables import messages, outbox, parked, timers
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.context import AppContext
from shared.runtime.service import Service, StandardService
from shared.support import metrics


def _counted(rows: Select[Any]) -> Select[Any]:
    """The number of rows, up to `metrics.COUNTED`: counting a million waiting rows would take too long."""
    return select(func.count().label("n")).select_from(rows.limit(metrics.COUNTED).subquery())


WAITING = _counted(select(outbox.c.position))
OLDEST = select(outbox.c.at).order_by(outbox.c.position).limit(1)
PENDING = _counted(select(timers.c.fire_at))
OVERDUE = _counted(select(timers.c.fire_at).where(timers.c.fire_at <= bindparam("now")))
PARKED = select(parked.c.state, func.count().label("n")).group_by(parked.c.state)
UNDELIVERED = _counted(select(messages.c.position).where(messages.c.delivered_at.is_(None)))


def metrics_route(context: AppContext, services: Sequence[Service], components: Sequence[Component]) -> APIRouter:
    """The route for Prometheus."""
    router = APIRouter(tags=["health"])
    standard = [service for service in services if isinstance(service, StandardService)]

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def scrape() -> Response:
        for service in standard:
            try:
                await _read(context, service)
            except DatabaseAway:
                continue  # its gauges keep their last value; /readyz names it
        for component in components:
            metrics.failing.labels(component.name).set(component.failing is not None)
        drift = context.clock.jumped() if isinstance(context.clock, AnchoredClock) else None
        metrics.clock_drift.set(drift.total_seconds() if drift else 0)
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return router


async def _read(context: AppContext, service: StandardService[Any]) -> None:
    now = context.clock.now()
    async with service.database.reading() as connection:
        [waiting] = await connection.execute(WAITING)
        oldest = await connection.execute(OLDEST)
        [pending] = await connection.execute(PENDING)
        [overdue] = await connection.execute(OVERDUE, {"now": now})
        [unsent] = await connection.execute(UNDELIVERED)
        states = {row["state"]: row["n"] for row in await connection.execute(PARKED)}
    metrics.outbox_events.labels(service.name).set(waiting["n"])
    metrics.outbox_age.labels(service.name).set((now - oldest[0]["at"]).total_seconds() if oldest else 0)
    metrics.timers_pending.labels(service.name).set(pending["n"])
    metrics.timers_overdue.labels(service.name).set(overdue["n"])
    metrics.undelivered.labels(service.name).set(unsent["n"])
    for state in (RETRYING, DEAD):
        metrics.parked_events.labels(service.name, state).set(states.get(state, 0))
