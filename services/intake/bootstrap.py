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
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.events.relay import Relay
from shared.engine.executor import Executor
from shared.engine.loops import Loop
from shared.engine.notifications.delivery import deliveries_through
from shared.platform.context import AppContext
from shared.runtime.service import CHANNELS, Service, standard_loops

NAME = "intake"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Intake, ready to start."""
    executor = Executor(database, STORY, context.clock, crash=context.crash)
    command_queue = CommandQueue(executor)
    rows = ReportRows(database)
    handlers = Handlers(Outside(context.directory, context.policies, rows))
    reception = Reception(context.vault)
    pushes = _pushes(context, database, command_queue, handlers, reception, rows)
    loops = standard_loops(
        NAME,
        bus=bus,
        relay=Relay(database, bus, crash=context.crash),
        consumer=None,
        parking=None,
        ticker=None,
        deliveries=deliveries_through(database, CHANNELS, crash=context.crash),
        executor=executor,
    )
    loops.append(Loop(f"{NAME}.wecom", pushes.run_once, next_at=pushes.next_at))
    asked = Api(
        context=context,
        database=database,
        command_queue=command_queue,
        handlers=handlers,
        reception=reception,
        rows=rows,
    )
    router = APIRouter()
    router.include_router(api.routes(asked))
    router.include_router(wecom.routes(pushes))
    return Service(
        name=NAME,
        database=database,
        router=router,
        fast_routes=asked.fast_routes,
        executor=executor,
        command_queue=command_queue,
        loops=loops,
        closing=[pushes.stop],
    )


def _pushes(
    context: AppContext,
    database: Database,
    command_queue: CommandQueue[Report],
    handlers: Handlers,
    reception: Reception,
    rows: ReportRows,
) -> Pushes:
    """The WeCom channel, for the apps that are set up."""
    push_rows = WeComRows(database)
    chat = Chat(
        handlers=handlers,
        reception=reception,
        command_queue=command_queue,
        directory=context.directory,
        reports=rows,
        pushes=push_rows,
        wall=context.wall,
    )
    return Pushes(
        gates=gates_of(context.settings),
        chat=chat,
        rows=push_rows,
        command_queue=command_queue,
        clock=context.clock,
        wall=context.wall,
        crash=context.crash,
    )
