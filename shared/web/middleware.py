"""The outermost middleware: trace context, security headers, access log, request metrics.

A log line names the route, never the path or the query: these may hold a customer's number.
"""

import logging
from collections.abc import Iterable
from functools import cache

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.support import metrics, trace
from shared.support.host_clock import read_boot
from shared.support.ids import Ids, is_ours

log = logging.getLogger(__name__)

TRACEPARENT = b"traceparent"
NOSNIFF = (b"x-content-type-options", b"nosniff")
NO_STORE = (b"cache-control", b"no-store")
NO_SCRIPTS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestMiddleware:
    """ASGI middleware around all others."""

    def __init__(self, app: ASGIApp, ids: Ids) -> None:
        self._app = app
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._trace(scope)
        began, status = read_boot(), 500

        async def answered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _protected(message["headers"])
            await send(message)

        try:
            await self._app(scope, receive, answered)
        finally:
            _write(scope, status, (read_boot() - began).total_seconds())

    def _trace(self, scope: Scope) -> None:
        """Put the trace into the request's header and into `trace.current`.

        Each request has its own task, and so its own context: `current` need not be reset.
        """
        headers = [(name, value) for name, value in scope["headers"] if name != TRACEPARENT]
        brought = next((value for name, value in scope["headers"] if name == TRACEPARENT), b"")
        carried = trace.continue_trace(brought.decode("latin-1"), self._ids)
        trace.current.set(carried)
        scope["headers"] = [*headers, (TRACEPARENT, carried.encode())]


def _protected(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Answers are not guessed at, and not stored unless they say so; a page without a policy may do nothing."""
    names = dict(headers)
    safe = [*headers, NOSNIFF]
    if b"cache-control" not in names:
        safe.append(NO_STORE)
    if b"content-security-policy" not in names and names.get(b"content-type", b"").startswith(b"text/html"):
        safe.append(NO_SCRIPTS)
    return safe


@cache
def _figures(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return metrics.requests.labels(method, route, status), metrics.request_seconds.labels(method, route)


def _write(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", None)
    method = scope["method"] if scope["method"] in METHODS else "other"
    answered, took = _figures(method, route or "-", status)
    answered.inc()
    took.observe(seconds)
    case_id = scope.get("path_params", {}).get("id")
    ms = round(seconds * 1000, 1)
    facts = {"action": "web.request", "method": method, "route": route, "status": status, "ms": ms}
    if isinstance(case_id, str) and is_ours(case_id):
        facts["case_id"] = case_id
    quiet = method in ("GET", "HEAD") and status < 400
    log.log(logging.DEBUG if quiet else logging.INFO, "request", extra=facts)
