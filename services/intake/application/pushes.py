"""The way of a WeCom push: verified, stored, decrypted, answered in time, or else finished later by the loop.

A push is durable before it is decrypted. If processing then fails, or takes longer than `PATIENCE`, WeCom gets an empty
answer (so that it does not send the push again) and `run_once` finishes it, with a message row in place of the reply.
The same happens to a push that a killed process left behind. Processing is idempotent by the message's dedupe key
(`chat`).
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.application.chat import Answer, Chat
from services.intake.application.ports import Work
from services.intake.application.wecom_ports import (
    InnerMessage,
    PushResult,
    PushRows,
    PushState,
    StoredPush,
    WeComApp,
)
from services.intake.domain import errors
from services.intake.domain.errors import Suspicious
from services.intake.domain.model import Report
from shared.contracts.words import App
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Job
from shared.engine.notifications.message import Message
from shared.platform.security_events import SecurityKind, SecurityLog
from shared.support.clock import Clock
from shared.support.errors import Forbidden
from shared.support.faults import Crash, CrashPoint, never

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=2)
"""How long, in real time, a push is processed before WeCom gets an empty answer; WeCom waits five seconds."""

GRACE = timedelta(seconds=3)
"""How long, in real time, a push is left to the request that brought it before the loop takes it."""

LONGEST_PAUSE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Pushes:
    """Processes pushes. `wall` is the real wall clock: WeCom's timestamps are compared with it."""

    apps: Mapping[App, WeComApp]
    chat: Chat
    rows: PushRows
    command_queue: CommandQueue[Report]
    clock: Clock
    wall: Callable[[], datetime]
    security: SecurityLog
    crash: Crash = never
    under_way: set[asyncio.Task[Answer | None]] = field(default_factory=set)

    def app(self, name: str) -> WeComApp:
        """The app of this name; raises `NotFound` for one that is not set up."""
        found = next((app for known, app in self.apps.items() if known == name), None)
        if found is None:
            raise errors.app_not_configured()
        return found

    async def receive(self, app: WeComApp, query: str, body: bytes) -> str | None:
        """The reply to a push, None for an empty one; the push is durable by then. Raises `Forbidden`."""
        push = await self._verified(app, query, body)
        await self._store(push)
        self.crash(CrashPoint.WECOM_STORED)
        message = await self._read(app, push)
        answer = await self._in_time(app, push, message)
        return answer.reply if answer is not None and await self._answered(push, message, answer) else None

    async def run_once(self, now: datetime) -> int:
        """Finish the pushes that are due; returns how many there were."""
        due = await self.rows.due(now, MOST)
        for push in due:
            await self._finish(push)
        await self._forget(now)
        return len(due)

    async def next_at(self) -> datetime | None:
        """When the next push is due."""
        return await self.rows.next_at()

    async def stop(self) -> None:
        """Cancel what is still running; the loop of the next start finishes it."""
        for task in self.under_way:
            task.cancel()
        await asyncio.gather(*self.under_way, return_exceptions=True)

    # While WeCom waits

    async def _verified(self, app: WeComApp, query: str, body: bytes) -> StoredPush:
        try:
            delivery = app.check(query, body, self.wall())
        except Forbidden as refusal:
            if isinstance(refusal, Suspicious):
                await self._refuse(app.name, refusal)
            else:
                self.security.note(SecurityKind.FORGED_PUSH, app.name.value, code=refusal.code)
            raise
        return StoredPush(app=app.name, delivery=delivery, envelope=body, at=self.clock.now())

    async def _store(self, push: StoredPush) -> None:
        try_at = push.at + self.clock.scaled(GRACE)

        async def store(work: Work) -> None:
            await self.rows.store(work, push, try_at)

        await self.command_queue.submit(Job(run=store))

    async def _read(self, app: WeComApp, push: StoredPush) -> InnerMessage:
        try:
            return app.read(push.envelope)
        except Suspicious as refusal:
            await self._refuse(app.name, refusal, push)
            raise

    async def _in_time(self, app: WeComApp, push: StoredPush, message: InnerMessage) -> Answer | None:
        """The answer, None if it takes too long: processing continues, and the loop looks at the push later."""
        task = asyncio.create_task(self._attempt(app, push, message))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        return task.result() if task.done() else None

    async def _attempt(self, app: WeComApp, push: StoredPush, message: InnerMessage) -> Answer | None:
        try:
            return await self.chat.answer(app, message)
        except Exception as error:
            _log_failure(push, error)
            return None

    async def _answered(self, push: StoredPush, message: InnerMessage, answer: Answer) -> bool:
        """Save that the reply is sent. False if that fails: no reply is sent, and the loop writes a message row."""
        try:
            await self._close(push, PushResult(PushState.ANSWERED, message.dedupe_key, answer.case_id))
        except Exception as error:
            _log_failure(push, error)
            return False
        return True

    # Later, in the loop

    async def _finish(self, push: StoredPush) -> None:
        try:
            app = self.app(push.app)
            message = app.read(push.envelope)
            answer = await self.chat.answer(app, message, came_at=push.at)
            await self._notify(push, message, answer)
        except Suspicious as refusal:
            await self._refuse(push.app, refusal, push)
        except Exception as error:
            _log_failure(push, error)
            await self._put_off(push)

    async def _notify(self, push: StoredPush, message: InnerMessage, answer: Answer) -> None:
        """Write a message row with the text of the reply, unless another delivery of the message was answered."""

        async def notify(work: Work) -> None:
            known = await self.rows.answered(work, push.app, message.dedupe_key)
            self.rows.finish(work, push, PushResult(PushState.FINISHED, message.dedupe_key, answer.case_id))
            if not known and answer.recipient and answer.case_id and answer.text:
                key = answer_key(push.app, message.dedupe_key)
                work.notify(
                    Message(
                        key=key,
                        subject_id=answer.case_id,
                        recipient=answer.recipient,
                        kind="wecom_answer",
                        text=answer.text,
                    )
                )

        await self.command_queue.submit(Job(run=notify))

    async def _put_off(self, push: StoredPush) -> None:
        pause = min(timedelta(seconds=2 ** min(push.attempts, 10)), LONGEST_PAUSE)
        try_at = self.clock.now() + self.clock.scaled(pause)

        async def put_off(work: Work) -> None:
            self.rows.put_off(work, push, try_at)

        await self.command_queue.submit(Job(run=put_off))

    async def _forget(self, now: datetime) -> None:
        """Delete old pushes: they hold personal data under the app's key, which erasing a case does not delete."""
        before = now - self.clock.scaled(KEPT)
        oldest = await self.rows.oldest_done()
        if oldest is None or oldest >= before:
            return

        async def forget(work: Work) -> None:
            self.rows.forget(work, before)

        await self.command_queue.submit(Job(run=forget))

    # At either time

    async def _close(self, push: StoredPush, result: PushResult) -> None:
        async def close(work: Work) -> None:
            self.rows.finish(work, push, result)

        await self.command_queue.submit(Job(run=close))

    async def _refuse(self, app: App, refusal: Suspicious, push: StoredPush | None = None) -> None:
        """Write an audit line, and close the push if it is stored."""
        self.security.note(SecurityKind.FORGED_PUSH, app.value, code=refusal.code)

        async def refuse(work: Work) -> None:
            if push is not None:
                self.rows.finish(work, push, PushResult(PushState.REFUSED))
                work.checkpoint()
            raise refusal

        try:
            await self.command_queue.submit(Job(run=refuse, action="wecom_push", actor=f"wecom:{app}"))
        except Suspicious:
            log.warning("WeCom push refused", extra={"action": "wecom.refused", "app": app, "code": refusal.code})


def answer_key(app: str, dedupe_key: str) -> str:
    """The key of the message that answers a push later."""
    return f"intake.wecom.{app}.{dedupe_key}"


def _log_failure(push: StoredPush, error: Exception) -> None:
    facts = {"action": "wecom.failed", "app": push.app, "delivery": push.delivery, "attempts": push.attempts}
    log.error("WeCom push not finished; the loop tries again", extra=facts, exc_info=error)
