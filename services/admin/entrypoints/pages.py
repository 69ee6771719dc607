"""Administration's pages: signing in and out, the language, one's own sessions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from services.admin.application.ports import By
from services.admin.application.signing_in import ENDED, SigningIn
from services.admin.entrypoints.kept_forms import NOTHING_KEPT, kept_form
from services.admin.entrypoints.pages_everyone import everyones_routes
from services.admin.entrypoints.presenters import own_card
from shared.support.errors import Refusal
from shared.web.address import client_address
from shared.web.problems import status_of
from shared.web.schemas import Body, Id
from shared.web.site.forms import EMPTY, FilledForm, check_origin, filled, read_pairs, submit
from shared.web.site.navigation import SESSION_ENDED, SIGN_IN
from shared.web.site.page_routes import page_router
from shared.web.site.pages import Pages, site_pages
from shared.web.site.session import (
    CurrentViewer,
    OptionalViewer,
    drop_cookies,
    language_of,
    own_path,
    set_cookie,
    set_language,
    viewer_of,
)
from shared.web.site.words import LANGUAGES


class NoFields(Body):
    """A form of one button."""


def page_routes(signing_in: SigningIn) -> APIRouter:
    """The router of administration's pages."""
    router = page_router()
    pages = Pages("admin", Path(__file__).parent)
    pages.assets(router)
    _signing_in(router, pages, signing_in)
    _own(router, pages, signing_in)
    everyones_routes(router, pages)
    return router


def _signing_in(router: APIRouter, pages: Pages, signing_in: SigningIn) -> None:
    def sign_in_page(
        request: Request,
        viewer: OptionalViewer,
        next_path: str,
        refusal: Refusal | None = None,
        kept: Mapping[str, str] = NOTHING_KEPT,
    ) -> Response:
        return pages.anonymous(
            "sign_in.html",
            viewer.language if viewer else language_of(request),
            signing_in.context,
            status=status_of(refusal) if refusal else 200,
            signed_in=viewer.actor.person if viewer else None,
            groups=signing_in.demo_people(),
            next=next_path,
            refusal=refusal,
            kept=kept,
        )

    @router.get(SIGN_IN)
    async def sign_in(request: Request, viewer: OptionalViewer) -> Response:
        return sign_in_page(request, viewer, own_path(request.query_params.get("next")))

    @router.post(SIGN_IN)
    async def signed_in(request: Request, viewer: OptionalViewer) -> Response:
        """A session for a person of the demo (`staff_id`) or the person of a token (`token`)."""
        check_origin(request)
        typed = dict(read_pairs(request, await request.body()))
        back = own_path(typed.get("next"))
        address = client_address(request.scope, signing_in.context.settings)
        try:
            if typed.get("staff_id"):
                session = await signing_in.as_demo_person(typed["staff_id"], address)
            else:
                session = await signing_in.by_token(typed.get("token", ""), address)
        except Refusal as refusal:
            kept = {name: typed.get(name, "") for name in NOTHING_KEPT}
            return sign_in_page(request, viewer, back, refusal, kept)
        if viewer is not None:  # another person at the same browser: the session before ends
            await signing_in.end(viewer.session.session_id, By(viewer.actor.staff_id, viewer.actor.via))
        form = await kept_form(signing_in.context, request.cookies, typed, session)
        answer: Response = RedirectResponse(back, 303)
        if form is not None:
            again = await viewer_of(signing_in.context, session.secret, address, language_of(request))
            answer = site_pages().page("site/kept_form.html", again, next=back, sent_to=form[0], fields=form[1])
        set_cookie(answer, signing_in.context, session.secret)
        return answer

    @router.post(SESSION_ENDED)
    async def ended(request: Request, viewer: OptionalViewer) -> Response:
        """A form that was sent after the end of its session: what was typed waits on the sign-in page."""
        check_origin(request)
        raw = await request.body()
        read_pairs(request, raw)
        kept = {"sent_to": own_path(request.query_params.get("form")), "kept": raw.decode()}
        return sign_in_page(request, viewer, "/", kept=kept)

    @router.post("/sign-out")
    async def sign_out(viewer: OptionalViewer, request: Request) -> Response:
        check_origin(request)
        if viewer is not None:
            await signing_in.end(viewer.session.session_id, By(viewer.actor.staff_id, viewer.actor.via))
        answer = RedirectResponse(SIGN_IN, 303)
        drop_cookies(answer)
        return answer

    @router.post("/language")
    async def language(request: Request) -> Response:
        check_origin(request)
        chosen = dict(read_pairs(request, await request.body())).get("language", "")
        came_from = request.headers.get("referer", "")
        path = "/" + came_from.partition("://")[2].partition("/")[2]
        answer = RedirectResponse(own_path(path), 303)
        if chosen in LANGUAGES:
            set_language(answer, chosen)
        return answer


def _own(router: APIRouter, pages: Pages, signing_in: SigningIn) -> None:
    async def me_page(viewer: CurrentViewer, form: FilledForm[NoFields] = EMPTY) -> Response:
        found = await signing_in.sessions_of(viewer.actor.staff_id)
        wall = signing_in.context.wall()
        card = own_card(viewer.actor)
        return pages.page("me.html", viewer, status=form.status, form=form, sessions=found, wall=wall, card=card)

    @router.get("/me")
    async def me(viewer: CurrentViewer) -> Response:
        return await me_page(viewer)

    @router.post("/me/sessions/{id}/end")
    async def end(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[NoFields], Depends(filled(NoFields))]
    ) -> Response:
        by = By(viewer.actor.staff_id, viewer.actor.via)
        return await submit(
            viewer,
            form,
            lambda request: signing_in.end(id, by, why=ENDED),
            then="/me",
            again=lambda again: me_page(viewer, again),
        )
