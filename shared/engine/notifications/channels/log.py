"""The channel that writes to the log: the recipient and the kind of a message, never its text."""

import logging

from shared.engine.notifications.message import Message

log = logging.getLogger(__name__)


class LogChannel:
    """Logs each message. It never fails."""

    name = "log"

    async def send(self, message: Message) -> None:
        facts = {"action": "message", "case_id": message.subject_id, "recipient": message.recipient}
        log.info("message %s", message.kind, extra=facts)
