"""The wiring of callback."""

from fastapi import APIRouter

from services.callback.adapters.repository import SPEC, CaseRows
from services.callback.application.handlers import Handlers
from services.callback.application.handlers_cases import CaseHandlers
from services.callback.application.handlers_tasks import TaskHandlers
from services.callback.application.looking import LookUseCases
from services.callback.application.ports import Outside
from services.callback.application.reading import Reading
from services.callback.application.sealing import Sealing
from services.callback.application.subscriptions import OPENING, TOPICS_HEARD, events
from services.callback.application.task_use_cases import TaskUseCases
from services.callback.application.unit_cases import UnitCases
from services.callback.application.use_cases import CaseUseCases
from services.callback.entrypoints.api import Api, reading_routes
from services.callback.entrypoints.cases import case_routes
from services.callback.entrypoints.looking import looking_routes
from services.callback.entrypoints.message_links import leads_to
from services.callback.entrypoints.pages import page_routes
from services.callback.entrypoints.tasks import task_routes
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.platform.context import AppContext
from shared.platform.privacy.wordings import LoggedWordings
from shared.runtime.service import Listening, Service, standard_service
from shared.web.live.messages import NewMessages
from shared.web.site.message_pages import message_page_routes

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
    service = standard_service(
        NAME, context, database, bus, SPEC, listening=listening, fire=handlers.tick, forget=rows.forget
    )
    sealing = Sealing(context.vault, rows)
    api = Api(
        cases=CaseUseCases(service.command_queue, CaseHandlers(handlers, outside), sealing),
        tasks=TaskUseCases(service.command_queue, TaskHandlers(handlers, outside), sealing),
        reading=Reading(rows, context.vault, context.clock, outside),
        looking=LookUseCases(
            reader=rows,
            looking_up=context.looking_up,
            clock=context.clock,
            wordings=LoggedWordings(database),
            handlers=handlers,
            revealing=context.revealing,
            command_queue=service.command_queue,
        ),
        unit=UnitCases(rows, context.clock, outside),
        database=database,
        vault=context.vault,
    )
    service.routers += [_router(api), page_routes(api, service.hub, context)]
    service.routers.append(message_page_routes(NAME, database, leads_to))
    service.hub.also_push(NewMessages(database))
    return service


def _router(api: Api) -> APIRouter:
    router = APIRouter(prefix="/api/callback", tags=["callback"])
    reading_routes(router, api)
    task_routes(router, api)
    case_routes(router, api)
    looking_routes(router, api.looking)
    return router
