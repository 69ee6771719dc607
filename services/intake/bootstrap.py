"""The wiring of intake: the only module that imports all of its packages."""

from collections.abc import Mapping

from services.intake.adapters.demo_keys import with_demo_keys
from services.intake.adapters.forgetting import forget
from services.intake.adapters.repository import SPEC, ReportRows
from services.intake.adapters.wecom_app import apps_of
from services.intake.adapters.wecom_rows import WeComRows
from services.intake.application.chat import Chat
from services.intake.application.handlers import Handlers
from services.intake.application.looking import LookUseCases
from services.intake.application.ports import Outside
from services.intake.application.pushes import Pushes
from services.intake.application.quality_items import QualityItems
from services.intake.application.references import References
from services.intake.application.subscriptions import TOPICS_HEARD, events
from services.intake.application.url_checks import UrlChecks
from services.intake.application.use_cases import UseCases
from services.intake.application.wecom_ports import WeComApp
from services.intake.domain.model import Report
from services.intake.entrypoints import api, wecom
from services.intake.entrypoints.api import Api
from services.intake.entrypoints.message_links import leads_to
from services.intake.entrypoints.pages import ReportPages, page_routes, pages_of_intake
from services.intake.entrypoints.pages_quality import QualityPages, quality_page_routes
from services.intake.entrypoints.pages_registering import RegisterPages, register_routes
from services.intake.entrypoints.quality import quality_routes
from services.intake.settings import IntakeSettings
from shared.contracts.words import App
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.loops import Loop
from shared.platform.context import AppContext
from shared.platform.privacy.wordings import LoggedWordings
from shared.platform.rates import Rate
from shared.platform.settings import Profile
from shared.platform.shown_names import ShownNames
from shared.runtime.service import Listening, Service, standard_service
from shared.web.site.message_pages import message_page_routes

NAME = "intake"


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Intake, ready to start."""
    settings = _settings(context)
    rows = ReportRows(database)
    handlers = Handlers(Outside(rows))
    listening = Listening(topics=TOPICS_HEARD, subscriptions=events(handlers))
    service = standard_service(NAME, context, database, bus, SPEC, listening=listening, forget=forget)
    use_cases = UseCases(
        vault=context.vault,
        directory=context.directory,
        reports=rows,
        handlers=handlers,
        command_queue=service.command_queue,
        references=References(context.directory, context.policies, rows, context.clock),
        clock=context.clock,
        policies=context.policies,
        admission=context.admission,
        default_unit=settings.default_unit,
    )
    items = QualityItems(
        vault=context.vault,
        directory=context.directory,
        rows=rows,
        handlers=handlers,
        command_queue=service.command_queue,
    )
    corpid = settings.wecom_corpid
    service.accounts = {"wecom_corpid": corpid} if corpid else {}
    rate = Rate("report", settings.reports_a_minute, context.clock, context.security)
    pushes = _pushes(context, apps_of(settings), database, service.command_queue, use_cases, rate)
    service.loops.append(Loop(f"{NAME}.wecom", pushes.run_once, next_at=pushes.next_at))
    service.closing.append(pushes.stop)
    looking = LookUseCases(
        vault=context.vault,
        looking_up=context.looking_up,
        reports=rows,
        wordings=LoggedWordings(database),
        policies=context.policies,
        revealing=context.revealing,
        command_queue=service.command_queue,
    )
    routes = Api(database=database, vault=context.vault, use_cases=use_cases, looking=looking, rate=rate)
    service.routers.append(api.routes(routes))
    reports = ReportPages(
        use_cases=use_cases, looking=looking, policies=context.policies, rate=rate, pages=pages_of_intake()
    )
    registering = RegisterPages(reports=reports, shown=ShownNames(context.clock, context.security))
    quality = QualityPages(pages=reports.pages, items=items, shown=registering.shown)
    service.routers += [page_routes(reports), register_routes(registering), quality_page_routes(quality)]
    service.routers.append(message_page_routes(NAME, database, leads_to))
    service.routers.append(wecom.routes(pushes, _url_checks(context, database, service.command_queue)))
    service.routers.append(quality_routes(items))
    service.fast_routes = routes.fast_routes
    return service


def _settings(context: AppContext) -> IntakeSettings:
    settings = context.settings_of(IntakeSettings)
    demo = context.settings.profile is Profile.DEMO
    return with_demo_keys(settings, context.settings.data_dir) if demo else settings


def _url_checks(context: AppContext, database: Database, command_queue: CommandQueue[Report]) -> UrlChecks:
    return UrlChecks(
        rows=WeComRows(database),
        command_queue=command_queue,
        clock=context.clock,
        wall=context.wall,
        security=context.security,
    )


def _pushes(
    context: AppContext,
    apps: Mapping[App, WeComApp],
    database: Database,
    command_queue: CommandQueue[Report],
    use_cases: UseCases,
    rate: Rate,
) -> Pushes:
    """The WeCom channel, for the apps that are set up."""
    rows = WeComRows(database)
    return Pushes(
        apps=apps,
        chat=Chat(
            use_cases=use_cases,
            directory=context.directory,
            policies=context.policies,
            pushes=rows,
            clock=context.clock,
            wall=context.wall,
            alias=context.vault.alias,
            rate=rate,
        ),
        rows=rows,
        command_queue=command_queue,
        clock=context.clock,
        wall=context.wall,
        security=context.security,
        crash=context.crash,
    )
