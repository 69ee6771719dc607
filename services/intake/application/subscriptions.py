"""The events intake consumes: which unit has the case, so that it may add what it learns to the report."""

from services.intake.application.handlers import Handlers
from services.intake.domain.model import Report
from shared.contracts.callback import CaseAssigned, CaseDispatched, CaseReopened, CaseReturned, CaseTransferred
from shared.contracts.services import TOPICS
from shared.engine.events.consumer import Subscriptions

TOPICS_HEARD = (TOPICS["callback"],)


def events(handlers: Handlers) -> Subscriptions[Report]:
    """(event type, version) -> handler."""
    return {
        (CaseDispatched.type, CaseDispatched.version): handlers.unit_changed,
        (CaseTransferred.type, CaseTransferred.version): handlers.unit_changed,
        (CaseAssigned.type, CaseAssigned.version): handlers.handler_named,
        (CaseReturned.type, CaseReturned.version): handlers.unit_gone,
        (CaseReopened.type, CaseReopened.version): handlers.reopened,
    }
