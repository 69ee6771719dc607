"""Refusals over HTTP: RFC 9457 problems with a stable `code`, and the table from a kind of refusal to its status."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic_core import to_jsonable_python
from starlette.exceptions import HTTPException

from shared.engine.aggregates import GuardLost
from shared.engine.db.database import Collision, DatabaseAway
from shared.support.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooMany,
    Unauthenticated,
    Unavailable,
)

log = logging.getLogger(__name__)

STATUS: Mapping[type[Refusal], int] = {
    Invalid: 422,
    NotFound: 404,
    Forbidden: 403,
    Unauthenticated: 401,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}

NEWER_PHRASES = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Phrases of RFC 9110; older Pythons still have those before it."""

MEDIA_TYPE = "application/problem+json"


def title_of(status: int) -> str:
    """HTTP's own phrase for a status."""
    return NEWER_PHRASES.get(status) or HTTPStatus(status).phrase


def problem(
    status: int, code: str, detail: str, *, errors: tuple[FieldError, ...] = (), facts: Mapping[str, Any] | None = None
) -> JSONResponse:
    """A problem document. `facts` become members; `retry_after` is also sent as a header."""
    facts = dict(facts or {})
    body = {
        "type": f"urn:hotline:problem:{code}",
        "title": title_of(status),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [{"field": e.field, "code": e.code, "message": e.message} for e in errors],
        **to_jsonable_python(facts),
    }
    headers = {"Retry-After": str(facts["retry_after"])} if "retry_after" in facts else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every refusal and failure of this app answer with a problem document."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)


async def answer_to(request: Request, error: Exception) -> JSONResponse:
    """The problem document of an exception, the same as after `install`."""
    handler = next(handler for kind, handler in _HANDLERS.items() if isinstance(error, kind))
    return await handler(request, error)


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return next(status for kind, status in STATUS.items() if isinstance(refusal, kind))


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return problem(status_of(error), error.code, error.message, errors=error.errors, facts=error.facts)


async def _not_valid(request: Request, error: Exception) -> JSONResponse:
    """A request its schema refused. The values are not repeated: they may be personal data."""
    assert isinstance(error, RequestValidationError)
    errors = tuple(FieldError(place_of(one["loc"]), one["type"], one["msg"]) for one in error.errors())
    return problem(422, "invalid", "The request is not valid.", errors=errors)


def place_of(location: tuple[Any, ...]) -> str:
    """The name of the field as its sender knows it; `body` if it concerns the whole body."""
    if not location:
        return "body"
    if location[0] == "header":
        return str(location[-1]).title()
    if len(location) == 2 and isinstance(location[1], int):
        return "body"  # a position in a text that is not JSON
    return ".".join(str(part) for part in location if part not in ("body", "query", "path")) or str(location[0])


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:  # the framework could not read the body: nested too deeply, incomplete
        errors = (FieldError("body", "json_invalid", "This is not valid JSON."),)
        return problem(422, "invalid", "The request is not valid.", errors=errors)
    title = title_of(error.status_code)
    code, detail = _FRAMEWORK.get(error.status_code, (f"http_{error.status_code}", f"{title}."))
    answer = problem(error.status_code, code, detail)
    answer.headers.update(error.headers or {})
    return answer


async def _away(request: Request, error: Exception) -> JSONResponse:
    """The answer does not say *not stored*: whether the last commit succeeded is unknown."""
    log.error("database away", extra={"action": "web.database_away"}, exc_info=error)
    detail = "The database is not available. Send the same request with the same Idempotency-Key again."
    return problem(503, "unavailable", detail, facts={"retry_after": 1})


def _route(request: Request) -> str | None:
    """The route, not the path, which may hold personal data."""
    return getattr(request.scope.get("route"), "path", None)


async def _contended(request: Request, error: Exception) -> JSONResponse:
    """Other writers were faster in every try; nothing was decided."""
    log.warning("contended", extra={"action": "web.contended"}, exc_info=error)
    detail = "Too many requests change this at once. Send the same request with the same Idempotency-Key again."
    return problem(503, "contended", detail, facts={"retry_after": 1})


async def _failed(request: Request, error: Exception) -> JSONResponse:
    log.error("request failed", extra={"action": "web.failed", "route": _route(request)}, exc_info=error)
    return problem(500, "internal", "An error occurred; it is in the server's log.")


_FRAMEWORK = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this method."),
    413: ("too_large", "The body has more bytes than this address takes."),
}
"""Code and detail of what the framework itself refuses, by status."""

_HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[JSONResponse]]] = {
    Refusal: _refused,
    RequestValidationError: _not_valid,
    HTTPException: _http,
    DatabaseAway: _away,
    GuardLost: _contended,
    Collision: _contended,
    Exception: _failed,
}
"""Looked up in this order; the first kind that matches counts."""
