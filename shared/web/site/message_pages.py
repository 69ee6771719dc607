"""A person's messages of one service as pages: `/messages/<service>`, and the parts that the page of all shows.

The page `/messages`, which is administration's, shows the parts of all services as one list. Reading changes nothing:
messages are read when their recipient says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from shared.engine.db.database import Database
from shared.engine.notifications.box import MessageView, count_unread, mark_seen, read_box
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actor import Actor
from shared.web.commands import ContextOf
from shared.web.messages import SeenBody
from shared.web.site.forms import EMPTY, FilledForm, FormKeys, filled, submit
from shared.web.site.navigation import MESSAGES
from shared.web.site.page_routes import page_router
from shared.web.site.pages import HEADERS, site_pages
from shared.web.site.session import CurrentViewer, Viewer, onlooker
from shared.web.site.times import machine_time

SHOWN = 60
LATE_FROM = 60
"""Seconds from which a message is shown as late."""

Leads = Callable[[MessageView, Actor], str]
"""The page to which a message leads this person: its case, or a list if the case is theirs no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageRow:
    """A message as a row: its first line, the others, and the page of its case."""

    first: str
    rest: str
    at: datetime
    order: str
    late_by_seconds: int
    is_unread: bool
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A part of the box: `up_to` is the newest message in it, `unread` how many there are in all, `older` where the
    next part begins.
    """

    rows: tuple[MessageRow, ...]
    up_to: int
    unread: int
    older: int | None


class MessagePages:
    """The pages of one service's messages."""

    def __init__(self, service: str, database: Database, leads: Leads) -> None:
        self.service = service
        self.database = database
        self._leads = leads

    async def page(self, viewer: Viewer, before: int | None = None, form: FilledForm[SeenBody] = EMPTY) -> Response:
        """The whole page, for who has no script or looks further back."""
        shown = {"box": await self._box(viewer, before), "service": self.service, "form": form}
        return site_pages().page("site/messages.html", viewer, status=form.status, here=MESSAGES, **shown)

    async def part(self, viewer: Viewer) -> Response:
        """The newest messages, for the page of all services."""
        box, keys = await self._box(viewer, None), FormKeys(viewer.session, viewer.context.ids)
        html = site_pages().fragment("site/message_part.html", viewer, box=box, service=self.service, keys=keys)
        return Response(html, headers=HEADERS, media_type="text/html")

    async def seen(self, viewer: Viewer, form: FilledForm[SeenBody]) -> Response:
        """Note that this person has read what was shown; back to the page of all."""

        async def run(request: CommandRequest) -> int:
            return await mark_seen(self.database, viewer.actor.staff_id, up_to=form.body.up_to, now=viewer.now)

        return await submit(viewer, form, run, then=MESSAGES, again=lambda again: self.page(viewer, form=again))

    async def _box(self, viewer: Viewer, before: int | None) -> Box:
        staff_id = viewer.actor.staff_id
        async with self.database.reading() as connection:
            found, older = await read_box(connection, staff_id, limit=SHOWN, before=before)
        return Box(
            rows=tuple(self._row(view, viewer.actor) for view in found),
            up_to=found[0].position if found else 0,
            unread=await count_unread(self.database, staff_id),
            older=older,
        )

    def _row(self, view: MessageView, actor: Actor) -> MessageRow:
        first, _, rest = view.text.partition("\n")
        return MessageRow(
            first=first,
            rest=rest,
            at=view.at,
            order=machine_time(view.at),
            late_by_seconds=round(view.late_by_seconds) if view.late_by_seconds >= LATE_FROM else 0,
            is_unread=view.seen_at is None,
            address=self._leads(view, actor),
        )


def message_page_routes(service: str, database: Database, leads: Leads) -> APIRouter:
    """The router of a service's messages as pages."""
    router, pages = page_router(), MessagePages(service, database, leads)

    @router.get(f"{MESSAGES}/{service}")
    async def page(viewer: CurrentViewer, before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> Response:
        return await pages.page(viewer, before)

    @router.post(f"{MESSAGES}/{service}/seen")
    async def seen(viewer: CurrentViewer, form: Annotated[FilledForm[SeenBody], Depends(filled(SeenBody))]) -> Response:
        return await pages.seen(viewer, form)

    @router.get(f"/parts/{service}/messages")
    async def part(viewer: CurrentViewer) -> Response:
        return await pages.part(viewer)

    router.routes += _unread(service, database).routes
    return router


def _unread(service: str, database: Database) -> APIRouter:
    """How many are unread, for the bar of every page. It is asked for each minute, which is no use of the session."""
    router = APIRouter()

    @router.get(f"/parts/{service}/unread", include_in_schema=False)
    async def unread(request: Request, context: ContextOf) -> Response:
        viewer = await onlooker(request, context)
        if viewer is None:
            return Response(status_code=204)
        number = await count_unread(database, viewer.actor.staff_id)
        return Response(str(number), headers={"Cache-Control": "no-store"}, media_type="text/plain")

    return router
