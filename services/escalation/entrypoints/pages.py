"""Escalation's one page, `/`: the live cases with their clocks, drawn by script from the JSON routes.

The script also asks `/api/callback/tasks` for the calls to be made, so this page depends on a route of another
service: without it the section of the calls stays hidden. It will be replaced by pages of one service each.
"""

from pathlib import Path

from fastapi import APIRouter, Response

from shared.web.site.pages import Pages


def page_routes() -> APIRouter:
    """The router of the page and its static files."""
    router = APIRouter()
    pages = Pages("escalation", Path(__file__).parent)
    pages.assets(router)

    @router.get("/", include_in_schema=False)
    async def live() -> Response:
        return pages.page("live.html")

    return router
