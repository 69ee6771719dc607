"""The protocol of a channel."""

from typing import Protocol

from shared.engine.notifications.message import Message


class Channel(Protocol):
    """Sends messages to people. `name` is stable: it is stored with every try."""

    name: str

    async def send(self, message: Message) -> str | None:
        """Send the message. Returns the provider's reference, None if there is none; raises if it is to be retried.

        After a crash of the process a message may come twice; `Message.key` identifies it.
        """
