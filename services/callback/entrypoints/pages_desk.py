"""The desk of the complaint group: the queue of calls, the call under way, what comes after it.

`/desk?case=` shows a case beside the queue; without one, the first that the person holds. The tabs are lists of this
service: calls to be made, cases to be dispatched, calls of later today.
"""

import json
from collections.abc import Awaitable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from services.callback.application.ports import CaseFilter, CaseList
from services.callback.domain.states import State
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.forms_desk import (
    ClaimForm,
    OutcomeForm,
    ReleaseForm,
    TaskForm,
    at_their_fields,
)
from services.callback.entrypoints.pages_case import Form, act_routes, acted, panel_of
from services.callback.entrypoints.presenters_desk import QueueRow, case_row, queue_row
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.revealing import Values
from shared.rules.directory import Role
from shared.support.errors import Conflict, Forbidden, NotFound
from shared.web.live.whole import whole_list
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
    LATER = "later"


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
    ) -> Response:
        """The desk; `act` is the one whose form was refused, `nothing`: no call can be made now."""
        reading = self._api.reading
        held = [queue_row(row, viewer) for row in await reading.mine(viewer.actor)]
        case_id = case_id or (held[0].id if held else None)
        queue, more = await self.queue(viewer)
        to_dispatch, more_to_dispatch = await reading.cases(
            viewer.actor, CaseList.OPEN, CaseFilter(state=State.TO_DISPATCH.value), limit=SHOWN, after=None
        )
        claimable = any("claim" in row.acts for row in queue)
        later = sorted((row for row in queue if row.waits_until), key=lambda row: row.waits_until or viewer.now)
        return self._pages.page(
            "desk.html",
            viewer,
            status=form.status,
            here="/desk",
            home="/desk",
            prefix=self.prefix,
            tab=tab.value,
            held=held,
            queue=queue,
            more=more,
            late=sum(row.clock.urgency == "late" and row.started_at is None for row in queue),
            to_dispatch=[case_row(row, viewer) for row in to_dispatch],
            more_to_dispatch=more_to_dispatch is not None,
            later=later,
            **await panel_of(self._api, viewer, case_id, form, act, revealed),
            nothing=nothing,
            claims=viewer.actor.holds(*CALLERS) or claimable,
            calls=claimable or (viewer.actor.holds(*CALLERS) and not queue),
        )

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
    _reading(router, desk)
    _claiming(router, desk, api)
    _calling(router, desk, api)
    _keeping(router, desk, api)
    act_routes(router, desk, api)


def _reading(router: APIRouter, desk: Desk) -> None:
    @router.get("/desk")
    async def show(
        viewer: CurrentViewer,
        case: Annotated[Id | None, Query()] = None,
        tab: Annotated[Tab, Query()] = Tab.CALLS,
        nothing: Annotated[bool, Query()] = False,
    ) -> Response:
        return await desk.show(viewer, case, tab=tab, nothing=nothing)

    @router.get("/desk/rows/queue")
    async def rows(request: Request, viewer: CurrentViewer) -> Response:
        queue, _ = await desk.queue(viewer)
        return whole_list(request, [desk.rows(viewer, queue)])


def _claiming(router: APIRouter, desk: Desk, api: Api) -> None:
    async def claim(viewer: Viewer, form: FilledForm[Any], task: str | None, *, inbound: bool) -> Response:
        """Claim, and go to the case; who has it, if another was quicker."""
        case_id = task.rpartition(".t")[0] or None if task else None
        if form.errors:
            return await desk.show(viewer, None, form, act="claim")
        try:
            outcome = await api.tasks.claim(submitted(viewer, form), task=task, inbound=inbound)
        except SHOWN_AGAIN as refusal:
            return await desk.show(viewer, case_id, replace(form, refusal=refusal), act="claim")
        taken = json.loads(outcome.body)
        return RedirectResponse(desk.address(taken["task"]["id"]) if taken else "/desk?nothing=true", 303)

    @router.post("/desk/claim")
    async def named(
        viewer: CurrentViewer, form: Annotated[FilledForm[ClaimForm], Depends(filled(ClaimForm))]
    ) -> Response:
        asked = form.parsed
        task, inbound = (asked.task, asked.inbound) if asked is not None else (None, False)
        return await claim(viewer, form, task, inbound=inbound)

    @router.post("/desk/next")
    async def following(viewer: CurrentViewer, form: Annotated[FilledForm[Body], Depends(filled(Body))]) -> Response:
        return await claim(viewer, form, None, inbound=False)


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
        result = form.body.plain(viewer.now)
        try:
            await api.tasks.attempts(submitted(viewer, form), task, fence=form.body.fence, result=result)
        except SHOWN_AGAIN as refusal:
            wrong = replace(form, refusal=refusal, errors=at_their_fields(refusal.errors))
            return await desk.show(viewer, case_id, wrong, act="outcome")
        return RedirectResponse(desk.address(case_id), 303)


def _keeping(router: APIRouter, desk: Desk, api: Api) -> None:
    @router.post("/desk/tasks/{task}/heartbeat")
    async def heartbeat(
        request: Request,
        task: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[TaskForm], Depends(filled(TaskForm))],
    ) -> Response:
        """Keep the lease. A script, which accepts JSON, adds a part of its own to the key each time."""

        def run(asked: CommandRequest) -> Awaitable[object]:
            return api.tasks.heartbeat(asked, task, fence=form.body.fence)

        if "application/json" not in request.headers.get("accept", ""):
            return await acted(desk, viewer, _case_of(task), "heartbeat", form, run)
        try:
            kept = await api.tasks.heartbeat(submitted(viewer, form), task, fence=form.body.fence)
        except (Conflict, Forbidden, NotFound) as refusal:
            known = viewer.actor.directory.person(refusal.facts.get("by"))
            said = {"code": refusal.code, "by": known.name if known else None}
            return JSONResponse(said, status_of(refusal), headers={"Cache-Control": "no-store"})
        until = json.loads(kept.body)["lease_until"]
        return JSONResponse({"lease_until": until}, headers={"Cache-Control": "no-store"})


def _case_of(task: str) -> str:
    """The case of a task, for the page to go back to; the use case refuses what is no task."""
    return task.rpartition(".t")[0] or task
