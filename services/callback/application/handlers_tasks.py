"""Handlers of the commands on tasks: one short method a command."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from services.callback.application.commands import Claim, EndAttempt, Ended, Heartbeat, Release, Start, TakeOver
from services.callback.application.handlers import Handlers
from services.callback.application.ids import case_of_task
from services.callback.application.next_task import NextTask
from services.callback.application.ports import Outside, Work
from services.callback.application.task_views import ClaimView, TaskView, claim_view, task_view
from services.callback.application.views import CaseView, case_view
from services.callback.domain import decisions, decisions_attempts, decisions_tasks
from services.callback.domain.errors import no_such_task, not_independent
from services.callback.domain.independence import CALLING_ROLES, Bar, barred, must_be_independent
from services.callback.domain.model import Case
from services.callback.domain.queueing import began_in_time, holder_of
from shared.contracts.base import Event
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.support.errors import Conflict, FieldError, Invalid


class TaskHandlers:
    """Claim, take over, keep, give back, dial, report. A claim returns a fence; every other command names it."""

    def __init__(self, handlers: Handlers, outside: Outside) -> None:
        self._handlers = handlers
        self._outside = outside
        self._next = NextTask(handlers, outside)

    async def claim(self, command: Claim, work: Work) -> ClaimView | None:
        """Take this task; without one, the next in the queue that this person may take, or None."""
        if command.task is not None:
            return await self._claim_named(command, command.task, work)
        if not command.actor.holds(*CALLING_ROLES):
            raise not_independent(Bar.ROLE)
        found = await self._next.find(command.actor, work)
        if found is None:
            return None
        case, call = found
        events = self._claim(case, call.task.id, command, work)
        return self._held(self._handlers.record(work, case.id, events), call.task.id)

    async def take_over(self, command: TakeOver, work: Work) -> ClaimView:
        """Take it from its holder, whose fence is stale from now on."""
        case = await self._handlers.at(case_of_task(command.task), work)
        if case.call(command.task) is None:
            raise no_such_task()
        self._handlers.must(command.actor, Action.TAKE_OVER, case, work)
        events = decisions_tasks.take_over(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            task=command.task,
            lease_until=work.now() + self._lease(case),
            directory=command.actor.directory,
        )
        await self._next.must_not_hold_too_many(case, command.actor.staff_id, work)
        return self._held(self._handlers.record(work, case.id, events), command.task)

    async def heartbeat(self, command: Heartbeat, work: Work) -> ClaimView:
        """Extend the lease, and store what is being written. It leaves no event."""
        held = command.held
        case = await self._called(command.actor, held.task, work)
        until = work.now() + self._lease(case)
        by = command.actor.staff_id
        kept = decisions_tasks.heartbeat(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, lease_until=until
        )
        work.replace_without_event(case.id, kept)
        if command.draft is not None:
            self._outside.rows.keep_unsent(work, held, by, None if command.draft.empty else command.draft)
        return self._held(kept, held.task)

    async def release(self, command: Release, work: Work) -> TaskView:
        """Give it back; it keeps its due time and its place. A holder who may no longer call gives it back too."""
        held, by = command.held, command.actor.staff_id
        case = await self._of_task(held.task, work)
        events = decisions_tasks.release(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, reason=command.reason
        )
        return self._task(self._handlers.record(work, case.id, events), held.task)

    async def start(self, command: Start, work: Work) -> TaskView:
        """Dialling begins; the clocks of the task wait."""
        held, by = command.held, command.actor.staff_id
        case = await self._called(command.actor, held.task, work)
        directory = command.actor.directory
        events = decisions_tasks.start(
            case, by=by, now=work.now(), task=held.task, fence=held.fence, directory=directory
        )
        return self._task(self._handlers.record(work, case.id, events), held.task)

    async def end_attempt(self, command: EndAttempt, work: Work) -> CaseView:
        """The attempt ended. One call may have answered other tasks too: all are recorded, or none.

        If the caller no longer holds a task, what they wrote is stored as drafts. So it is if they hold it and
        may no longer call; then the task is free, and a supervisor who claims it reads the draft and may adopt it.
        """
        together = sorted((command.ended, *command.also), key=lambda ended: ended.held.task)
        tasks = tuple(ended.held.task for ended in together)
        if len(set(tasks)) < len(tasks):
            raise Invalid("invalid", "A task is named twice.", errors=(FieldError("also", "repeated", "Named twice."),))
        cases = {task: await self._of_task(task, work) for task in tasks}
        named = command.ended.held.task
        if any(self._barred_holder(cases[ended.held.task], ended, command.actor, work) for ended in together):
            return case_view(self._drafted(cases, together, command, work))
        for case in cases.values():
            must_be_independent(command.actor.directory, case, command.actor.staff_id, work.now())
        for ended in command.also:
            decisions_attempts.must_share_customer(cases[named], cases[ended.held.task])
        try:
            for ended in together:
                with _naming(ended, command):
                    self._end(cases[ended.held.task], ended, tasks, command.actor, work)
        except Conflict:
            work.rollback_job()
            for ended in together:
                self._outside.rows.keep_draft(work, replace(command, ended=ended), case_of_task(ended.held.task))
            work.checkpoint()
            raise
        return case_view(work.loaded(case_of_task(named)))

    def _end(self, case: Case, ended: Ended, tasks: tuple[str, ...], actor: Actor, work: Work) -> None:
        in_time = began_in_time(case, ended.held.task, work.now())
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
        self._outside.rows.count_call(work, actor.staff_id, in_time=in_time)
        self._outside.rows.keep_unsent(work, ended.held, actor.staff_id, None)

    def _barred_holder(self, case: Case, ended: Ended, actor: Actor, work: Work) -> bool:
        """True for the holder of the task who may no longer call, because what is known of the case has changed."""
        call, fence = case.call(ended.held.task), ended.held.fence
        holds = call is not None and call.task.holder(work.now()) == actor.staff_id and call.task.fence == fence
        return holds and barred(actor.directory, case, actor.staff_id, work.now()) is not None

    def _drafted(self, cases: Mapping[str, Case], together: Sequence[Ended], command: EndAttempt, work: Work) -> Case:
        """Store what the caller wrote as drafts, and release the tasks that they hold."""
        by, now = command.actor.staff_id, work.now()
        for ended in together:
            case, held = cases[ended.held.task], ended.held
            self._outside.rows.keep_draft(work, replace(command, ended=ended), case.id)
            call = case.call(held.task)
            if call is not None and call.task.holder(now) == by and call.task.fence == held.fence:
                events = decisions_tasks.release(case, by=by, now=now, task=held.task, fence=held.fence)
                self._handlers.record(work, case.id, events)
        return work.loaded(case_of_task(command.ended.held.task))

    async def _called(self, actor: Actor, task: str, work: Work) -> Case:
        """The case of a task, as it is now. Raises `NotFound`, or `Forbidden` for an actor who may not call."""
        case = await self._of_task(task, work)
        must_be_independent(actor.directory, case, actor.staff_id, work.now())
        return case

    async def _of_task(self, task: str, work: Work) -> Case:
        """The case of a task, as it is now. Raises `NotFound`."""
        case = await self._handlers.at(case_of_task(task), work)
        if case.call(task) is None:
            raise no_such_task()
        return case

    async def _claim_named(self, command: Claim, task: str, work: Work) -> ClaimView:
        """Take this task. If another caller holds it while the customer is on the line, the holder is told."""
        actor = command.actor
        case = await self._called(actor, task, work)
        if command.inbound and holder_of(case, work.now()) not in (None, actor.staff_id):
            case = self._handlers.record(work, case.id, decisions.contact(case, by=actor.staff_id, now=work.now()))
            work.checkpoint()
        events = self._claim(case, task, command, work)
        await self._next.must_not_hold_too_many(case, actor.staff_id, work)
        return self._held(self._handlers.record(work, case.id, events), task)

    def _claim(self, case: Case, task: str, command: Claim, work: Work) -> tuple[Event, ...]:
        return decisions_tasks.claim(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            task=task,
            lease_until=work.now() + self._lease(case),
            directory=command.actor.directory,
            inbound=command.inbound,
        )

    def _held(self, case: Case, task: str) -> ClaimView:
        call = case.call(task)
        assert call is not None
        return claim_view(case, call)

    def _task(self, case: Case, task: str) -> TaskView:
        call = case.call(task)
        assert call is not None
        return task_view(case, call)

    def _lease(self, case: Case) -> timedelta:
        """How long a lease lasts: real time, at any speed of the clock."""
        return self._outside.clock.scaled(timedelta(seconds=case.policy.lease_seconds))


@contextmanager
def _naming(ended: Ended, command: EndAttempt) -> Iterator[None]:
    """Names the fields of an error in `also` by their place there."""
    try:
        yield
    except Invalid as error:
        if ended is command.ended:
            raise
        place = f"also.{command.also.index(ended)}"
        errors = tuple(replace(each, field=f"{place}.{each.field}") for each in error.errors)
        raise Invalid(error.code, str(error), errors=errors) from None
