"""The wiring of intake: the only module that sees all of its rooms."""

from fastapi import APIRouter

from services.intake.adapters.repository import STORY, ReportRows
from services.intake.adapters.wecom_gate import gates_of
from services.intake.adapters.wecom_rows import WeComRows
from services.intake.application.chat import Chat
from services.intake.application.handlers import Handlers
from services.intake.application.ports import Outside
from services.intake.application.pushes import Pushes
from services.intake.application.reception import Reception
from services.intake.domain.model import Report
from services.intake.entrypoints import api, wecom
from services.intake.entrypoints.api import Api
from shared.db.database import Database
from shared.messages.delivery import Delivery, LogSender
from shared.messaging.bus import Bus
from shared.messaging.relay import Relay
from shared.platform.house import House
from shared.runtime.loops import Loop
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
    reception = Reception(house.vault)
    pushes = _pushes(house, database, door, handlers, reception, rows)
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
    loops.append(Loop(f"{NAME}.wecom", pushes.run_once, next_at=pushes.next_at))
    asked = Api(house=house, database=database, door=door, handlers=handlers, reception=reception, rows=rows)
    router = APIRouter()
    router.include_router(api.routes(asked))
    router.include_router(wecom.routes(pushes))
    return Service(
        name=NAME,
        database=database,
        router=router,
        hurried=asked.hurried,
        executor=executor,
        door=door,
        loops=loops,
        closing=[pushes.stop],
    )


def _pushes(
    house: House, database: Database, door: Door[Report], handlers: Handlers, reception: Reception, rows: ReportRows
) -> Pushes:
    """The WeCom channel, for the apps that are set up."""
    push_rows = WeComRows(database)
    chat = Chat(
        handlers=handlers,
        reception=reception,
        door=door,
        directory=house.directory,
        reports=rows,
        pushes=push_rows,
        wall=house.wall,
    )
    return Pushes(
        gates=gates_of(house.settings),
        chat=chat,
        rows=push_rows,
        door=door,
        clock=house.clock,
        wall=house.wall,
        crash=house.crash,
    )
