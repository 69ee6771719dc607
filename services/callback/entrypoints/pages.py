"""Callback's pages: one router, to which each module of pages adds its own."""

from pathlib import Path

from fastapi import APIRouter

from services.callback.entrypoints.api import Api
from services.callback.entrypoints.live import QueueList
from services.callback.entrypoints.live_cases import OrderList, SupervisedList, UnitList
from services.callback.entrypoints.pages_desk import desk_routes
from services.callback.entrypoints.pages_supervision import LISTS, case_page_routes, supervision_routes
from services.callback.entrypoints.pages_unit import unit_routes
from services.callback.entrypoints.presenters_unit import Tab
from shared.platform.context import AppContext
from shared.web.live.hub import Hub
from shared.web.live.lists import AnyList
from shared.web.live.stream import live_routes
from shared.web.site.page_routes import page_router
from shared.web.site.pages import Pages


def page_routes(api: Api, hub: Hub, context: AppContext) -> APIRouter:
    """The router of the pages, their live lists and their static files."""
    router, pages = page_router(), Pages("callback", Path(__file__).parent)
    router.routes += live_routes("callback", hub, _lists(api, pages, context)).routes
    pages.assets(router)
    desk_routes(router, pages, api)
    supervision_routes(router, pages, api)
    case_page_routes(router, pages, api)
    unit_routes(router, pages, api)
    return router


def _lists(api: Api, pages: Pages, context: AppContext) -> list[AnyList]:
    supervised = [SupervisedList(name, which, api.reading, pages, context) for name, which in LISTS.items()]
    units = [UnitList(tab, api.unit, pages, context) for tab in Tab]
    return [QueueList(api.reading, pages, context), *supervised, OrderList(api.reading, pages, context), *units]
