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
from shared.db.database import Database
from shared.messages.delivery import Delivery, LogSender
from shared.messaging.bus import Bus
from shared.messaging.consumer import Consumer
from shared.messaging.parking import Parking
from shared.messaging.relay import Relay
from shared.platform.house import House
from shared.runtime.service import Service, standard_loops
from shared.timers.ticker import Ticker
from shared.work.door import Door
from shared.work.executor import Executor

NAME = "callback"


def build(house: House, database: Database, bus: Bus) -> Service:
    """Callback, ready to start."""
    executor = Executor(database, STORY, house.clock, crash=house.crash)
    door = Door(executor)
    rows = CaseRows(database)
    outside = Outside(
        directory=house.directory,
        policies=house.policies,
        calendar=house.calendar,
        clock=house.clock,
        rows=rows,
    )
    handlers = Handlers(outside)
    consumer = Consumer(NAME, TOPICS_HEARD, events(handlers), executor, opening=OPENING)
    loops = standard_loops(
        NAME,
        bus=bus,
        relay=Relay(database, bus, crash=house.crash),
        consumer=consumer,
        parking=Parking(database, consumer),
        ticker=Ticker(database, executor, handlers.fire),
        delivery=Delivery(database, [LogSender()], crash=house.crash),
        executor=executor,
    )
    api = Api(
        house=house,
        database=database,
        door=door,
        handlers=handlers,
        calls=CallHandlers(handlers, outside),
        handling=HandlingHandlers(handlers, outside),
        reader=rows,
        policies=house.policies,
    )
    return Service(name=NAME, database=database, router=_router(api), executor=executor, door=door, loops=loops)


def _router(api: Api) -> APIRouter:
    router = APIRouter(prefix="/api/callback", tags=["callback"])
    reading_routes(router, api)
    task_routes(router, api)
    case_routes(router, api)
    reveal_route(router, api)
    return router
