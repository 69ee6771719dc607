"""The delivery loop: takes messages that were not delivered yet to the senders, and marks them.

The row in the recipient's message box is the message; a sender is one more way to be noticed. A message that a sender
fails on is tried again, as long after the first try as has passed since; the others go on, and no clock waits for it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import bindparam, select, update

from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.tables import messages
from shared.support import metrics
from shared.support.faults import Crash, CrashPoint, never

log = logging.getLogger(__name__)

UNDELIVERED = (
    select(messages)
    .where(messages.c.delivered_at.is_(None))
    .order_by(messages.c.attempts, messages.c.position)  # what fails again and again never stands before the others
    .limit(bindparam("most"))
)
TRIED = (
    update(messages)
    .where(messages.c.position == bindparam("of"))
    .values(delivered_at=bindparam("new_at"), attempts=messages.c.attempts + 1)
)
MOST_DOUBLINGS = 16


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

    def __init__(
        self, database: Database, senders: Sequence[Sender], *, crash: Crash = never, batch: int = 500
    ) -> None:
        self._database = database
        self._senders = senders
        self._crash = crash
        self.batch = batch

    async def run_once(self, now: datetime) -> int:
        """Returns how many were tried."""
        rows = [row for row in await self._database.ask(UNDELIVERED, {"most": self.batch}) if again_at(row) <= now]
        if not rows:
            return 0
        tried = [{"of": row["position"], "new_at": now if await self._sent(row) else None} for row in rows]
        self._crash(CrashPoint.MESSAGE_SENT)
        await self._database.change((TRIED, tried))
        metrics.delivered.labels(self._database.name).inc(sum(one["new_at"] is not None for one in tried))
        return len(tried)

    async def _sent(self, row: Row) -> bool:
        try:
            for sender in self._senders:
                await sender.send(row)
        except Exception as error:
            facts = {"action": "delivery.failed", "case_id": row["case_id"], "error": type(error).__name__}
            log.warning("message not sent, to be tried again", extra=facts)
            return False
        return True


def again_at(row: Row) -> datetime:
    """When a message is tried next: at once, then 1, 3, 7, … seconds after it was told."""
    told_at: datetime = row["at"]
    return told_at + timedelta(seconds=2 ** min(row["attempts"], MOST_DOUBLINGS) - 1)
