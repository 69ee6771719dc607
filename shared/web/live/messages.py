"""New messages: the pages of a person hear that there is one, in whichever process it was written.

Nothing of the message is sent: the page asks how many are unread, of this service and of the others.
"""

from collections.abc import Sequence
from datetime import timedelta

from shared.engine.db.database import Database
from shared.engine.notifications.box import last_messages
from shared.web.live.listener import Listener, encoded

EVENT = "message"
RECENT = timedelta(seconds=10)
"""A listener that was not asked about before hears of a message that is not older than this."""


class NewMessages:
    """Sends `message` to the listeners who have one that they had not after the change before."""

    def __init__(self, database: Database) -> None:
        self.name = EVENT
        self.failing = False
        self._database = database

    def forget(self) -> None:
        """Nothing: each listener knows which message it heard of last."""

    async def push(self, subject_ids: Sequence[str], listeners: Sequence[Listener], *, again: bool = False) -> None:
        staff = list(dict.fromkeys(listener.viewer.actor.staff_id for listener in listeners))
        if not staff:
            return
        async with self._database.reading() as connection:
            last = await last_messages(connection, staff)
        for listener in listeners:
            position, at = last.get(listener.viewer.actor.staff_id, (0, None))
            known = listener.counts.get(EVENT)
            listener.counts[EVENT] = position
            is_recent = at is not None and at >= listener.viewer.actor.at - RECENT
            if position > known if known is not None else is_recent:
                listener.send(encoded(EVENT, {}))
