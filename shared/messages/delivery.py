"""The delivery loop: takes messages that were not delivered yet to the senders, and marks them.

The row in the recipient's message box is the message; a sender is one more way to be noticed. A sender that fails is
tried again; no clock ever waits for it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, select, update

from shared.db.database import Database
from shared.db.statements import Row
from shared.faults import Crash, CrashPoint, never
from shared.messages.tables import messages

log = logging.getLogger(__name__)

UNDELIVERED = select(messages).where(messages.c.delivered_at.is_(None)).order_by(messages.c.position).limit(200)
DELIVERED = (
    update(messages)
    .where(messages.c.position == bindparam("of"))
    .values(delivered_at=bindparam("new_at"), attempts=messages.c.attempts + 1)
)


class Sender(Protocol):
    """A way to notice a message. Must bear being given the same message twice: `key` tells."""

    async def send(self, message: Row) -> None:
        """Send it; raises when it is to be tried again."""


class LogSender:
    """Writes that a message is in somebody's box into the log: who and what kind, never the text."""

    async def send(self, message: Row) -> None:
        """See `Sender`."""
        facts = {"action": "message", "case_id": message["case_id"], "recipient": message["recipient"]}
        log.info("message %s", message["kind"], extra=facts)


class Delivery:
    """One service's messages on their way out. `run_once` sends at most one batch."""

    def __init__(self, database: Database, senders: Sequence[Sender], *, crash: Crash = never) -> None:
        self._database = database
        self._senders = senders
        self._crash = crash

    async def run_once(self, now: datetime) -> int:
        """Returns how many were delivered."""
        async with self._database.reading() as connection:
            rows = await connection.execute(UNDELIVERED)
        if not rows:
            return 0
        for row in rows:
            for sender in self._senders:
                await sender.send(row)
        self._crash(CrashPoint.MESSAGE_SENT)
        async with self._database.transaction() as connection:
            await connection.execute_many(DELIVERED, [{"of": row["position"], "new_at": now} for row in rows])
        return len(rows)
