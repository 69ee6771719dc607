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
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.events.consumer import Consumer
from shared.engine.events.parking import Parking
from shared.engine.events.relay import Relay
from shared.engine.executor import Executor
from shared.engine.notifications.delivery import deliveries_through
from shared.engine.timers import Ticker
from shared.platform.context import AppContext
from shared.runtime.service import CHANNELS, Service, standard_loops

NAME = "callback"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Callback, ready to start."""
    executor = Executor(database, STORY, context.clock, crash=context.crash)
    command_queue = CommandQueue(executor)
    rows = CaseRows(database)
    outside = Outside(
        directory=context.directory,
        policies=context.policies,
        calendar=context.calendar,
        clock=context.clock,
        rows=rows,
    )
    handlers = Handlers(outside)
    consumer = Consumer(NAME, TOPICS_HEARD, events(handlers), executor, opening=OPENING)
    loops = standard_loops(
        NAME,
        bus=bus,
        relay=Relay(database, bus, crash=context.crash),
        consumer=consumer,
        parking=Parking(database, consumer),
        ticker=Ticker(database, executor, handlers.fire),
        deliveries=deliveries_through(database, CHANNELS, crash=context.crash),
        executor=executor,
    )
    api = Api(
        context=context,
        database=database,
        command_queue=command_queue,
        handlers=handlers,
        calls=CallHandlers(handlers, outside),
        handling=HandlingHandlers(handlers, outside),
        reader=rows,
        policies=context.policies,
    )
    return Service(
        name=NAME, database=database, router=_router(api), executor=executor, command_queue=command_queue, loops=loops
    )


def _router(api: Api) -> APIRouter:
    router = APIRouter(prefix="/api/callback", tags=["callback"])
    reading_routes(router, api)
    task_routes(router, api)
    case_routes(router, api)
    reveal_route(router, api)
    return router
