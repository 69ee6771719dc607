"""The events escalation consumes, on one screen. Its timers all go to `Handlers.fire`."""

from services.escalation.application.handlers import Handlers
from services.escalation.domain.model import Case
from shared.contracts.intake import ButtonPressed, ReportAccepted, ReportAmended
from shared.contracts.services import TOPICS
from shared.engine.events.consumer import Subscriptions

TOPICS_HEARD = (TOPICS["intake"],)
OPENING = {ReportAccepted.type}
"""The events that open a case."""


def events(handlers: Handlers) -> Subscriptions[Case]:
    """(event type, version) -> handler."""
    return {
        (ReportAccepted.type, ReportAccepted.version): handlers.open,
        (ReportAmended.type, ReportAmended.version): handlers.amend,
        (ButtonPressed.type, ButtonPressed.version): handlers.press,
    }
