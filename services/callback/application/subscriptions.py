"""The events callback consumes, and their handlers."""

from services.callback.application.handlers import Handlers
from services.callback.domain.model import Case
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import ReportAmended
from shared.contracts.services import TOPICS
from shared.engine.events.consumer import Subscriptions

TOPICS_HEARD = (TOPICS["escalation"], TOPICS["intake"])
OPENING = {CaseFiled.type}
"""The events that begin a case."""


def events(handlers: Handlers) -> Subscriptions[Case]:
    """(event type, version) -> handler."""
    return {
        (CaseFiled.type, CaseFiled.version): handlers.receive,
        (ReportAmended.type, ReportAmended.version): handlers.amend,
    }
