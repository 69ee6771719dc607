"""The check of a callback's URL: WeCom sends an encrypted number, and we send it back decrypted.

An answer is a decrypted text, so the check is bound: signed within ten minutes, a short number and nothing else, each
one once. Every answer, and every rightly signed check that is refused, is an audit line; what is not rightly signed is
counted as a security event. So no captured push or reply can be read through it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from services.intake.application.ports import Work
from services.intake.application.wecom_ports import Echo, PushRows, WeComApp
from services.intake.domain import errors
from services.intake.domain.errors import Suspicious
from services.intake.domain.model import Report
from shared.contracts.words import App
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Job
from shared.platform.security_events import SecurityKind, SecurityLog
from shared.support.clock import Clock
from shared.support.errors import Forbidden

log = logging.getLogger(__name__)

ACTION = "wecom_url_check"
MOST_REFUSED = 1_000
"""So many refused checks are remembered: the same one again is counted, and has no audit line of its own."""


@dataclass(frozen=True, kw_only=True)
class UrlChecks:
    """Answers checks. `wall` is the real wall clock: WeCom's timestamps are compared with it."""

    rows: PushRows
    command_queue: CommandQueue[Report]
    clock: Clock
    wall: Callable[[], datetime]
    security: SecurityLog
    refused: set[str] = field(default_factory=set)

    async def answer(self, app: WeComApp, query: str) -> bytes:
        """The number, on record. Raises `Forbidden`."""
        try:
            echo = app.url_check(query, self.wall())
        except Forbidden as refusal:
            self.security.note(SecurityKind.FORGED_PUSH, app.name.value, code=refusal.code, check=True)
            if isinstance(refusal, Suspicious):
                await self._refuse(app.name, refusal, app.delivery_of_check(query))
            raise
        await self._use(app.name, echo)
        self.security.note(SecurityKind.URL_CHECK, app.name.value)
        return echo.number

    async def _use(self, app: App, echo: Echo) -> None:
        """Save that this check is used. Raises `Suspicious` if it was used before."""

        async def use(work: Work) -> None:
            if not await self.rows.use_check(work, app, echo.delivery, self.clock.now()):
                raise errors.check_used()

        try:
            if echo.delivery in self.refused:
                raise errors.check_used()
            await self.command_queue.submit(Job(run=use, action=ACTION, actor=f"wecom:{app}"))
        except Suspicious as refusal:
            self._remember(echo.delivery)
            self.security.note(SecurityKind.FORGED_PUSH, app.value, code=refusal.code, check=True)
            raise

    async def _refuse(self, app: App, refusal: Suspicious, delivery: str) -> None:
        """Write an audit line, once for each check."""
        if delivery in self.refused:
            return
        self._remember(delivery)

        async def refuse(work: Work) -> None:
            raise refusal

        try:
            await self.command_queue.submit(Job(run=refuse, action=ACTION, actor=f"wecom:{app}"))
        except Suspicious:
            log.warning("URL check refused", extra={"action": "wecom.check_refused", "app": app, "code": refusal.code})

    def _remember(self, delivery: str) -> None:
        if len(self.refused) >= MOST_REFUSED:
            self.refused.clear()
        self.refused.add(delivery)
