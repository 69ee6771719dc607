"""Everything callback listens to, on one screen."""

from services.callback.application.handlers import Handlers
from services.callback.domain.model import Case
from services.callback.domain.obligations import CLOCKS
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import ReportAmended
from shared.contracts.services import TOPICS
from shared.engine.events.consumer import Subscriptions
from shared.engine.timers import Fire

TOPICS_HEARD = (TOPICS["escalation"], TOPICS["intake"])
OPENING = {CaseFiled.type}
"""What makes a case."""


def events(handlers: Handlers) -> Subscriptions[Case]:
    """(event type, version) -> handler."""
    return {
        (CaseFiled.type, CaseFiled.version): handlers.receive,
        (ReportAmended.type, ReportAmended.version): handlers.amend,
    }


def timers(handlers: Handlers) -> dict[str, Fire[Case]]:
    """Timer kind -> handler: all of them mean *look at the case*."""
    return {clock.KIND: handlers.fire for clock in CLOCKS}
