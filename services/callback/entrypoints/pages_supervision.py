"""Supervision: what only supervisors decide, and what they have yet to look at; and the page of one case.

Both show the case as the desk does. In supervision its acts are beside the lists; `/cases/{id}`, for all who may read
the case, shows no act but the one to show personal data, and leads to the page where one acts.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.callback.application.ports import CaseFilter, CaseList
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.pages_case import Form, act_routes, panel_of, reveal_route
from services.callback.entrypoints.presenters_desk import CaseRow, case_card, case_row, queue_row
from shared.platform.privacy.revealing import Values
from shared.web.schemas import Id
from shared.web.site.forms import EMPTY
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer

SHOWN = 60
"""Rows of a list at first."""


class Supervision:
    """The page, with one case or none."""

    prefix = "/supervision/cases"

    def __init__(self, pages: Pages, api: Api) -> None:
        self._pages = pages
        self._api = api

    def address(self, case_id: str) -> str:
        """Supervision with this case."""
        return f"/supervision?case={case_id}"

    async def show(
        self, viewer: Viewer, case_id: str | None, form: Form = EMPTY, *, act: str = "", revealed: Values | None = None
    ) -> Response:
        """The page; `act` is the one whose form was refused."""
        reading = self._api.reading
        claimed, _ = await reading.tasks(viewer.actor, "claimed", limit=SHOWN, skip=0)
        return self._pages.page(
            "supervision.html",
            viewer,
            status=form.status,
            here="/supervision",
            home="/supervision",
            prefix=self.prefix,
            to_decide=await self._listed(viewer, CaseList.TO_DECIDE),
            to_review=await self._listed(viewer, CaseList.TO_REVIEW),
            held=[row for row in (queue_row(each, viewer) for each in claimed) if row.held_untried],
            **await panel_of(self._api, viewer, case_id, form, act, revealed),
        )

    async def _listed(self, viewer: Viewer, which: CaseList) -> list[CaseRow]:
        found, _ = await self._api.reading.cases(viewer.actor, which, CaseFilter(), limit=SHOWN, after=None)
        return [case_row(row, viewer) for row in found]


class CasePage:
    """One case for all who may read it."""

    prefix = "/cases"

    def __init__(self, pages: Pages, api: Api) -> None:
        self._pages = pages
        self._api = api

    def address(self, case_id: str) -> str:
        """The page of this case."""
        return f"/cases/{case_id}"

    async def show(
        self, viewer: Viewer, case_id: str | None, form: Form = EMPTY, *, act: str = "", revealed: Values | None = None
    ) -> Response:
        """The page of the case."""
        assert case_id is not None
        case = await self._api.reading.case(viewer.actor, case_id)
        return self._pages.page(
            "case.html",
            viewer,
            status=form.status,
            home="/cases",
            prefix=self.prefix,
            card=replace(case_card(case, viewer, revealed), acts=()),
            reveals=await self._api.looking.may_reveal(viewer.actor, case_id),
            revealed=revealed or {},
            form=form,
            act=act,
            empty=EMPTY,
            acts=tuple(map(str, case.acts)),
        )


def supervision_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the routes of supervision."""
    supervision = Supervision(pages, api)

    @router.get("/supervision")
    async def show(viewer: CurrentViewer, case: Annotated[Id | None, Query()] = None) -> Response:
        return await supervision.show(viewer, case)

    act_routes(router, supervision, api)


def case_page_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the page of one case."""
    page = CasePage(pages, api)

    @router.get("/cases/{id}")
    async def show(id: Id, viewer: CurrentViewer) -> Response:
        return await page.show(viewer, id)

    reveal_route(router, page, api)
