"""Who looks at a page: the cookie's session, the person with their rights of now, and the language.

A cookie opens pages and nothing else: the routes of the API take bearer tokens only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from shared.platform.context import AppContext
from shared.platform.identity.actor import Actor, actor_of
from shared.platform.identity.sessions import LONGEST, Session
from shared.platform.settings import Profile
from shared.support.errors import Unauthenticated
from shared.web.address import client_address
from shared.web.commands import ContextOf
from shared.web.site.words import CHINESE, preferred

NO_PAGES = ("/api/", "/live/", "/parts/", "/static/", "/wecom/", "/sign-out", "/language")
"""Below these addresses there is no page to go to."""
COOKIE, DEMO_COOKIE = "__Host-hotline", "hotline-demo"
LANGUAGE_COOKIE = "hotline-language"
YEAR_SECONDS = 31_536_000
KNOWN_FOR = LONGEST + timedelta(hours=12)
"""How long a browser keeps the cookie: beyond the session, so that a form sent after its end is known to be its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewer:
    """A signed-in person, their session, and the language of their pages."""

    actor: Actor
    session: Session
    language: str
    context: AppContext
    answers_form: bool = False  # the page is the answer to a form, and cannot be opened by its address

    @property
    def now(self) -> datetime:
        """The hotline's time at which the request came."""
        return self.actor.at

    @property
    def session_left(self) -> int:
        """Seconds until the session ends unless it is used again; of the host's real time."""
        return max(0, int((self.session.ends_at - self.context.wall()).total_seconds()))

    async def still_valid(self) -> "Viewer | None":
        """The same person with their rights of now; None once the session has ended, or they have left.

        An open stream looks it up, which is no use of the session: pages that are visible ask for their lists.
        """
        try:
            return await viewer_of(self.context, self.session.secret, self.session.address, self.language, used=False)
        except Unauthenticated:
            return None


async def viewer_of(
    context: AppContext, secret: str, address: str | None, language: str, *, used: bool = True
) -> Viewer:
    """The viewer of a session's secret. Raises `Unauthenticated` if it has ended, or the person has left."""
    session = await context.sessions.find(secret, context.wall(), used=used)
    if session is None:
        raise Unauthenticated("session_ended", "This session has ended; sign in again.")
    now = context.clock.now()
    await context.directory.follow(now)
    via = {"by_session": session.session_id} | ({"by_address": address} if address else {})
    actor = actor_of(session.staff_id, context.directory.current, now, via)
    return Viewer(actor=actor, session=session, language=language, context=context)


async def optional_viewer(request: Request, context: ContextOf) -> Viewer | None:
    """The viewer of a request, None without a valid session."""
    secret = secret_of(request.cookies)
    if secret is None:
        return None
    address = client_address(request.scope, context.settings)
    try:
        viewer = await viewer_of(context, secret, address, language_of(request))
    except Unauthenticated:
        return None
    viewer = replace(viewer, answers_form=request.method == "POST")
    request.state.viewer = viewer
    return viewer


async def onlooker(request: Request, context: AppContext, *, used: bool = False) -> Viewer | None:
    """The viewer of what a script asks for at intervals: unless `used`, it is no use of the session."""
    try:
        return await viewer_of(context, secret_of(request.cookies) or "", None, language_of(request), used=used)
    except Unauthenticated:
        return None


async def current_viewer(viewer: Annotated[Viewer | None, Depends(optional_viewer)]) -> Viewer:
    """The viewer of a request. Raises `Unauthenticated`, which a page answers with the way to the sign-in page."""
    if viewer is None:
        raise Unauthenticated("session_missing", "Sign in first.")
    return viewer


OptionalViewer = Annotated[Viewer | None, Depends(optional_viewer)]
CurrentViewer = Annotated[Viewer, Depends(current_viewer)]


def language_of(request: Request) -> str:
    """The language of the answer."""
    return preferred(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", CHINESE))


def secret_of(cookies: Mapping[str, str]) -> str | None:
    """The secret of the session in a request's cookies."""
    return cookies.get(COOKIE) or cookies.get(DEMO_COOKIE) or None


def set_cookie(response: Response, context: AppContext, secret: str) -> None:
    """Give the browser its session. The demo, which has no TLS, does without `Secure`: some browsers want it so."""
    demo = context.settings.profile is Profile.DEMO
    response.set_cookie(
        DEMO_COOKIE if demo else COOKIE,
        secret,
        max_age=round(KNOWN_FOR.total_seconds()),
        path="/",
        secure=not demo,
        httponly=True,
        samesite="lax",
    )


def drop_cookies(response: Response) -> None:
    """Take the session from the browser, and what the pages keep in it."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    response.delete_cookie(DEMO_COOKIE, path="/", httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"storage"'


def set_language(response: Response, language: str) -> None:
    """Remember the language for a year."""
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_SECONDS, path="/", httponly=True, samesite="lax")


def own_path(path: str | None) -> str:
    """The page after signing in: a path of these pages, `/` for all else."""
    if path is None or not path.isprintable() or "\\" in path or path.startswith(NO_PAGES):
        return "/"
    parts = urlsplit(path)
    fine = path.startswith("/") and not path.startswith("//") and not (parts.scheme or parts.netloc)
    return path if fine else "/"
