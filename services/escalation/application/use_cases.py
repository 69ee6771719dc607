"""What people can see and do on site. JSON routes, pages, cards and the chat call these and nothing below.

Plain input comes in. Notes are sealed here; the command is queued and committed; a view comes out. Permissions and
rules are judged by the handlers, in the same commit.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from services.escalation.application.commands import Acknowledge, Escalate, FileNow, Settle
from services.escalation.application.details import CaseDetail, detail_of
from services.escalation.application.facts import facts_of
from services.escalation.application.handlers import Handlers, Work
from services.escalation.application.ports import CaseReader
from services.escalation.application.views import CaseView, view_of
from services.escalation.domain import errors
from services.escalation.domain.model import Case
from shared.contracts.base import Sealed
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.platform.permitted import permitted_page
from shared.platform.privacy.reading import Masked
from shared.platform.privacy.vault import Vault


@dataclass(frozen=True, kw_only=True, slots=True)
class UseCases:
    """The use cases, bound to what they need. Commands return when they are durable, or raise their refusal."""

    vault: Vault
    command_queue: CommandQueue[Case]
    handlers: Handlers
    reader: CaseReader

    async def cases(self, actor: Actor, *, live: bool, limit: int, skip: int = 0) -> tuple[list[CaseView], int | None]:
        """A page of the cases this person may see, and the `skip` of the next page (None at the end)."""
        found, following = await permitted_page(
            lambda most, first: self.reader.listed(live=live, limit=most, skip=first),
            lambda case: may(actor, Action.READ_ONSITE, facts_of(case)),
            limit=limit,
            skip=skip,
        )
        return [view_of(case) for case in found], following

    async def case(self, actor: Actor, case_id: str) -> CaseDetail:
        """One case, personal data masked."""
        found = await self.reader.find(case_id)
        if found is None:
            raise errors.not_open_yet()
        require(actor, Action.READ_ONSITE, facts_of(found))
        return detail_of(found, Masked(await self.vault.key(case_id), found.details.customer))

    async def acknowledge(self, request: CommandRequest, case_id: str, note: str | None = None) -> Outcome:
        """介入: a leader steps in."""
        command = Acknowledge(case_id=case_id, actor=request.actor, note=await self._sealed(case_id, note))
        return await self._run(request, Action.ACKNOWLEDGE, case_id, partial(self.handlers.acknowledge, command))

    async def settle(self, request: CommandRequest, case_id: str, note: str | None) -> Outcome:
        """化解: the customer was calmed."""
        command = Settle(case_id=case_id, actor=request.actor, note=await self._sealed(case_id, note))
        return await self._run(request, Action.SETTLE, case_id, partial(self.handlers.settle, command))

    async def escalate(self, request: CommandRequest, case_id: str) -> Outcome:
        """上报: notify the next level now."""
        command = Escalate(case_id=case_id, actor=request.actor)
        return await self._run(request, Action.ESCALATE, case_id, partial(self.handlers.escalate, command))

    async def file(self, request: CommandRequest, case_id: str, note: str | None = None) -> Outcome:
        """启动流程: start the flow now."""
        command = FileNow(case_id=case_id, actor=request.actor, note=await self._sealed(case_id, note))
        return await self._run(request, Action.FILE, case_id, partial(self.handlers.file, command))

    async def _run(
        self, request: CommandRequest, action: Action, case_id: str, work: Callable[[Work], Awaitable[CaseView]]
    ) -> Outcome:
        return await request.run(self.command_queue, action.value, case_id, work)

    async def _sealed(self, case_id: str, note: str | None) -> Sealed | None:
        """The note sealed for its case; an empty text is no note."""
        return await self.vault.seal(case_id, "note", note or None)
