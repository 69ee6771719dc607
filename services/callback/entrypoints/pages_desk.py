"""The desk of the complaint group: the queue of calls, the call under way, what comes after it.

`/desk?case=` shows a case beside the queue; without one, the first that the person holds; `?number=` leads to one by
its number. The tabs are lists of this service: calls to be made, cases to be dispatched and decided on, today.
"""

import json
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from services.callback.application.ports import CaseFilter, CaseList
from services.callback.domain.states import State
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.forms_acts import HeartbeatForm, LookUpForm, OutcomeForm, renamed
from services.callback.entrypoints.forms_desk import ClaimForm, ReleaseForm, TaskForm
from services.callback.entrypoints.homes import DONE, Form, acted, panel_of
from services.callback.entrypoints.pages_case import act_routes
from services.callback.entrypoints.presenters_desk import CaseRow, QueueRow, case_row, found_row, queue_row
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.lookups import Found
from shared.platform.privacy.revealing import Values
from shared.rules.directory import Role
from shared.rules.offices import GROUP_ROLES
from shared.support.errors import Conflict, Forbidden, NotFound
from shared.web.live.whole import whole_list
from shared.web.lookups import KINDS
from shared.web.problems import status_of
from shared.web.schemas import Body, Id
from shared.web.site.forms import EMPTY, SHOWN_AGAIN, FilledForm, filled, submitted
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer

CALLERS = (Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR)
"""Who can claim what comes into the queue while the page is open."""

SHOWN = 60
"""Rows of a list at first."""


class Tab(StrEnum):
    """The lists beside the case."""

    CALLS = "calls"
    DISPATCH = "dispatch"
    DECIDE = "decide"  # what only a supervisor decides
    TODAY = "today"  # figures, and calls of later
    FIND = "find"  # the case of a customer who rings


DECIDING = (Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD)
LOOKING = (*GROUP_ROLES, Role.CENTRE_HEAD, Role.CUSTOMER_SERVICE)
"""Whose work it is to find the case of a customer who rings."""


class Desk:
    """The page, with one case or none."""

    prefix = "/desk/cases"

    def __init__(self, pages: Pages, api: Api) -> None:
        self._pages = pages
        self._api = api

    def address(self, case_id: str) -> str:
        """The desk with this case."""
        return f"/desk?case={case_id}"

    async def show(
        self,
        viewer: Viewer,
        case_id: str | None,
        form: Form = EMPTY,
        *,
        act: str = "",
        revealed: Values | None = None,
        tab: Tab = Tab.CALLS,
        nothing: bool = False,
        did: str = "",
        number: str = "",
        found: Sequence[Found] | None = None,
    ) -> Response:
        """The desk; `act` is the one whose form is shown, or was refused, `did` what was done.

        `nothing`: no call can be made now.
        `number` was looked for and is not there, `found` are the cases of a customer.
        """
        held = [queue_row(row, viewer) for row in await self._api.reading.mine(viewer.actor)]
        if found is not None or number or act == "lookups":
            tab = Tab.FIND
        case_id = case_id or (held[0].id if held else None)
        lists = await self.lists(viewer)
        return self._pages.page(
            "desk.html",
            viewer,
            status=form.status,
            here="/desk",
            home="/desk",
            prefix=self.prefix,
            tab=tab.value,
            held=held,
            **lists,
            **await panel_of(self._api, viewer, case_id, form, "number" if number else act, revealed),
            nothing=nothing,
            did=did if did in DONE else "",
            looks=viewer.actor.holds(*LOOKING),
            kinds=KINDS,
            number=number,
            found=[found_row(each, viewer) for each in found] if found is not None else None,
        )

    async def lists(self, viewer: Viewer) -> dict[str, Any]:
        """The queue, the lists behind the other tabs, and the figures of the day."""
        queue, more = await self.queue(viewer)
        claimable = any("claim" in row.acts for row in queue)
        to_dispatch, more_to_dispatch = await self._cases(viewer, CaseList.OPEN, State.TO_DISPATCH)
        decides = viewer.actor.holds(*DECIDING)
        to_decide, more_to_decide = await self._cases(viewer, CaseList.TO_DECIDE) if decides else ([], False)
        waiting, _ = await self._api.reading.waiting(viewer.actor, limit=SHOWN)
        later = [queue_row(row, viewer) for row in waiting]
        return {
            "queue": queue,
            "more": more,
            "late": sum(row.clock.urgency == "late" and row.started_at is None for row in queue),
            "claims": viewer.actor.holds(*CALLERS) or claimable,
            "calls": claimable or (viewer.actor.holds(*CALLERS) and not queue),
            "ready": any("claim" in row.acts and row.waits_until is None for row in queue),
            "waits_until": later[0].waits_until if later else None,
            "to_dispatch": to_dispatch,
            "more_to_dispatch": more_to_dispatch,
            "decides": decides,
            "to_decide": to_decide,
            "more_to_decide": more_to_decide,
            "appointments": [row for row in later if row.appointment],
            "later": [row for row in later if not row.appointment],
            "figures": await self._api.reading.today(viewer.actor),
        }

    async def _cases(self, viewer: Viewer, which: CaseList, state: State | None = None) -> tuple[list[CaseRow], bool]:
        filter_ = CaseFilter(state=state.value if state is not None else None)
        found, more = await self._api.reading.cases(viewer.actor, which, filter_, limit=SHOWN, after=None)
        return [case_row(row, viewer) for row in found if row.state.open], more is not None

    async def queue(self, viewer: Viewer) -> tuple[list[QueueRow], bool]:
        """The calls, those that are held among them, in the queue's order; whether there are more."""
        reading, actor = self._api.reading, viewer.actor
        queued, more = await reading.tasks(actor, "queued", limit=SHOWN, skip=0)
        claimed, _ = await reading.tasks(actor, "claimed", limit=SHOWN, skip=0)
        rows = sorted((*queued, *claimed), key=lambda row: row.order)
        return [queue_row(row, viewer) for row in rows[:SHOWN]], more is not None or len(rows) > SHOWN

    def rows(self, viewer: Viewer, queue: list[QueueRow]) -> str:
        """The rows of the queue as HTML."""
        return self._pages.fragment("desk_rows.html", viewer, queue=queue)


def desk_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the routes of the desk."""
    desk = Desk(pages, api)
    _reading(router, desk, api)
    _looking(router, desk, api)
    _claiming(router, desk, api)
    _calling(router, desk, api)
    _keeping(router, desk, api)
    act_routes(router, desk, api)


def _reading(router: APIRouter, desk: Desk, api: Api) -> None:
    @router.get("/desk")
    async def show(
        viewer: CurrentViewer,
        case: Annotated[Id | None, Query()] = None,
        tab: Annotated[Tab, Query()] = Tab.CALLS,
        nothing: Annotated[bool, Query()] = False,
        did: Annotated[str, Query(max_length=20)] = "",
        number: Annotated[str, Query(max_length=60)] = "",
        act: Annotated[str, Query(max_length=30)] = "",
    ) -> Response:
        if number:
            found = await api.reading.numbered(viewer.actor, number)
            if found is not None:
                return RedirectResponse(desk.address(found.id), 303)
        return await desk.show(viewer, case, act=act, tab=tab, nothing=nothing, did=did, number=number)

    @router.get("/desk/rows/queue")
    async def rows(request: Request, viewer: CurrentViewer) -> Response:
        queue, _ = await desk.queue(viewer)
        return whole_list(request, [desk.rows(viewer, queue)])


def _looking(router: APIRouter, desk: Desk, api: Api) -> None:
    @router.post("/desk/lookups")
    async def look_up(
        viewer: CurrentViewer, form: Annotated[FilledForm[LookUpForm], Depends(filled(LookUpForm))]
    ) -> Response:
        """The cases of a customer who rings: the answer to the form, at no address, on record."""
        if form.errors:
            return await desk.show(viewer, None, form, act="lookups")
        try:
            found = await api.looking.look_up(submitted(viewer, form), form.body.asked())
        except SHOWN_AGAIN as refusal:
            places = dict.fromkeys(KINDS, "number")
            wrong = replace(form, refusal=refusal, errors=renamed(refusal.errors, places))
            return await desk.show(viewer, None, wrong, act="lookups")
        return await desk.show(viewer, None, form, act="lookups", found=found)


def _claiming(router: APIRouter, desk: Desk, api: Api) -> None:
    async def claim(
        viewer: Viewer, form: FilledForm[Any], task: str | None, *, inbound: bool = False, back: str | None = None
    ) -> Response:
        """Claim, and go to the case; who has it, if another was quicker."""
        case_id = task.rpartition(".t")[0] or None if task else None
        if form.errors:
            return await desk.show(viewer, None, form, act="claim")
        try:
            outcome = await api.tasks.claim(submitted(viewer, form), task=task, inbound=inbound)
        except SHOWN_AGAIN as refusal:
            return await desk.show(viewer, case_id, replace(form, refusal=refusal), act="claim")
        taken = json.loads(outcome.body)
        return RedirectResponse(desk.address(back or taken["task"]["id"]) if taken else "/desk?nothing=true", 303)

    @router.post("/desk/claim")
    async def named(
        viewer: CurrentViewer, form: Annotated[FilledForm[ClaimForm], Depends(filled(ClaimForm))]
    ) -> Response:
        if form.parsed is None:
            return await claim(viewer, form, None)
        asked = form.parsed
        return await claim(viewer, form, asked.task, inbound=asked.inbound, back=asked.back)

    @router.post("/desk/next")
    async def following(viewer: CurrentViewer, form: Annotated[FilledForm[Body], Depends(filled(Body))]) -> Response:
        return await claim(viewer, form, None)


def _calling(router: APIRouter, desk: Desk, api: Api) -> None:
    @router.post("/desk/tasks/{task}/start")
    async def start(
        task: Id, viewer: CurrentViewer, form: Annotated[FilledForm[TaskForm], Depends(filled(TaskForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.tasks.start(request, task, fence=form.body.fence)

        return await acted(desk, viewer, _case_of(task), "start", form, run)

    @router.post("/desk/tasks/{task}/release")
    async def release(
        task: Id, viewer: CurrentViewer, form: Annotated[FilledForm[ReleaseForm], Depends(filled(ReleaseForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.tasks.release(request, task, fence=form.body.fence, reason=form.body.reason)

        return await acted(desk, viewer, _case_of(task), "release", form, run)

    @router.post("/desk/tasks/{task}/outcome")
    async def outcome(
        task: Id, viewer: CurrentViewer, form: Annotated[FilledForm[OutcomeForm], Depends(filled(OutcomeForm))]
    ) -> Response:
        case_id = _case_of(task)
        if form.errors:
            return await desk.show(viewer, case_id, form, act="outcome")
        result, also = form.body.plain(viewer.now), form.body.plain_also(viewer.now)
        try:
            await api.tasks.attempts(submitted(viewer, form), task, fence=form.body.fence, result=result, also=also)
        except SHOWN_AGAIN as refusal:
            wrong = replace(form, refusal=refusal, errors=form.body.at_their_fields(refusal.errors))
            return await desk.show(viewer, case_id, wrong, act="outcome")
        return RedirectResponse(f"{desk.address(case_id)}&did=outcome", 303)


def _keeping(router: APIRouter, desk: Desk, api: Api) -> None:
    @router.post("/desk/tasks/{task}/heartbeat")
    async def heartbeat(
        request: Request,
        task: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[HeartbeatForm], Depends(filled(HeartbeatForm))],
    ) -> Response:
        """Keep the lease, and what is in the form of the outcome if it was sent along.

        A script, which accepts JSON, adds a part of its own to the key each time.
        """

        def run(asked: CommandRequest) -> Awaitable[Outcome]:
            return api.tasks.heartbeat(asked, task, fence=form.body.fence, draft=form.body.draft(form.typed))

        if "application/json" not in request.headers.get("accept", ""):
            return await acted(desk, viewer, _case_of(task), "heartbeat", form, run)
        try:
            kept = await run(submitted(viewer, form))
        except (Conflict, Forbidden, NotFound) as refusal:
            known = viewer.actor.directory.person(refusal.facts.get("by"))
            said = {"code": refusal.code, "by": known.name if known else None}
            return JSONResponse(said, status_of(refusal), headers={"Cache-Control": "no-store"})
        until = json.loads(kept.body)["lease_until"]
        return JSONResponse({"lease_until": until}, headers={"Cache-Control": "no-store"})


def _case_of(task: str) -> str:
    """The case of a task, for the page to go back to; the use case refuses what is no task."""
    return task.rpartition(".t")[0] or task
