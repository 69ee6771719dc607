"""Supervision: what only supervisors decide, what they have yet to look at, what is late; and the page of one case.

Both show the case as the desk does. In supervision its acts are beside the lists; `/cases/{id}`, for all who may read
the case, shows no act but the one to show personal data, and leads to the page where one acts.
"""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from services.callback.application.ports import CaseFilter, CaseList
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.homes import DONE, Form, panel_of
from services.callback.entrypoints.pages_case import act_routes, reveal_route
from services.callback.entrypoints.presenters_desk import CaseRow, QueueRow, case_row, queue_row
from services.callback.entrypoints.presenters_supervision import OrderRow, by_unit, late_among, order_row
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may
from shared.platform.privacy.revealing import Values
from shared.support.errors import Forbidden
from shared.web.live.whole import whole_list
from shared.web.schemas import Id
from shared.web.site.forms import EMPTY
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer

SHOWN, MOST = 60, 200
"""Rows of a list at first; open cases that are looked at for what is late."""

LISTS = {"decide": CaseList.TO_DECIDE, "review": CaseList.TO_REVIEW}
"""The lists of cases that are kept up to date, by name."""


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
        self,
        viewer: Viewer,
        case_id: str | None,
        form: Form = EMPTY,
        *,
        act: str = "",
        revealed: Values | None = None,
        did: str = "",
    ) -> Response:
        """The page; `act` is the one whose form is shown, or was refused; `did` what was done.

        Who is asked to decide on one case only, in the place of another, sees that case without the lists.
        """
        supervises = self._api.reading.supervises(viewer.actor)
        if case_id is None and not supervises:
            raise Forbidden("forbidden", f"{viewer.actor.person.name} supervises no cases.")
        return self._pages.page(
            "supervision.html",
            viewer,
            status=form.status,
            here="/supervision",
            home="/supervision",
            prefix=self.prefix,
            did=did if did in DONE else "",
            lists=await self._lists(viewer) if supervises else None,
            **await panel_of(self._api, viewer, case_id, form, act, revealed),
        )

    async def rows(self, request: Request, viewer: Viewer, name: str) -> Response:
        """The rows of one list alone, for a page that is open."""
        if name == "orders":
            html = self._pages.fragment("supervision_orders.html", viewer, orders=await self._orders(viewer))
        else:
            rows = await self._listed(viewer, LISTS[name])
            html = self._pages.fragment("case_list.html", viewer, rows=rows, home="/supervision", says_why=True)
        return whole_list(request, [html])

    async def _lists(self, viewer: Viewer) -> dict[str, Any]:
        open_, more = await self._api.reading.cases(viewer.actor, CaseList.OPEN, CaseFilter(), limit=MOST, after=None)
        late, soon = late_among(open_, viewer)
        return {
            "decide": await self._listed(viewer, CaseList.TO_DECIDE),
            "review": await self._listed(viewer, CaseList.TO_REVIEW),
            "held": await self._held(viewer),
            "late": late[:SHOWN],
            "late_in_all": len(late),
            "soon": soon[:SHOWN],
            "orders": await self._orders(viewer),
            "units": by_unit(open_, viewer),
            "more": more is not None,
        }

    async def _held(self, viewer: Viewer) -> list[QueueRow]:
        """Calls that are held without a start."""
        if not may(viewer.actor, Action.READ_TASKS):
            return []
        held, _ = await self._api.reading.tasks(viewer.actor, "claimed", limit=SHOWN, skip=0)
        return [row for row in (queue_row(each, viewer) for each in held) if row.held_untried]

    async def _listed(self, viewer: Viewer, which: CaseList) -> list[CaseRow]:
        found, _ = await self._api.reading.cases(viewer.actor, which, CaseFilter(), limit=SHOWN, after=None)
        review = which is CaseList.TO_REVIEW  # those to be looked at are among those to be decided on, by their end
        return [case_row(row, viewer) for row in found if row.state.open is not review]

    async def _orders(self, viewer: Viewer) -> list[OrderRow]:
        found, _ = await self._api.reading.orders(viewer.actor, CaseFilter(), is_open=True, limit=SHOWN, after=None)
        return [order_row(row, viewer) for row in found]


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
        shown = await panel_of(self._api, viewer, case_id, form, act, revealed)
        acts = shown["card"].acts
        return self._pages.page(
            "case.html",
            viewer,
            status=form.status,
            home="/cases",
            prefix=self.prefix,
            acts_at=places_to_act(viewer, acts),
            **shown | {"card": replace(shown["card"], acts=())},
        )


AT_THE_UNIT = frozenset({"accept", "resolve", "assign", "return", "answer"})
AT_THE_DESK = frozenset({"call", "dispatch", "contacts", "claim"})


def places_to_act(viewer: Viewer, acts: tuple[str, ...]) -> list[str]:
    """The pages on which this person does these acts."""
    desk = may(viewer.actor, Action.READ_TASKS) and not AT_THE_DESK.isdisjoint(acts)
    unit = not AT_THE_UNIT.isdisjoint(acts)
    beside = set(acts) - AT_THE_UNIT - {"complaint", "contacts", "call", "claim"}
    found = {"/desk": desk, "/unit": unit, "/supervision": bool(beside) and not desk and not unit}
    return [path for path, holds in found.items() if holds]


def supervision_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the routes of supervision."""
    supervision = Supervision(pages, api)

    @router.get("/supervision")
    async def show(
        viewer: CurrentViewer,
        case: Annotated[Id | None, Query()] = None,
        did: Annotated[str, Query(max_length=20)] = "",
        act: Annotated[str, Query(max_length=30)] = "",
    ) -> Response:
        return await supervision.show(viewer, case, act=act, did=did)

    for name in (*LISTS, "orders"):
        _add_rows(router, supervision, name)
    act_routes(router, supervision, api)


def _add_rows(router: APIRouter, supervision: Supervision, name: str) -> None:
    @router.get(f"/supervision/rows/{name}", name=f"supervision {name}")
    async def rows(request: Request, viewer: CurrentViewer) -> Response:
        return await supervision.rows(request, viewer, name)


def case_page_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the page of one case."""
    page = CasePage(pages, api)

    @router.get("/cases/{id}")
    async def show(id: Id, viewer: CurrentViewer) -> Response:
        return await page.show(viewer, id)

    reveal_route(router, page, api)
