"""Delivery: sends messages to people through channels.

The row in the recipient's message box is the message; a channel is one more way to notice it. Each channel has a loop
of its own: one that fails or hangs neither delays nor repeats another. A message that a channel could not send is
retried after 1, 2, 4, … seconds. If the process dies between sending and recording, the message is sent again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from shared.engine.db.database import Database
from shared.engine.notifications.channels.base import Channel
from shared.engine.notifications.tries import Tried, Try
from shared.engine.notifications.try_log import TryLog
from shared.support import metrics
from shared.support.faults import Crash, CrashPoint, never

log = logging.getLogger(__name__)

SLOTS = 8  # sends of one channel at a time
SEND_WITHIN = 10.0  # seconds
START_WITHIN = 1.0  # seconds; what a round has not started by then is left to the next one, behind fresh messages


def deliveries_through(database: Database, channels: Sequence[Channel], *, crash: Crash = never) -> list["Delivery"]:
    """The deliveries of one service, one for each channel."""
    tries = TryLog(database, [channel.name for channel in channels])
    return [Delivery(database.name, tries, channel, crash=crash) for channel in channels]


class Delivery:
    """Sends one service's messages through one channel. `run_once` makes at most one batch of tries."""

    def __init__(
        self, service: str, tries: TryLog, channel: Channel, *, crash: Crash = never, batch: int = 500
    ) -> None:
        self.channel = channel
        self.batch = batch
        self._tries = tries
        self._crash = crash
        self._delivered = metrics.delivered.labels(service)

    async def run_once(self, now: datetime) -> int:
        """Send what is due; returns how many tries were made."""
        due = await self._tries.due(self.channel.name, now, self.batch)
        if not due:
            return 0
        tried = await self._send_all(due)
        self._crash(CrashPoint.MESSAGE_SENT)
        await self._tries.record(self.channel.name, tried, now)
        self._delivered.inc(sum(one.error is None for one in tried))
        return len(tried)

    async def _send_all(self, due: Sequence[Try]) -> list[Tried]:
        """Send in order, at most `SLOTS` at a time, as many as can be started within `START_WITHIN`."""
        if len(due) == 1:
            return [await self._send_alone(due[0])]
        queue, sending, tried = deque(due), dict[int, Try](), list[Tried]()
        loop = asyncio.get_running_loop()
        slots = range(min(SLOTS, len(due)))
        workers = [loop.create_task(self._send_from(queue, sending, slot, tried)) for slot in slots]
        try:
            await asyncio.wait(workers, timeout=START_WITHIN)
            queue.clear()
            await asyncio.wait(workers, timeout=SEND_WITHIN)
        finally:
            for worker in workers:
                worker.cancel()
        await asyncio.wait(workers)
        for worker in workers:
            if not worker.cancelled():
                worker.result()
        return tried + [self._failed(made, TimeoutError()) for made in sending.values()]

    async def _send_from(self, queue: deque[Try], sending: dict[int, Try], slot: int, tried: list[Tried]) -> None:
        while queue:
            sending[slot] = queue.popleft()
            tried.append(await self._send(sending[slot]))
        sending.pop(slot, None)

    async def _send_alone(self, made: Try) -> Tried:
        try:
            async with asyncio.timeout(SEND_WITHIN):
                return await self._send(made)
        except TimeoutError as error:
            return self._failed(made, error)

    async def _send(self, made: Try) -> Tried:
        try:
            return Tried(made, proof=await self.channel.send(made.message))
        except Exception as error:
            return self._failed(made, error)

    def _failed(self, made: Try, error: Exception) -> Tried:
        facts = {"action": "delivery.failed", "case_id": made.message.subject_id, "channel": self.channel.name}
        facts |= {"error": type(error).__name__}
        log.warning("message not sent, to be retried", extra=facts)
        return Tried(made, error=type(error).__name__)
