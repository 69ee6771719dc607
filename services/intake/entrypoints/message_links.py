"""Where a message of intake leads: to the receipt of its report."""

from shared.engine.notifications.box import MessageView
from shared.platform.identity.actor import Actor


def leads_to(message: MessageView, actor: Actor) -> str:
    """The receipt, where details are added."""
    return f"/report/{message.case_id}"
