"""The wiring of escalation: the only module that sees all of its rooms."""

from fastapi import APIRouter

from services.escalation.adapters.repository import STORY, CaseRows
from services.escalation.application.handlers import Handlers
from services.escalation.application.ports import Outside
from services.escalation.application.subscriptions import OPENING, TOPICS_HEARD, events
from services.escalation.entrypoints.api import Api, routes
from services.escalation.entrypoints.pages import page_routes
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

NAME = "escalation"


def build(house: House, database: Database, bus: Bus) -> Service:
    """Escalation, ready to start."""
    executor = Executor(database, STORY, house.clock, crash=house.crash)
    door = Door(executor)
    handlers = Handlers(Outside(house.directory, house.policies))
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
    api = Api(house=house, database=database, door=door, handlers=handlers, reader=CaseRows(database))
    router = APIRouter()
    router.include_router(routes(api))
    router.include_router(page_routes())
    return Service(name=NAME, database=database, router=router, executor=executor, door=door, loops=loops)
