"""`/metrics`: counters of this process, and gauges read from the rows of the services that run in it.

Figures that only other machines know (a consumer's backlog) are read by a component of its own beforehand.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Select, bindparam, func, select

from shared.engine.db.database import DatabaseAway
from shared.engine.events.parking import DEAD, RETRYING
from shared.engine.loops import Component
from shared.engine.tables import messages, outbox, parked, timers
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.clock.steps import held_since
from shared.platform.context import AppContext
from shared.platform.settings import Profile, Settings
from shared.runtime.service import Service, StandardService
from shared.support import metrics
from shared.support.errors import Unauthenticated
from shared.support.host_clock import read_monotonic
from shared.web.schemas import problems

FRESH = timedelta(seconds=1)


def _counted(rows: Select[Any]) -> Select[Any]:
    """The number of rows, up to `metrics.COUNTED`: counting a million waiting rows would take too long."""
    return select(func.count().label("n")).select_from(rows.limit(metrics.COUNTED).subquery())


WAITING = _counted(select(outbox.c.position))
OLDEST = select(outbox.c.at).order_by(outbox.c.position).limit(1)
PENDING = _counted(select(timers.c.fire_at))
OVERDUE = _counted(select(timers.c.fire_at).where(timers.c.fire_at <= bindparam("now")))
PARKED = select(parked.c.state, func.count().label("n")).group_by(parked.c.state)
UNDELIVERED = _counted(select(messages.c.position).where(messages.c.delivered_at.is_(None)))


class Figures:
    """The text of `/metrics`, read again when it is older than `FRESH`: being asked often costs no more."""

    def __init__(
        self,
        context: AppContext,
        services: Sequence[Service],
        components: Sequence[Component],
        *,
        passed: Callable[[], timedelta] = read_monotonic,
    ) -> None:
        self._context = context
        self._standard = [service for service in services if isinstance(service, StandardService)]
        self._components = components
        self._passed = passed
        self._text = b""
        self._read_at: timedelta | None = None
        self._reading = asyncio.Lock()

    async def text(self) -> bytes:
        """The figures, at most `FRESH` old."""
        async with self._reading:
            if self._read_at is None or self._passed() - self._read_at >= FRESH:
                self._text = await self._read()
                self._read_at = self._passed()
            return self._text

    async def _read(self) -> bytes:
        for service in self._standard:
            try:
                await _read(self._context, service)
            except DatabaseAway:
                continue  # its gauges keep their last value; /readyz names it
        for component in self._components:
            metrics.failing.labels(component.name).set(component.failing is not None)
        clock = self._context.clock
        drift = clock.jumped() if isinstance(clock, AnchoredClock) else None
        metrics.clock_drift.set(drift.total_seconds() if drift else 0)
        metrics.clock_held.set(held_since(clock) is not None)
        return generate_latest(metrics.REGISTRY)


def metrics_route(context: AppContext, services: Sequence[Service], components: Sequence[Component]) -> APIRouter:
    """The route for Prometheus: in production only for the bearer of the token that is set."""
    router = APIRouter(tags=["health"])
    figures = Figures(context, services, components)

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response, responses=problems(401))
    async def scrape(request: Request) -> Response:
        _check(request, context.settings)
        return Response(await figures.text(), media_type=CONTENT_TYPE_LATEST)

    return router


def _check(request: Request, settings: Settings) -> None:
    """Raise `Unauthenticated` unless the caller may read the figures."""
    if settings.metrics_token is None:
        if settings.profile is Profile.DEMO:
            return
        raise Unauthenticated("unauthenticated", "Set HOTLINE_METRICS_TOKEN, and send it as a bearer token.")
    sent = request.headers.get("authorization", "").encode()
    if not compare_digest(sent, f"Bearer {settings.metrics_token}".encode()):
        raise Unauthenticated("unauthenticated", "Send the token of HOTLINE_METRICS_TOKEN as a bearer token.")


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
