"""The way of a WeCom push: let in, stored as it came, read, answered in time, else finished later by the loop.

A push is durable before anybody reads it. What then fails, or takes longer than WeCom is let wait, is answered empty
(so that it is not sent again) and finished by `run_once`, with a message row in place of the reply; so is what a killed
process left behind. Doing a message twice does it once: that is `chat`'s promise.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.application.chat import Answer, Chat
from services.intake.application.wecom_ports import Finding, Gate, InnerMessage, PushRows, PushState, StoredPush, Work
from services.intake.domain import errors
from services.intake.domain.errors import Suspicious
from services.intake.domain.model import Report
from shared.contracts.words import App
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Job
from shared.engine.notifications.message import Message
from shared.support.clock import Clock
from shared.support.faults import Crash, CrashPoint, never

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=2)
"""How long, in real time, WeCom waits for our reply; it would wait five seconds."""

GRACE = timedelta(seconds=3)
"""How long, in real time, a push is left to the request that brought it."""

LONGEST_PAUSE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Pushes:
    """See the module. `wall` is the real wall clock: WeCom's timestamps are compared with it."""

    gates: Mapping[App, Gate]
    chat: Chat
    rows: PushRows
    command_queue: CommandQueue[Report]
    clock: Clock
    wall: Callable[[], datetime]
    crash: Crash = never
    under_way: set[asyncio.Task[Answer | None]] = field(default_factory=set)

    def gate(self, app: str) -> Gate:
        """The gate of an app; raises `NotFound` for one that is not set up."""
        found = next((gate for name, gate in self.gates.items() if name == app), None)
        if found is None:
            raise errors.app_not_configured()
        return found

    async def receive(self, gate: Gate, query: str, body: bytes) -> str | None:
        """The reply to a push, None for an empty one; the push is durable by then. Raises `Forbidden`."""
        push = await self._let_in(gate, query, body)
        await self._store(push)
        self.crash(CrashPoint.WECOM_STORED)
        message = await self._read(gate, push)
        answer = await self._in_time(gate, push, message)
        return answer.reply if answer is not None and await self._answered(push, message, answer) else None

    async def run_once(self, now: datetime) -> int:
        """Finish what nobody else did; returns how many pushes were looked at."""
        due = await self.rows.due(now, MOST)
        for push in due:
            await self._finish(push)
        await self._forget(now)
        return len(due)

    async def next_at(self) -> datetime | None:
        """When the next push is to be looked at."""
        return await self.rows.next_at()

    async def stop(self) -> None:
        """Leave what is still under way to the loop of the next start."""
        for task in self.under_way:
            task.cancel()
        await asyncio.gather(*self.under_way, return_exceptions=True)

    # With WeCom waiting

    async def _let_in(self, gate: Gate, query: str, body: bytes) -> StoredPush:
        try:
            delivery = gate.check(query, body, self.wall())
        except Suspicious as refusal:
            await self._refuse(gate.app, refusal)
            raise
        return StoredPush(app=gate.app, delivery=delivery, envelope=body, at=self.clock.now())

    async def _store(self, push: StoredPush) -> None:
        try_at = push.at + self.clock.scaled(GRACE)

        async def store(work: Work) -> None:
            await self.rows.store(work, push, try_at)

        await self.command_queue.submit(Job(run=store))

    async def _read(self, gate: Gate, push: StoredPush) -> InnerMessage:
        try:
            return gate.read(push.envelope)
        except Suspicious as refusal:
            await self._refuse(gate.app, refusal, push)
            raise

    async def _in_time(self, gate: Gate, push: StoredPush, message: InnerMessage) -> Answer | None:
        """The answer, None if there is none yet: it may come still, and is found there by the loop."""
        task = asyncio.create_task(self._attempt(gate, push, message))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        return task.result() if task.done() else None

    async def _attempt(self, gate: Gate, push: StoredPush, message: InnerMessage) -> Answer | None:
        try:
            return await self.chat.answer(gate, message)
        except Exception as error:
            _log_failure(push, error)
            return None

    async def _answered(self, push: StoredPush, message: InnerMessage, answer: Answer) -> bool:
        """Put on record that the reply goes back; where that fails, the loop tells the reporter, not the reply."""
        try:
            await self._close(push, Finding(PushState.ANSWERED, message.dedupe_key, answer.case_id))
        except Exception as error:
            _log_failure(push, error)
            return False
        return True

    # Later

    async def _finish(self, push: StoredPush) -> None:
        try:
            gate = self.gate(push.app)
            message = gate.read(push.envelope)
            answer = await self.chat.answer(gate, message, came_at=push.at)
            await self._tell(push, message, answer)
        except Suspicious as refusal:
            await self._refuse(push.app, refusal, push)
        except Exception as error:
            _log_failure(push, error)
            await self._put_off(push)

    async def _tell(self, push: StoredPush, message: InnerMessage, answer: Answer) -> None:
        """A message row says what the reply would have said, unless another delivery of the message was answered."""

        async def tell(work: Work) -> None:
            known = await self.rows.answered(work, push.app, message.dedupe_key)
            self.rows.finish(work, push, Finding(PushState.FINISHED, message.dedupe_key, answer.case_id))
            if not known and answer.recipient and answer.case_id and answer.text:
                key = f"intake.wecom.{push.app}.{message.dedupe_key}"
                work.notify(
                    Message(
                        key=key,
                        subject_id=answer.case_id,
                        recipient=answer.recipient,
                        kind="wecom_answer",
                        text=answer.text,
                    )
                )

        await self.command_queue.submit(Job(run=tell))

    async def _put_off(self, push: StoredPush) -> None:
        pause = min(timedelta(seconds=2 ** min(push.attempts, 10)), LONGEST_PAUSE)
        try_at = self.clock.now() + self.clock.scaled(pause)

        async def put_off(work: Work) -> None:
            self.rows.put_off(work, push, try_at)

        await self.command_queue.submit(Job(run=put_off))

    async def _forget(self, now: datetime) -> None:
        """Messages hold personal data under the app's key, not the case's: they are not kept longer than they serve."""
        before = now - self.clock.scaled(KEPT)
        oldest = await self.rows.oldest_done()
        if oldest is None or oldest >= before:
            return

        async def forget(work: Work) -> None:
            self.rows.forget(work, before)

        await self.command_queue.submit(Job(run=forget))

    # Either way

    async def _close(self, push: StoredPush, finding: Finding) -> None:
        async def close(work: Work) -> None:
            self.rows.finish(work, push, finding)

        await self.command_queue.submit(Job(run=close))

    async def _refuse(self, app: App, refusal: Suspicious, push: StoredPush | None = None) -> None:
        """On record: an audit line, and what was stored is closed."""

        async def refuse(work: Work) -> None:
            if push is not None:
                self.rows.finish(work, push, Finding(PushState.REFUSED))
                work.checkpoint()
            raise refusal

        try:
            await self.command_queue.submit(Job(run=refuse, action="wecom_push", actor=f"wecom:{app}"))
        except Suspicious:
            log.warning("push refused", extra={"action": "wecom.refused", "app": app, "code": refusal.code})


def _log_failure(push: StoredPush, error: Exception) -> None:
    facts = {"action": "wecom.failed", "app": push.app, "delivery": push.delivery, "attempts": push.attempts}
    log.error("push not finished, the loop tries again", extra=facts, exc_info=error)
