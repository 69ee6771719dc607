"""Escalation's pages: `/`, the live cases with their clocks. The page asks the JSON routes, as anybody would."""

from pathlib import Path

from fastapi import APIRouter, Response

from shared.web.site.pages import Pages


def page_routes() -> APIRouter:
    """The pages' router."""
    router = APIRouter()
    pages = Pages("escalation", Path(__file__).parent)
    pages.assets(router)

    @router.get("/", include_in_schema=False)
    async def live() -> Response:
        return pages.page("live.html")

    return router
