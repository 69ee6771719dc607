"""The wiring of callback: the only module that sees all of its rooms."""

from fastapi import APIRouter

from services.callback.adapters.repository import STORY, CaseRows
from services.callback.application.calls import CallHandlers
from services.callback.application.handlers import Handlers
from services.callback.application.handling import HandlingHandlers
from services.callback.application.ports import Outside
from services.callback.application.subscriptions import OPENING, TOPICS_HEARD, events
from services.callback.entrypoints.api import Api, reading_routes, reveal_route
from services.callback.entrypoints.cases import case_routes
from services.callback.entrypoints.tasks import task_routes
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.platform.context import AppContext
from shared.runtime.service import Listening, Service, standard_service

NAME = "callback"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Callback, ready to start."""
    rows = CaseRows(database)
    outside = Outside(
        directory=context.directory,
        policies=context.policies,
        calendar=context.calendar,
        clock=context.clock,
        rows=rows,
    )
    handlers = Handlers(outside)
    listening = Listening(topics=TOPICS_HEARD, subscriptions=events(handlers), opening=OPENING)
    service = standard_service(NAME, context, database, bus, STORY, listening=listening, fire=handlers.fire)
    api = Api(
        context=context,
        database=database,
        command_queue=service.command_queue,
        handlers=handlers,
        calls=CallHandlers(handlers, outside),
        handling=HandlingHandlers(handlers, outside),
        reader=rows,
        policies=context.policies,
    )
    service.router.include_router(_router(api))
    return service


def _router(api: Api) -> APIRouter:
    router = APIRouter(prefix="/api/callback", tags=["callback"])
    reading_routes(router, api)
    task_routes(router, api)
    case_routes(router, api)
    reveal_route(router, api)
    return router
