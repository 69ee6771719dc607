"""The desk of the complaint group: the queue of calls."""

from fastapi import APIRouter, Response

from services.callback.entrypoints.api import Api
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer

SHOWN = 60
"""Rows of a list at first."""


def desk_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the routes of the desk."""

    @router.get("/desk")
    async def desk(viewer: CurrentViewer) -> Response:
        rows, _ = await api.reading.tasks(viewer.actor, "queued", limit=SHOWN, skip=0)
        return pages.page("desk.html", viewer, rows=rows, here="/desk")
