"""The wiring of administration. It has no database of its own: it works on the platform's, and on all services'."""

from services.admin.adapters.audit import AuditRows
from services.admin.adapters.case_rows import EngineRows
from services.admin.adapters.ended_cases import EndedRows
from services.admin.adapters.event_log import EventLogRows
from services.admin.application.administration import Administration
from services.admin.application.clock import ClockDecisions
from services.admin.application.erasing import Erasing
from services.admin.application.holding import Holding
from services.admin.application.operations import Operations
from services.admin.application.retention import DailyRetention, Retention
from services.admin.application.signing_in import SigningIn
from services.admin.entrypoints.api import routes
from services.admin.entrypoints.pages import page_routes
from shared.contracts.services import ADMIN
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.loops import Loop
from shared.engine.tables import audit as service_audit
from shared.platform.context import AppContext
from shared.platform.tables import audit
from shared.runtime.service import Service

NAME = ADMIN


def build(context: AppContext, database: Database, bus: Bus) -> Service:
    """Administration, ready to start; `database` is the platform's."""
    on_record = AuditRows(audit)
    operations = Operations(context, EventLogRows(), on_record, AuditRows(service_audit))
    clock = ClockDecisions(context, EventLogRows(), on_record)
    service = Service(name=NAME, database=database)
    erasing = Erasing(context, EngineRows(), on_record)
    holding, administration = Holding(context, on_record), Administration(context, on_record)
    retention = Retention(context, erasing, EndedRows())
    if context.policies.ever_erases:  # else there is nothing for which to hold a lease
        service.loops.append(Loop(f"{NAME}.retention", DailyRetention(context, retention).run_once))
    service.routers.append(routes(administration, operations, clock, erasing, holding, retention, context))
    service.routers.append(page_routes(SigningIn(context, on_record)))
    return service
