"""Administration's pages: signing in and out, the language, one's own sessions. Others have modules of their own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from services.admin.application.checking import CheckedDirectories
from services.admin.application.ports import By
from services.admin.application.signing_in import ENDED, SigningIn
from services.admin.application.use_cases import UseCases
from services.admin.entrypoints.kept_forms import NOTHING_KEPT, kept_form
from services.admin.entrypoints.pages_admin import AdminPages, NoFields, overview_routes
from services.admin.entrypoints.pages_audit import AuditPages, audit_page_routes
from services.admin.entrypoints.pages_credentials import CredentialPages, credential_routes
from services.admin.entrypoints.pages_directory import DirectoryPages, directory_page_routes
from services.admin.entrypoints.pages_everyone import everyones_routes
from services.admin.entrypoints.pages_operations import OperationPages, operation_page_routes
from services.admin.entrypoints.pages_policies import PolicyPages, policy_page_routes
from services.admin.entrypoints.pages_retention import RetentionPages, retention_page_routes
from services.admin.entrypoints.presenters import own_card
from shared.platform.context import AppContext
from shared.platform.shown_names import ShownNames
from shared.support.errors import Refusal
from shared.web.address import client_address
from shared.web.problems import status_of
from shared.web.schemas import Id
from shared.web.site.forms import EMPTY, FilledForm, check_origin, filled, read_pairs, submit
from shared.web.site.navigation import SESSION_ENDED, SIGN_IN
from shared.web.site.page_routes import page_router, sign_in_again
from shared.web.site.pages import Pages, site_pages
from shared.web.site.session import (
    CurrentViewer,
    OptionalViewer,
    drop_cookies,
    language_of,
    own_path,
    secret_of,
    set_cookie,
    set_language,
    viewer_of,
)
from shared.web.site.step_up import SIGN_IN_AGAIN, SignInAgain
from shared.web.site.words import LANGUAGES


def page_routes(uses: UseCases, checked: CheckedDirectories, context: AppContext) -> APIRouter:
    """The router of administration's pages."""
    router = page_router()
    pages = Pages("admin", Path(__file__).parent)
    pages.assets(router)
    _signing_in(router, pages, uses.signing_in)
    _own(router, pages, uses.signing_in)
    _administering(router, AdminPages(pages=pages, context=context), uses, checked)
    everyones_routes(router, pages)
    return router


def _administering(router: APIRouter, admin: AdminPages, uses: UseCases, checked: CheckedDirectories) -> None:
    shown = ShownNames(admin.context.clock, admin.context.security)
    overview_routes(router, admin)
    directory_page_routes(
        router, DirectoryPages(admin=admin, administration=uses.administration, checked=checked, shown=shown)
    )
    policy_page_routes(router, PolicyPages(admin=admin))
    credential_routes(
        router, CredentialPages(admin=admin, administration=uses.administration, signing_in=uses.signing_in)
    )
    audit_page_routes(router, AuditPages(admin=admin, overseeing=uses.overseeing))
    retention_page_routes(
        router, RetentionPages(admin=admin, retention=uses.retention, holding=uses.holding, erasing=uses.erasing)
    )
    operation_page_routes(
        router,
        OperationPages(admin=admin, operations=uses.operations, decisions=uses.clock, health=uses.health),
    )


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
            if viewer is not None and kept["kept"]:
                return sign_in_again(viewer, SignInAgain(back, own_path(kept["sent_to"]), kept["kept"]), refusal)
            return sign_in_page(request, viewer, back, refusal, kept)
        form = await kept_form(signing_in.context, request.cookies, typed, session)
        if viewer is not None:  # perhaps another person at the same browser: the session before ends
            await signing_in.end(viewer.session.session_id, By(viewer.actor.staff_id, viewer.actor.via))
        answer: Response = RedirectResponse(back, 303)
        if form is not None:
            again = await viewer_of(signing_in.context, session.secret, address, language_of(request))
            answer = site_pages().page("site/kept_form.html", again, next=back, sent_to=form[0], fields=form[1])
        set_cookie(answer, signing_in.context, session.secret)
        return answer

    @router.get(SIGN_IN_AGAIN)
    async def again(request: Request, viewer: CurrentViewer) -> Response:
        """For what a page cannot hold for them: files. They sign in again before they choose them."""
        answer = sign_in_again(viewer, SignInAgain(own_path(request.query_params.get("next"))))
        answer.status_code = 200
        return answer

    @router.post(SESSION_ENDED)
    async def ended(request: Request, viewer: OptionalViewer) -> Response:
        """A form that was sent after the end of its session: what was typed waits on the sign-in page."""
        check_origin(request)
        raw = await request.body()
        read_pairs(request, raw)
        secret = secret_of(request.cookies)
        if secret is None or await signing_in.context.sessions.ended(secret) is None:  # signed out by its person
            return sign_in_page(request, viewer, "/")
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
