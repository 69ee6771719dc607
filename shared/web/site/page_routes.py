"""Refusals and failures of pages are pages: what happened, in the reader's language, and what can be done now."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from shared.engine.aggregates import GuardLost
from shared.engine.db.database import Collision, DatabaseAway
from shared.support import trace
from shared.support.errors import Conflict, Forbidden, Refusal, Unauthenticated
from shared.web.problems import answer_to, problem, status_of
from shared.web.site.forms import MEDIA_TYPE, check_origin
from shared.web.site.navigation import SESSION_ENDED, SIGN_IN
from shared.web.site.pages import site_pages
from shared.web.site.session import Viewer, language_of
from shared.web.site.step_up import SignInAgain

log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = 5
_AWAY = (DatabaseAway, GuardLost, Collision)


class PageRoute(APIRoute):
    """A route whose refusals are pages; who is not signed in is led to the sign-in page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its failures as pages."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                return failed(request, error)

        return answered


def page_router() -> APIRouter:
    """A router of pages, which the API's document does not list."""
    return APIRouter(route_class=PageRoute, include_in_schema=False)


def failed(request: Request, error: Exception) -> Response:
    """The page of a refusal or a failure."""
    if isinstance(error, Unauthenticated):
        return to_sign_in(request)
    if isinstance(error, SignInAgain):
        return sign_in_again(request.state.viewer, error)
    if isinstance(error, Refusal):
        return _page(request, status_of(error), code=error.code, error=error)
    if isinstance(error, RequestValidationError):
        return _page(request, 404, code="not_found")
    if isinstance(error, _AWAY):
        log.error("database away", extra={"action": "web.database_away"}, exc_info=error)
        return _page(request, 503, code="unavailable")
    route = getattr(request.scope.get("route"), "path", None)
    log.error("request failed", extra={"action": "web.failed", "route": route}, exc_info=error)
    return _page(request, 500, code="internal")


async def failed_or_problem(request: Request, error: Exception) -> Response:
    """What the framework refuses, such as an unknown address: a page for a browser outside the API, else a problem."""
    if _wants_page(request) and isinstance(error, HTTPException) and error.status_code in (404, 405):
        return _page(request, error.status_code, code="not_found")
    return await answer_to(request, error)


def refused_before(request: Request, refusal: Refusal, status: int) -> Response:
    """The answer to a request that is refused before its route is known: a page for a browser, else a problem."""
    if _wants_page(request):
        return _page(request, status, code=refusal.code, error=refusal)
    return problem(status, refusal.code, refusal.message, facts=refusal.facts)


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def to_sign_in(request: Request) -> Response:
    """To the sign-in page, and from there back to this page. A form of these pages goes along, with what was typed."""
    if request.method == "POST" and _is_own_form(request):
        address = f"{SESSION_ENDED}?form={quote(request.url.path, safe='/')}"
        return RedirectResponse(address, 307, headers={"Cache-Control": "no-store"})  # the browser sends it again there
    asked = request.url.query and f"?{request.url.query}"
    back = request.url.path + asked if request.method in ("GET", "HEAD") else ""
    query = f"?next={quote(back, safe='/')}" if back not in ("", "/") else ""
    return RedirectResponse(SIGN_IN + query, 303, headers={"Cache-Control": "no-store"})


def _is_own_form(request: Request) -> bool:
    """True for a form that a browser sent from one of these pages, and not by a script."""
    try:
        check_origin(request)
    except Forbidden:
        return False
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == MEDIA_TYPE and "application/json" not in request.headers.get("accept", "")


def sign_in_again(viewer: Viewer, asked: SignInAgain, refusal: Refusal | None = None) -> Response:
    """The page on which a person signs in again; it holds the form that was sent. `refusal`: of the last try."""
    values: dict[str, Any] = {"next": asked.back, "sent_to": asked.sent_to, "kept": asked.kept}
    values |= {"wall": viewer.context.wall(), "refusal": refusal}
    return site_pages().page("site/sign_in_again.html", viewer, status=status_of(refusal or asked), **values)


def _page(request: Request, status: int, *, code: str, error: Refusal | None = None) -> Response:
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    facts = error.facts if error is not None else {}
    by = viewer.actor.directory.person(facts.get("by")) if viewer is not None and facts.get("by") else None
    values: dict[str, Any] = {
        "code": code,
        "message": error.message if error is not None else "",
        "facts": facts,
        "by": by.name if by is not None else None,
        "moved_on": isinstance(error, Conflict),
        "trace": trace.current.get(),
    }
    if viewer is not None:
        answer = site_pages().page("site/failed.html", viewer, status=status, **values)
    else:
        context, language = request.app.state.context, language_of(request)
        answer = site_pages().anonymous("site/failed.html", language, context, status=status, **values)
    if "retry_after" in facts or status == 503:
        seconds = facts.get("retry_after", TRY_AGAIN_SECONDS)
        answer.headers["Retry-After"] = str(seconds)
        if request.method == "GET" and status in (404, 503):
            answer.headers["Refresh"] = str(max(2, int(seconds)))
    return answer
