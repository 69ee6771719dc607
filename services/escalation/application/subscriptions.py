"""Everything escalation listens to, on one screen."""

from services.escalation.application.handlers import Handlers
from services.escalation.domain.model import STEP, Case
from shared.contracts.intake import ReportAccepted, ReportAmended
from shared.contracts.services import TOPICS
from shared.engine.events.consumer import Subscriptions
from shared.engine.timers import Fire

TOPICS_HEARD = (TOPICS["intake"],)
OPENING = {ReportAccepted.type}
"""What makes a case."""


def events(handlers: Handlers) -> Subscriptions[Case]:
    """(event type, version) -> handler."""
    return {
        (ReportAccepted.type, ReportAccepted.version): handlers.open,
        (ReportAmended.type, ReportAmended.version): handlers.amend,
    }


def timers(handlers: Handlers) -> dict[str, Fire[Case]]:
    """Timer kind -> handler."""
    return {STEP: handlers.fire}
