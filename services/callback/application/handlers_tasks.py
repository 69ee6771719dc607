"""Handlers of the commands on tasks: one short method a command."""

from datetime import timedelta

from services.callback.application.commands import Claim, EndAttempt, Ended, Heartbeat, Release, Start
from services.callback.application.handlers import Handlers
from services.callback.application.ids import case_of_task
from services.callback.application.ports import Outside, Work
from services.callback.application.views import CaseView, ClaimView, TaskView, case_view, claim_view, task_view
from services.callback.domain import decisions_attempts, decisions_tasks
from services.callback.domain.errors import no_such_task, not_independent
from services.callback.domain.independence import CALLING_ROLES, Bar, barred, must_be_independent
from services.callback.domain.model import Case
from shared.platform.identity.actor import Actor
from shared.support.errors import Conflict, FieldError, Invalid

GLANCE = 20
"""How many tasks of the queue are looked at in one query, for the first that this person may take."""


class TaskHandlers:
    """Claim, keep, give back, dial, report. A claim returns a fence; every other command names it."""

    def __init__(self, handlers: Handlers, outside: Outside) -> None:
        self._handlers = handlers
        self._outside = outside

    async def claim(self, command: Claim, work: Work) -> ClaimView | None:
        """Take this task; without one, the next in the queue that this person may take, or None."""
        if command.task is not None:
            case = await self._called(command.actor, command.task, work)
            return self._claimed(case, command.task, command.actor, work)
        if not command.actor.holds(*CALLING_ROLES):
            raise not_independent(Bar.ROLE)
        skip = 0
        while candidates := await self._outside.rows.next_in_queue(work, work.now(), limit=GLANCE, skip=skip):
            for case_id in candidates:
                found = await self._free(case_id, command.actor, work)
                if found is not None:
                    return self._claimed(found[0], found[1], command.actor, work)
            skip += len(candidates)
        return None

    async def heartbeat(self, command: Heartbeat, work: Work) -> ClaimView:
        """Extend the lease. It leaves no event."""
        held = command.held
        case = await self._called(command.actor, held.task, work)
        until = work.now() + self._lease(case)
        by = command.actor.staff_id
        kept = decisions_tasks.heartbeat(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, lease_until=until
        )
        work.replace_without_event(case.id, kept)
        call = kept.call(held.task)
        assert call is not None
        return claim_view(kept, call)

    async def release(self, command: Release, work: Work) -> TaskView:
        """Give it back; it keeps its due time and its place."""
        held, by = command.held, command.actor.staff_id
        case = await self._called(command.actor, held.task, work)
        events = decisions_tasks.release(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, reason=command.reason
        )
        return self._task(self._handlers.record(work, case.id, events), held.task)

    async def start(self, command: Start, work: Work) -> TaskView:
        """Dialling begins: the first attempt is the promise of Art. 12."""
        held, by = command.held, command.actor.staff_id
        case = await self._called(command.actor, held.task, work)
        directory = command.actor.directory
        events = decisions_tasks.start(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, directory=directory
        )
        return self._task(self._handlers.record(work, case.id, events), held.task)

    async def end_attempt(self, command: EndAttempt, work: Work) -> CaseView:
        """The attempt ended. One call may have answered other tasks too: all are recorded, or none.

        If the caller no longer holds the task, what they wrote is stored as their draft.
        """
        together = sorted((command.ended, *command.also), key=lambda ended: ended.held.task)
        tasks = tuple(ended.held.task for ended in together)
        if len(set(tasks)) < len(tasks):
            raise Invalid("invalid", "A task is named twice.", errors=(FieldError("also", "repeated", "Named twice."),))
        cases = {task: await self._called(command.actor, task, work) for task in tasks}
        named = command.ended.held.task
        for ended in command.also:
            decisions_attempts.must_share_customer(cases[named], cases[ended.held.task])
        try:
            for ended in together:
                self._end(cases[ended.held.task], ended, tasks, command.actor, work)
        except Conflict:
            work.rollback_job()
            self._outside.rows.keep_draft(work, command, case_of_task(named))
            work.checkpoint()
            raise
        return case_view(work.loaded(case_of_task(named)))

    def _end(self, case: Case, ended: Ended, tasks: tuple[str, ...], actor: Actor, work: Work) -> None:
        events = decisions_attempts.end_attempt(
            case,
            by=actor.staff_id,
            now=work.now(),
            task=ended.held.task,
            fence=ended.held.fence,
            result=ended.result,
            calendar=self._outside.calendar,
            directory=actor.directory,
            also=tuple(task for task in tasks if task != ended.held.task),
        )
        self._handlers.record(work, case.id, events)

    async def _called(self, actor: Actor, task: str, work: Work) -> Case:
        """The case of a task, as it is now. Raises `NotFound`, or `Forbidden` for an actor who may not call."""
        case = await self._handlers.at(case_of_task(task), work)
        if case.call(task) is None:
            raise no_such_task()
        must_be_independent(actor.directory, case, actor.staff_id, work.now())
        return case

    async def _free(self, case_id: str, actor: Actor, work: Work) -> tuple[Case, str] | None:
        """The case and its task; None if it was taken meanwhile or this person may not take it."""
        case = await self._handlers.at(case_id, work)
        call = case.open_call
        if call is None or not call.task.open_at(work.now()):
            return None
        return None if barred(actor.directory, case, actor.staff_id, work.now()) else (case, call.task.id)

    def _claimed(self, case: Case, task: str, actor: Actor, work: Work) -> ClaimView:
        events = decisions_tasks.claim(
            case,
            by=actor.staff_id,
            now=work.now(),
            task=task,
            lease_until=work.now() + self._lease(case),
            directory=actor.directory,
        )
        claimed = self._handlers.record(work, case.id, events)
        call = claimed.call(task)
        assert call is not None
        return claim_view(claimed, call)

    def _task(self, case: Case, task: str) -> TaskView:
        call = case.call(task)
        assert call is not None
        return task_view(case, call)

    def _lease(self, case: Case) -> timedelta:
        """How long a lease lasts: real time, at any speed of the clock."""
        return self._outside.clock.scaled(timedelta(seconds=case.policy.lease_seconds))
