"""`/metrics`: counters as they stand, gauges read from the rows of the services that run here.

What other machines have to be asked for (a consumer's backlog) is read by a part of its own, not while somebody waits.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Select, bindparam, func, select

from shared import metrics
from shared.clocks import AnchoredClock
from shared.db.database import DatabaseAway
from shared.messages.tables import messages
from shared.messaging.parking import DEAD, RETRYING
from shared.messaging.tables import outbox, parked
from shared.platform.house import House
from shared.runtime.loops import Part
from shared.runtime.service import Service
from shared.timers.tables import timers


def _counted(rows: Select[Any]) -> Select[Any]:
    """How many rows there are, up to `metrics.COUNTED`: a million that wait are not counted while they do."""
    return select(func.count().label("n")).select_from(rows.limit(metrics.COUNTED).subquery())


WAITING = _counted(select(outbox.c.position))
OLDEST = select(outbox.c.at).order_by(outbox.c.position).limit(1)
PENDING = _counted(select(timers.c.fire_at))
OVERDUE = _counted(select(timers.c.fire_at).where(timers.c.fire_at <= bindparam("now")))
PARKED = select(parked.c.state, func.count().label("n")).group_by(parked.c.state)
UNDELIVERED = _counted(select(messages.c.position).where(messages.c.delivered_at.is_(None)))


def metrics_route(house: House, services: Sequence[Service], parts: Sequence[Part]) -> APIRouter:
    """The route for Prometheus."""
    router = APIRouter(tags=["health"])

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def scrape() -> Response:
        for service in services:
            try:
                await _read(house, service)
            except DatabaseAway:
                continue  # the gauges stay as they were; /readyz says that it is away
        for part in parts:
            metrics.failing.labels(part.name).set(part.failing is not None)
        drift = house.clock.jumped() if isinstance(house.clock, AnchoredClock) else None
        metrics.clock_drift.set(drift.total_seconds() if drift else 0)
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return router


async def _read(house: House, service: Service) -> None:
    now = house.clock.now()
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
