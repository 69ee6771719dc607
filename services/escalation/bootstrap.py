"""The wiring of escalation: the only module that imports all of its packages."""

from services.escalation.adapters.repository import SPEC, CaseRows
from services.escalation.application.handlers import Handlers
from services.escalation.application.looking import LookUseCases
from services.escalation.application.ports import Outside
from services.escalation.application.subscriptions import OPENING, TOPICS_HEARD, events
from services.escalation.application.use_cases import UseCases
from services.escalation.entrypoints.api import routes
from services.escalation.entrypoints.message_links import leads_to
from services.escalation.entrypoints.pages import page_routes
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.platform.context import AppContext
from shared.platform.privacy.wordings import LoggedWordings
from shared.runtime.service import Listening, Service, standard_service
from shared.web.live.messages import NewMessages
from shared.web.site.message_pages import message_page_routes

NAME = "escalation"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Escalation, ready to start."""
    handlers = Handlers(Outside(context.directory, context.policies))
    listening = Listening(topics=TOPICS_HEARD, subscriptions=events(handlers), opening=OPENING)
    service = standard_service(NAME, context, database, bus, SPEC, listening=listening, fire=handlers.fire)
    rows = CaseRows(database)
    use_cases = UseCases(vault=context.vault, command_queue=service.command_queue, handlers=handlers, reader=rows)
    looking = LookUseCases(
        reader=rows,
        looking_up=context.looking_up,
        wordings=LoggedWordings(database),
        handlers=handlers,
        revealing=context.revealing,
        command_queue=service.command_queue,
    )
    service.routers.append(routes(use_cases, looking, database))
    service.routers.append(page_routes(use_cases, looking, service.hub, context))
    service.routers.append(message_page_routes(NAME, database, leads_to))
    service.hub.also_push(NewMessages(database))
    return service
