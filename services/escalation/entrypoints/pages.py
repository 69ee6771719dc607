"""Escalation's pages: `/` leads to a person's first page, `/onsite` lists what runs, `/onsite/{id}` acts on a case."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from services.escalation.application.looking import LookUseCases
from services.escalation.application.use_cases import UseCases
from services.escalation.application.views import OnSiteRowView
from services.escalation.entrypoints.live import BELOW, MINE, ROW, lists
from services.escalation.entrypoints.presenters import OnSiteRow, card_of, is_of, is_shown, row_of, step_in_card
from services.escalation.entrypoints.schemas import Leaving, Level, Note, Said
from shared.platform.command_request import CommandRequest
from shared.platform.context import AppContext
from shared.platform.permitted import Place
from shared.platform.privacy.revealing import Asked, Values
from shared.web.live.hub import Hub
from shared.web.live.stream import live_routes
from shared.web.live.whole import whole_list
from shared.web.schemas import Body, Id, Name, free_text
from shared.web.site.forms import EMPTY, FilledForm, filled, submit, submitted
from shared.web.site.navigation import first_page
from shared.web.site.page_routes import page_router
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer

SHOWN = 60
"""Rows of a list at first; how many more there are is said below."""
PAGE = 200
"""Cases that are looked through at a time for one's own."""

Form = FilledForm[Body]


class SettleForm(Said):
    """How the customer was calmed: one of the offered words, further words, or both."""

    how: Name | None = None

    @property
    def words(self) -> str | None:
        """Both as one note."""
        return "；".join(filter(None, (self.how, self.note))) or None


class RevealForm(Body):
    """Why the number is to be seen."""

    reason: Annotated[str, free_text(200, least=1)]


class OnSitePages:
    """The pages around on-site cases."""

    def __init__(self, use_cases: UseCases, looking: LookUseCases) -> None:
        self._use_cases = use_cases
        self._looking = looking
        self.pages = Pages("escalation", Path(__file__).parent)

    async def listed(self, viewer: Viewer) -> Response:
        """What runs on site: one's own first, then what one leads, each by slack."""
        mine, below, more = await self._rows(viewer)
        return self.pages.page("onsite.html", viewer, mine=mine, below=below, more=more, here="/onsite")

    async def whole(self, request: Request, viewer: Viewer, name: str) -> Response:
        """The rows of one list, for a page that asks for all of them."""
        mine, below, more = await self._rows(viewer)
        rows = mine if name == MINE else below
        html = [self.pages.row(ROW, viewer.language, row=row, now=viewer.now) for row in rows]
        return whole_list(request, html, None if more and name == BELOW else len(rows))

    async def _rows(self, viewer: Viewer) -> tuple[list[OnSiteRow], list[OnSiteRow], bool]:
        """One's own, those that ended just now last; the others one may read; whether there are more."""
        found, following = await self._use_cases.cases(viewer.actor, live=True, limit=SHOWN)
        ended, _ = await self._use_cases.cases(viewer.actor, live=False, mine=True, limit=SHOWN)
        over = [row_of(case, viewer) for case in ended if case.next_due_at is None and is_shown(case, viewer.now)]
        mine = [row_of(case, viewer) for case in await self._running(viewer)]
        below = [row for row in (row_of(case, viewer) for case in found) if not row.mine]
        return mine + sorted(over, key=lambda row: row.order), below, following is not None

    async def _running(self, viewer: Viewer) -> list[OnSiteRowView]:
        """One's own that run, however many of others come before them."""
        own: list[OnSiteRowView] = []
        after: Place | None = None
        while True:
            page, after = await self._use_cases.cases(viewer.actor, live=True, mine=True, limit=PAGE, after=after)
            own += [case for case in page if is_of(case, viewer.actor.staff_id)]
            if after is None:
                return own

    async def case(
        self, viewer: Viewer, case_id: str, form: Form = EMPTY, *, act: str = "", revealed: Values | None = None
    ) -> Response:
        """One case, with the forms of what this person may do now; `act` is the one that was refused."""
        case = await self._use_cases.case(viewer.actor, case_id)
        reveals = await self._looking.may_reveal(viewer.actor, case_id)
        shown = {"card": card_of(case, viewer), "reveals": reveals, "revealed": revealed or {}}
        return self.pages.page(
            "onsite_case.html", viewer, status=form.status, form=form, act=act, here="/onsite", **shown
        )

    async def part(self, viewer: Viewer, case_id: str) -> Response:
        """The clock of a case and what this person may do now, for the receipt of its report."""
        card = card_of(await self._use_cases.case(viewer.actor, case_id), viewer)
        return self.pages.part("onsite_part.html", viewer, card=card, form=EMPTY, act="")

    async def act(
        self, viewer: Viewer, case_id: str, act: str, form: Form, run: Callable[[CommandRequest], Awaitable[object]]
    ) -> Response:
        """An act on the case: back to the case, or its page again with why not."""
        back = f"/onsite/{case_id}"
        return await submit(
            viewer, form, run, then=back, again=lambda again: self.case(viewer, case_id, again, act=act)
        )

    async def level(self, viewer: Viewer, case_id: str, level: int, form: Form = EMPTY) -> Response:
        """What the message of a level leads to: one button, or how the case stands now."""
        card = step_in_card(await self._use_cases.case(viewer.actor, case_id), level, viewer)
        return self.pages.page("onsite_level.html", viewer, status=form.status, form=form, card=card, here="/onsite")

    async def reveal(self, viewer: Viewer, case_id: str, form: FilledForm[RevealForm]) -> Response:
        """The case with the customer's numbers in the clear: on record, and in no address."""
        request = submitted(viewer, form)
        if form.errors:
            return await self.case(viewer, case_id, form, act="reveal")
        asked = Asked(places=("phone", "name"), revision=None, reason=form.body.reason)
        return await self.case(viewer, case_id, revealed=await self._looking.reveal(request, case_id, asked))


def page_routes(use_cases: UseCases, looking: LookUseCases, hub: Hub, context: AppContext) -> APIRouter:
    """The router of the pages, their live lists and their static files."""
    router, on_site = page_router(), OnSitePages(use_cases, looking)
    router.routes += live_routes("escalation", hub, lists(use_cases, on_site.pages, context)).routes
    on_site.pages.assets(router)
    _reading(router, on_site)
    _acting(router, on_site, use_cases)
    return router


def _reading(router: APIRouter, on_site: OnSitePages) -> None:
    @router.get("/")
    async def first(viewer: CurrentViewer) -> Response:
        return RedirectResponse(first_page(viewer.actor), 303)

    @router.get("/onsite")
    @router.get("/m/onsite")
    async def listed(viewer: CurrentViewer) -> Response:
        return await on_site.listed(viewer)

    @router.get("/onsite/rows/{name}")
    async def whole(name: Literal["mine", "below"], request: Request, viewer: CurrentViewer) -> Response:
        return await on_site.whole(request, viewer, name)

    @router.get("/onsite/{id}/levels/{level}")
    async def level(id: Id, level: Level, viewer: CurrentViewer) -> Response:
        return await on_site.level(viewer, id, level)

    @router.get("/onsite/{id}")
    @router.get("/m/onsite/{id}")
    async def case(id: Id, viewer: CurrentViewer) -> Response:
        return await on_site.case(viewer, id)

    @router.get("/parts/escalation/onsite/{id}")
    async def part(id: Id, viewer: CurrentViewer) -> Response:
        return await on_site.part(viewer, id)


def _acting(router: APIRouter, on_site: OnSitePages, use_cases: UseCases) -> None:
    @router.post("/onsite/{id}/levels/{level}/acknowledge")
    async def step_in(
        id: Id, level: Level, viewer: CurrentViewer, form: Annotated[FilledForm[Note], Depends(filled(Note))]
    ) -> Response:
        """The button of a message. Its key is bound to the person and to its address: this case and this level."""
        return await submit(
            viewer,
            form,
            lambda request: use_cases.acknowledge(request, id, form.body.note, level),
            then=f"/onsite/{id}",
            again=lambda again: on_site.level(viewer, id, level, again),
        )

    @router.post("/onsite/{id}/acknowledge")
    async def acknowledge(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[Note], Depends(filled(Note))]
    ) -> Response:
        return await on_site.act(
            viewer, id, "acknowledge", form, lambda request: use_cases.acknowledge(request, id, form.body.note)
        )

    @router.post("/onsite/{id}/settle")
    async def settle(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[SettleForm], Depends(filled(SettleForm))]
    ) -> Response:
        return await on_site.act(
            viewer,
            id,
            "settle",
            form,
            lambda request: use_cases.settle(request, id, form.body.words, form.body.call_id),
        )

    @router.post("/onsite/{id}/escalate")
    async def escalate(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[Leaving], Depends(filled(Leaving))]
    ) -> Response:
        said = form.parsed or Leaving()
        return await on_site.act(
            viewer,
            id,
            "escalate",
            form,
            lambda request: use_cases.escalate(request, id, said.level, said.note, said.call_id),
        )

    @router.post("/onsite/{id}/file")
    async def file(id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[Said], Depends(filled(Said))]) -> Response:
        return await on_site.act(
            viewer, id, "file", form, lambda request: use_cases.file(request, id, form.body.note, form.body.call_id)
        )

    @router.post("/onsite/{id}/reveal")
    async def reveal(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[RevealForm], Depends(filled(RevealForm))]
    ) -> Response:
        return await on_site.reveal(viewer, id, form)
