"""Where a message of escalation leads: to the page of its case, or to the page with the one button it asks for."""

from services.escalation.application.addressing import level_of
from shared.engine.notifications.box import MessageView
from shared.platform.identity.actor import Actor


def leads_to(message: MessageView, actor: Actor) -> str:
    """The page; what is missing of a report is added where it was made."""
    level = level_of(message.key)
    if level is not None:
        return f"/onsite/{message.case_id}/levels/{level}"
    return f"/report/{message.case_id}" if message.kind == "reason_asked" else f"/onsite/{message.case_id}"
