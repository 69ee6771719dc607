"""What people do with a case, from plain input to a committed view. Routes, pages, cards and chat call these.

Each use case seals what was written, queues the command, and returns when it is committed: the outcome's `body` is the
view as JSON; its `value` is the view, except for a repeat, which has only the stored answer. Permissions and rules are
checked inside the commit (`handlers_cases`). Calls are `task_use_cases`; what only reads is `reading`, and `revealing`.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from services.callback.application import commands as ask
from services.callback.application.earlier_words import in_earlier_scope
from services.callback.application.handlers_cases import CaseHandlers
from services.callback.application.ids import case_of_order
from services.callback.application.ports import Work
from services.callback.application.sealing import Sealing
from services.callback.domain.model import Case
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action

C = TypeVar("C", bound=ask.OnCase)


class CaseUseCases:
    """Dispatch, handle, supervise, decide: one method an act."""

    def __init__(self, command_queue: CommandQueue[Case], handlers: CaseHandlers, sealing: Sealing) -> None:
        self._command_queue = command_queue
        self._handlers = handlers
        self._sealing = sealing

    async def dispatch(
        self,
        request: CommandRequest,
        case_id: str,
        *,
        lead_unit_id: str,
        assisting_unit_ids: Sequence[str] = (),
        severity: int | None = None,
        note: str | None = None,
        reason: str | None = None,
    ) -> Outcome:
        """Send the case to the unit that leads (转办) and those that assist.

        Without a severity it keeps its own; a lower one needs a reason.
        """
        command = ask.Dispatch(
            actor=request.actor,
            case_id=case_id,
            lead_unit_id=lead_unit_id,
            assisting_unit_ids=tuple(assisting_unit_ids),
            severity=severity,
            note=await self._sealing.optional(case_id, "note", note),
            reason=await self._sealing.optional(case_id, "reason", reason),
        )
        return await self._run(request, Action.DISPATCH, command, self._handlers.dispatch)

    async def accept(self, request: CommandRequest, case_id: str) -> Outcome:
        """The lead unit signs for the case (签收)."""
        command = ask.Accept(actor=request.actor, case_id=case_id)
        return await self._run(request, Action.ACCEPT, command, self._handlers.accept)

    async def assign(self, request: CommandRequest, case_id: str, *, staff_id: str) -> Outcome:
        """Name the handler."""
        command = ask.Assign(actor=request.actor, case_id=case_id, staff_id=staff_id)
        return await self._run(request, Action.ASSIGN, command, self._handlers.assign)

    async def transfer(self, request: CommandRequest, case_id: str, *, unit_id: str, reason: str) -> Outcome:
        """Pass the case to another unit (移交)."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.Transfer(actor=request.actor, case_id=case_id, unit_id=unit_id, reason=sealed)
        return await self._run(request, Action.TRANSFER, command, self._handlers.transfer)

    async def return_(self, request: CommandRequest, case_id: str, *, reason: str) -> Outcome:
        """Give the case back (退回): the unit is not concerned."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.Return(actor=request.actor, case_id=case_id, reason=sealed)
        return await self._run(request, Action.RETURN, command, self._handlers.return_)

    async def resolve(self, request: CommandRequest, case_id: str, *, note: str) -> Outcome:
        """The unit is done (办结); the note says what was done."""
        sealed = await self._sealing.required(case_id, "note", note)
        command = ask.Resolve(actor=request.actor, case_id=case_id, note=sealed)
        return await self._run(request, Action.RESOLVE, command, self._handlers.resolve)

    async def supervise(
        self, request: CommandRequest, case_id: str, *, text: str, deadline: datetime | None = None
    ) -> Outcome:
        """Order the lead unit (督办) to answer in writing; without a deadline, by the time its policy gives."""
        sealed = await self._sealing.required(case_id, "text", text)
        command = ask.Supervise(actor=request.actor, case_id=case_id, text=sealed, deadline=deadline)
        return await self._run(request, Action.SUPERVISE, command, self._handlers.supervise, status=201)

    async def answer(self, request: CommandRequest, order: str, *, text: str) -> Outcome:
        """Answer a supervision order in writing. Raises `NotFound` for what is no order's id."""
        case_id = case_of_order(order)
        command = ask.AnswerOrder(
            actor=request.actor, order=order, text=await self._sealing.required(case_id, "text", text)
        )
        return await in_earlier_scope(request).run(
            self._command_queue, Action.ANSWER.value, case_id, lambda work: self._handlers.answer(command, work)
        )

    async def remind(self, request: CommandRequest, case_id: str, *, note: str | None = None) -> Outcome:
        """Urge the lead unit (催办)."""
        sealed = await self._sealing.optional(case_id, "note", note)
        command = ask.Remind(actor=request.actor, case_id=case_id, note=sealed)
        return await self._run(request, Action.REMIND, command, self._handlers.remind)

    async def close(self, request: CommandRequest, case_id: str, *, reason: str) -> Outcome:
        """Close the case (结案) without having reached the customer."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.Close(actor=request.actor, case_id=case_id, reason=sealed)
        return await self._run(request, Action.CLOSE, command, self._handlers.close)

    async def retry(self, request: CommandRequest, case_id: str, *, reason: str) -> Outcome:
        """Order another round of calls."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.Retry(actor=request.actor, case_id=case_id, reason=sealed)
        return await self._run(request, Action.RETRY, command, self._handlers.retry)

    async def send_back(self, request: CommandRequest, case_id: str, *, reason: str) -> Outcome:
        """Have the unit handle the case again after a follow-up that was refused, or did not reach the customer."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.SendBack(actor=request.actor, case_id=case_id, reason=sealed)
        return await self._run(request, Action.SEND_BACK, command, self._handlers.send_back)

    async def contacts(
        self,
        request: CommandRequest,
        case_id: str,
        *,
        note: str | None = None,
        wants: str | None = None,
        call_id: str | None = None,
    ) -> Outcome:
        """Record that the customer rang by themselves, and what they want; it moves no state and no clock."""
        command = ask.RecordContact(
            actor=request.actor,
            case_id=case_id,
            note=await self._sealing.optional(case_id, "note", note),
            wants=await self._sealing.optional(case_id, "wants", wants),
            call_id=await self._sealing.optional(case_id, "call_id", call_id),
        )
        return await self._run(request, Action.CONTACTS, command, self._handlers.contacts)

    async def reopen(self, request: CommandRequest, case_id: str, *, reason: str) -> Outcome:
        """Open an archived or closed case again (重开)."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.Reopen(actor=request.actor, case_id=case_id, reason=sealed)
        return await self._run(request, Action.REOPEN, command, self._handlers.reopen)

    async def severity(self, request: CommandRequest, case_id: str, *, severity: int, reason: str) -> Outcome:
        """Set the severity: 1 grave, 2 usual, 3 slight."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.ChangeSeverity(actor=request.actor, case_id=case_id, severity=severity, reason=sealed)
        return await self._run(request, Action.SEVERITY, command, self._handlers.severity)

    async def override_independence(
        self, request: CommandRequest, case_id: str, *, staff_id: str, reason: str
    ) -> Outcome:
        """Let one person of the team complained of call the customer."""
        sealed = await self._sealing.required(case_id, "reason", reason)
        command = ask.OverrideIndependence(actor=request.actor, case_id=case_id, staff_id=staff_id, reason=sealed)
        return await self._run(
            in_earlier_scope(request), Action.OVERRIDE_INDEPENDENCE, command, self._handlers.override_independence
        )

    async def complaint(
        self,
        request: CommandRequest,
        case_id: str,
        *,
        source: str,
        complained_at: datetime,
        number: str | None = None,
        note: str | None = None,
    ) -> Outcome:
        """Mark that the customer made a formal complaint: where, when, under which number.

        Source and number are stored in the clear without what is known of the customer, which is sealed beside them.
        """
        words = await self._sealing.complaint(case_id, source=source, number=number, note=note)
        command = ask.MarkComplaint(
            actor=request.actor,
            case_id=case_id,
            source=words.source,
            number=words.number,
            complained_at=complained_at,
            sealed=words.sealed,
        )
        return await self._run(request, Action.COMPLAINT, command, self._handlers.complaint)

    async def reviewed(self, request: CommandRequest, case_id: str, *, note: str | None = None) -> Outcome:
        """A supervisor has looked at an archived case with a risk flag or of severity 1 (已阅)."""
        sealed = await self._sealing.optional(case_id, "note", note)
        command = ask.MarkReviewed(actor=request.actor, case_id=case_id, note=sealed)
        return await self._run(request, Action.REVIEWED, command, self._handlers.reviewed)

    async def _run(
        self,
        request: CommandRequest,
        act: Action,
        command: C,
        handle: Callable[[C, Work], Awaitable[object]],
        *,
        status: int = 200,
    ) -> Outcome:
        return await request.run(
            self._command_queue, act.value, command.case_id, lambda work: handle(command, work), status=status
        )
