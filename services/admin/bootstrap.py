"""The wiring of administration. It has no database of its own: it works on the platform's, and on all services'."""

from services.admin.adapters.audit import AuditRows
from services.admin.adapters.case_rows import EngineRows
from services.admin.adapters.ended_cases import EndedRows
from services.admin.adapters.event_log import EventLogRows
from services.admin.adapters.waiting_rows import EngineFigures
from services.admin.application.administration import Administration
from services.admin.application.checking import CheckedDirectories
from services.admin.application.clock import ClockDecisions
from services.admin.application.erasing import Erasing
from services.admin.application.health import HealthReading
from services.admin.application.holding import Holding
from services.admin.application.operations import Operations
from services.admin.application.overseeing import Overseeing
from services.admin.application.retention import DailyRetention, Retention
from services.admin.application.signing_in import SigningIn
from services.admin.application.use_cases import UseCases
from services.admin.entrypoints.api import routes
from services.admin.entrypoints.pages import page_routes
from shared.contracts.services import ADMIN
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.loops import Loop
from shared.engine.tables import audit as service_audit
from shared.platform.context import AppContext
from shared.platform.directory.drafts import DraftStore
from shared.platform.tables import audit
from shared.runtime.service import Service
from shared.web.site.version import site_version

NAME = ADMIN


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Administration, ready to start; `database` is the platform's."""
    on_record = AuditRows(audit)
    erasing = Erasing(context, EngineRows(), on_record)
    uses = UseCases(
        administration=Administration(context, on_record),
        operations=Operations(context, EventLogRows(), on_record, AuditRows(service_audit)),
        health=HealthReading(context, EngineFigures(), site_version()),
        clock=ClockDecisions(context, EventLogRows(), on_record),
        erasing=erasing,
        holding=Holding(context, on_record),
        retention=Retention(context, erasing, EndedRows()),
        signing_in=SigningIn(context, on_record),
        overseeing=Overseeing(context),
    )
    checked = CheckedDirectories(context, uses.administration, DraftStore(context.platform))
    service = Service(name=NAME, database=database)
    if context.policies.ever_erases:  # else there is nothing for which to hold a lease
        service.loops.append(Loop(f"{NAME}.retention", DailyRetention(context, uses.retention).run_once))
    service.routers += [routes(uses, context), page_routes(uses, checked, context)]
    return service
