"""What callers do with tasks, from plain input to a committed view; cases are `use_cases`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.callback.application import commands as ask
from services.callback.application.earlier_words import in_earlier_scope
from services.callback.application.handlers_tasks import TaskHandlers
from services.callback.application.ids import case_of_task
from services.callback.application.sealing import Sealing
from services.callback.domain.model import Case
from shared.contracts.callback_values import Outcome as Ending
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.rules.outreach.result import Result


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainResult:
    """How an attempt ended, as the caller writes it: `Result` with its sealed values in the clear."""

    outcome: Ending
    satisfied: bool | None = None
    score: int | None = None
    answers: str | None = None
    note: str | None = None
    call_id: str | None = None
    recording_id: str | None = None
    talk_seconds: int | None = None
    call_later_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainUnsent:
    """What a caller is still writing: `Unsent` with its note in the clear."""

    outcome: Ending | None = None
    satisfied: bool | None = None
    score: int | None = None
    note: str | None = None


Also = tuple[ask.Held, PlainResult]


class TaskUseCases:
    """Claim a task, keep it, give it back, dial, report how the attempt ended.

    A fence is the number given with the claim. Each of these raises `NotFound` for what is no task's id.
    """

    def __init__(self, command_queue: CommandQueue[Case], handlers: TaskHandlers, sealing: Sealing) -> None:
        self._command_queue = command_queue
        self._handlers = handlers
        self._sealing = sealing

    async def claim(self, request: CommandRequest, *, task: str | None = None, inbound: bool = False) -> Outcome:
        """Take this task; without one, the next that this person may take. The view is None if there is none.

        `inbound`: the customer is on the line, so that this task may be taken in the quiet hours too.
        """
        command = ask.Claim(actor=request.actor, task=task, inbound=inbound)
        case_id = case_of_task(task) if task else None
        return await request.run(
            self._command_queue, "claim", case_id, lambda work: self._handlers.claim(command, work)
        )

    async def take_over(self, request: CommandRequest, task: str) -> Outcome:
        """Take the task from its holder, as a supervisor."""
        command = ask.TakeOver(actor=request.actor, task=task)
        return await request.run(
            self._command_queue, "take_over", case_of_task(task), lambda work: self._handlers.take_over(command, work)
        )

    async def heartbeat(
        self, request: CommandRequest, task: str, *, fence: int, draft: PlainUnsent | None = None
    ) -> Outcome:
        """Keep the lease. The draft replaces the one before; without one that stays as it is."""
        held, unsent = ask.Held(task=task, fence=fence), None
        if draft is not None:
            note = await self._sealing.optional(case_of_task(task), "note", draft.note)
            unsent = ask.Unsent(outcome=draft.outcome, satisfied=draft.satisfied, score=draft.score, note=note)
        command = ask.Heartbeat(actor=request.actor, held=held, draft=unsent)
        return await request.run(
            self._command_queue, "heartbeat", case_of_task(task), lambda work: self._handlers.heartbeat(command, work)
        )

    async def release(self, request: CommandRequest, task: str, *, fence: int, reason: str | None = None) -> Outcome:
        """Give the task back."""
        case_id = case_of_task(task)
        sealed = await self._sealing.optional(case_id, "reason", reason)
        command = ask.Release(actor=request.actor, held=ask.Held(task=task, fence=fence), reason=sealed)
        return await request.run(
            self._command_queue, "release", case_id, lambda work: self._handlers.release(command, work)
        )

    async def start(self, request: CommandRequest, task: str, *, fence: int) -> Outcome:
        """Dialling begins."""
        command = ask.Start(actor=request.actor, held=ask.Held(task=task, fence=fence))
        return await request.run(
            self._command_queue, "start", case_of_task(task), lambda work: self._handlers.start(command, work)
        )

    async def attempts(
        self, request: CommandRequest, task: str, *, fence: int, result: PlainResult, also: Sequence[Also] = ()
    ) -> Outcome:
        """Report how the attempt ended; `also` are tasks of other cases that the same call answered, each with what
        the customer said of it.
        """
        command = ask.EndAttempt(
            actor=request.actor,
            ended=await self._ended(ask.Held(task=task, fence=fence), result),
            also=tuple([await self._ended(*each) for each in also]),
        )
        return await in_earlier_scope(request).run(
            self._command_queue,
            "attempts",
            case_of_task(task),
            lambda work: self._handlers.end_attempt(command, work),
            also_subjects=tuple(case_of_task(held.task) for held, _ in also),
        )

    async def _ended(self, held: ask.Held, result: PlainResult) -> ask.Ended:
        """The result of one task, its texts sealed for the task's own case."""
        case_id = case_of_task(held.task)
        sealed = Result(
            outcome=result.outcome,
            satisfied=result.satisfied,
            score=result.score,
            answers=await self._sealing.optional(case_id, "answers", result.answers),
            note=await self._sealing.optional(case_id, "note", result.note),
            call_id=await self._sealing.optional(case_id, "call_id", result.call_id),
            recording_id=await self._sealing.optional(case_id, "recording_id", result.recording_id),
            talk_seconds=result.talk_seconds,
            call_later_at=result.call_later_at,
        )
        return ask.Ended(held=held, result=sealed)
