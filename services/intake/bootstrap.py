"""The wiring of intake: the only module that sees all of its rooms."""

from services.intake.adapters.repository import STORY, ReportRows
from services.intake.application.handlers import Handlers
from services.intake.application.ports import Outside
from services.intake.application.reception import Reception
from services.intake.entrypoints.api import Api, routes
from shared.db.database import Database
from shared.messages.delivery import Delivery, LogSender
from shared.messaging.bus import Bus
from shared.messaging.relay import Relay
from shared.platform.house import House
from shared.runtime.service import Service, standard_loops
from shared.work.door import Door
from shared.work.executor import Executor

NAME = "intake"


def build(house: House, database: Database, bus: Bus) -> Service:
    """Intake, ready to start."""
    executor = Executor(database, STORY, house.clock, crash=house.crash)
    door = Door(executor)
    rows = ReportRows(database)
    handlers = Handlers(Outside(house.directory, house.policies, rows))
    loops = standard_loops(
        NAME,
        bus=bus,
        relay=Relay(database, bus, crash=house.crash),
        consumer=None,
        parking=None,
        ticker=None,
        delivery=Delivery(database, [LogSender()], crash=house.crash),
        executor=executor,
    )
    api = Api(house=house, database=database, door=door, handlers=handlers, reception=Reception(house.vault), rows=rows)
    return Service(name=NAME, database=database, router=routes(api), executor=executor, door=door, loops=loops)
