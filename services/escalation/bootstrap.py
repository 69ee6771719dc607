"""The wiring of escalation: the only module that sees all of its rooms."""

from fastapi import APIRouter

from services.escalation.adapters.repository import STORY, CaseRows
from services.escalation.application.handlers import Handlers
from services.escalation.application.ports import Outside
from services.escalation.application.subscriptions import OPENING, TOPICS_HEARD, events
from services.escalation.entrypoints.api import Api, routes
from services.escalation.entrypoints.pages import page_routes
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

NAME = "escalation"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Escalation, ready to start."""
    executor = Executor(database, STORY, context.clock, crash=context.crash)
    command_queue = CommandQueue(executor)
    handlers = Handlers(Outside(context.directory, context.policies))
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
        context=context, database=database, command_queue=command_queue, handlers=handlers, reader=CaseRows(database)
    )
    router = APIRouter()
    router.include_router(routes(api))
    router.include_router(page_routes())
    return Service(
        name=NAME, database=database, router=router, executor=executor, command_queue=command_queue, loops=loops
    )
