"""What people can see and do on site. JSON routes, pages, cards and the chat call these and nothing below.

Plain input comes in. Notes are sealed here; the command is queued and committed; a view comes out. Permissions and
rules are judged by the handlers, in the same commit.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypedDict

from services.escalation.application.acts import acts_of
from services.escalation.application.commands import Acknowledge, Escalate, FileNow, MarkComplaint, Settle
from services.escalation.application.details import CaseDetail, detail_of
from services.escalation.application.facts import facts_of
from services.escalation.application.handlers import Handlers, Work
from services.escalation.application.ports import CaseReader
from services.escalation.application.views import CaseView, OnSiteRowView, row_view_of, view_of
from services.escalation.domain import errors
from services.escalation.domain.model import Case
from shared.contracts.base import Sealed
from shared.contracts.intake import SealedCustomer
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import concerns, may, may_read_notes, require
from shared.platform.permitted import Place, page_after
from shared.platform.privacy.complaints import seal_complaint
from shared.platform.privacy.reading import Masked
from shared.platform.privacy.vault import Vault


class _Said(TypedDict):
    """What a person writes with a command, sealed."""

    note: Sealed | None
    call_id: Sealed | None


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case as all who may see it see it, without acts; `facts` decide who that is."""

    view: OnSiteRowView
    facts: CaseFacts

    def seen_by(self, actor: Actor) -> bool:
        """True if this person may read it."""
        return may(actor, Action.READ_ONSITE, self.facts)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainComplaint:
    """A formal complaint as it is stated, in the clear."""

    source: str
    complained_at: datetime
    number: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UseCases:
    """The use cases, bound to what they need. Commands return when they are durable, or raise their refusal."""

    vault: Vault
    command_queue: CommandQueue[Case]
    handlers: Handlers
    reader: CaseReader

    async def cases(
        self, actor: Actor, *, live: bool, mine: bool = False, limit: int, after: Place | None = None
    ) -> tuple[list[OnSiteRowView], Place | None]:
        """A page of the cases this person may see, and the place after which the next page begins (None: none).

        `mine`: live ones that they reported, registered, were notified of or lead the reporter of; of all: their own.
        """

        async def read(most: int, place: Place | None) -> Sequence[Case]:
            if mine and not live:
                return await self.reader.reported_by(actor.staff_id, limit=most, after=place)
            return await self.reader.listed(live=live, limit=most, after=place)

        def permitted(case: Case) -> bool:
            facts = facts_of(case)
            return may(actor, Action.READ_ONSITE, facts) and (not mine or concerns(actor, facts))

        def place_of(case: Case) -> Place:
            return Place(case.next_due_at if live and case.next_due_at else case.accepted_at, case.id)

        found, following = await page_after(read, permitted, place_of, limit=limit, after=after)
        return [row_view_of(view_of(case), acts_of(actor, case)) for case in found], following

    async def changed(self, case_ids: Sequence[str]) -> list[ChangedCase]:
        """The cases of these ids, for lists that decide who sees them."""
        return [
            ChangedCase(row_view_of(view_of(case), ()), facts_of(case)) for case in await self.reader.several(case_ids)
        ]

    async def case(self, actor: Actor, case_id: str) -> CaseDetail:
        """One case, personal data masked."""
        found = await self.reader.find(case_id)
        if found is None:
            raise errors.not_open_yet()
        facts = facts_of(found)
        require(actor, Action.READ_ONSITE, facts)
        shown = Masked(await self.vault.key(case_id), found.details.customer)
        return detail_of(found, shown, acts=acts_of(actor, found), notes=may_read_notes(actor, facts))

    async def acknowledge(
        self, request: CommandRequest, case_id: str, note: str | None = None, level: int | None = None
    ) -> Outcome:
        """介入: a leader steps in; with a `level` only if the case is still at it."""
        sealed = await self._sealed(case_id, note)
        command = Acknowledge(case_id=case_id, actor=request.actor, note=sealed, level=level)
        return await self._run(request, Action.ACKNOWLEDGE, case_id, partial(self.handlers.acknowledge, command))

    async def settle(
        self, request: CommandRequest, case_id: str, note: str | None, call_id: str | None = None
    ) -> Outcome:
        """化解: the customer was calmed."""
        said = await self._said(case_id, note, call_id)
        command = Settle(case_id=case_id, actor=request.actor, **said)
        return await self._run(request, Action.SETTLE, case_id, partial(self.handlers.settle, command))

    async def escalate(
        self,
        request: CommandRequest,
        case_id: str,
        level: int | None,
        note: str | None = None,
        call_id: str | None = None,
    ) -> Outcome:
        """上报: leave this level and notify the next one now."""
        said = await self._said(case_id, note, call_id)
        command = Escalate(case_id=case_id, actor=request.actor, level=level, **said)
        return await self._run(request, Action.ESCALATE, case_id, partial(self.handlers.escalate, command))

    async def file(
        self, request: CommandRequest, case_id: str, note: str | None = None, call_id: str | None = None
    ) -> Outcome:
        """启动流程: start the flow now."""
        command = FileNow(case_id=case_id, actor=request.actor, **await self._said(case_id, note, call_id))
        return await self._run(request, Action.FILE, case_id, partial(self.handlers.file, command))

    async def complaint(self, request: CommandRequest, case_id: str, said: PlainComplaint) -> Outcome:
        """正式投诉: mark a formal complaint, and start the flow.

        Source and number are stored in the clear without what is known of the customer, which is sealed beside them.
        """
        found, key = await self.reader.find(case_id), await self.vault.key_to_write(case_id)
        if key is None:
            raise errors.not_open_yet()
        customer = found.details.customer if found is not None else SealedCustomer()
        words = seal_complaint(key, customer, source=said.source, number=said.number, note=said.note)
        command = MarkComplaint(
            case_id=case_id,
            actor=request.actor,
            source=words.source,
            number=words.number,
            complained_at=said.complained_at,
            sealed=words.sealed,
        )
        return await self._run(request, Action.COMPLAINT, case_id, partial(self.handlers.complaint, command))

    async def _run(
        self, request: CommandRequest, action: Action, case_id: str, work: Callable[[Work], Awaitable[CaseView]]
    ) -> Outcome:
        return await request.run(self.command_queue, action.value, case_id, work)

    async def _said(self, case_id: str, note: str | None, call_id: str | None) -> _Said:
        """The note and the id of the call, sealed."""
        sealed_id = await self.vault.seal(case_id, "call_id", call_id or None)
        return {"note": await self._sealed(case_id, note), "call_id": sealed_id}

    async def _sealed(self, case_id: str, note: str | None) -> Sealed | None:
        """The note sealed for its case; an empty text is no note."""
        return await self.vault.seal(case_id, "note", note or None)
