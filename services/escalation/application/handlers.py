"""The handlers of events, timers and commands: load the case, apply the step that is due, decide, record.

A command on a case whose step is already due first applies that step, by the timer's own function, and the step stays
even if the command is refused: time decides, not the ticker.
"""

from collections.abc import Sequence

from services.escalation.application.commands import Acknowledge, Escalate, FileNow, Settle
from services.escalation.application.facts import facts_of
from services.escalation.application.notices import messages_for
from services.escalation.application.ports import Outside
from services.escalation.application.views import CaseView, view_of
from services.escalation.domain import decisions, errors
from services.escalation.domain.model import Case
from services.escalation.domain.obligations import due
from shared.contracts.base import Event
from shared.contracts.intake import ReportAccepted, ReportAmended
from shared.contracts.words import Stage
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import require
from shared.rules.directory import Directory

Work = UnitOfWork[Case]


class Handlers:
    """The handlers, bound to directory and policies."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def open(self, event: ReportAccepted, work: Work) -> None:
        """A report was accepted: open its case, and file it at once if the report says so."""
        if await work.get(event.case_id) is not None:
            return
        directory = await self._newest_directory(work)
        ladder = self._outside.policies.for_unit(directory.path(event.reporter.unit_id), event.at).onsite
        case = self._record(work, event.case_id, decisions.open_case(event, now=work.now(), ladder=ladder))
        if event.stage is Stage.FILED:
            self._record(work, case.id, decisions.file_at_once(case, now=work.now(), directory=directory))
        else:
            await self.fire(case.id, work)

    async def amend(self, event: ReportAmended, work: Work) -> None:
        """A report was amended: a live case stores the newer details."""
        case = await work.get(event.case_id)
        if case is not None:
            events = decisions.amend(case, by=event.by, now=work.now(), details=event.details)
            self._record(work, case.id, events)

    async def fire(self, case_id: str, work: Work) -> Case | None:
        """Apply the step that is due, if one is: for the ticker, and before every command."""
        case = await work.get(case_id)
        if case is None or case.next_due_at is None or case.next_due_at > work.now():
            return case
        directory = await self._newest_directory(work)
        return self._record(work, case_id, due(case, now=work.now(), directory=directory))

    async def acknowledge(self, command: Acknowledge, work: Work) -> CaseView:
        """介入: a leader steps in."""
        case = await self._permitted(command.actor, Action.ACKNOWLEDGE, command.case_id, work)
        events = decisions.acknowledge(case, by=command.actor.staff_id, now=work.now(), note=command.note)
        return view_of(self._record(work, case.id, events))

    async def settle(self, command: Settle, work: Work) -> CaseView:
        """化解: the customer was calmed."""
        case = await self._permitted(command.actor, Action.SETTLE, command.case_id, work)
        events = decisions.settle(case, by=command.actor.staff_id, now=work.now(), note=command.note)
        return view_of(self._record(work, case.id, events))

    async def escalate(self, command: Escalate, work: Work) -> CaseView:
        """上报: notify the next level now."""
        case = await self._permitted(command.actor, Action.ESCALATE, command.case_id, work)
        directory = await self._newest_directory(work)
        events = decisions.escalate(case, by=command.actor.staff_id, now=work.now(), directory=directory)
        return view_of(self._record(work, case.id, events))

    async def file(self, command: FileNow, work: Work) -> CaseView:
        """启动流程: start the flow now."""
        case = await self._permitted(command.actor, Action.FILE, command.case_id, work)
        events = decisions.file(case, by=command.actor.staff_id, now=work.now(), note=command.note)
        return view_of(self._record(work, case.id, events))

    async def at(self, case_id: str, work: Work) -> Case:
        """The case after the step that is due, which stays if the command is refused. Raises `NotYet`."""
        case = await self.fire(case_id, work)
        if case is None:
            raise errors.not_open_yet()
        work.checkpoint()
        return case

    async def _permitted(self, actor: Actor, action: Action, case_id: str, work: Work) -> Case:
        """The case after the step that is due. Raises `NotYet` if there is none, `Forbidden` if the actor may not."""
        case = await self.at(case_id, work)
        require(actor, action, facts_of(case))
        return case

    async def _newest_directory(self, work: Work) -> Directory:
        await self._outside.directory.follow(work.now())
        return self._outside.directory.current

    def _record(self, work: Work, case_id: str, events: Sequence[Event]) -> Case:
        """Record the events one by one, each with its messages; returns the case after them."""
        for event in events:
            case = work.record(case_id, [event])
            assert case is not None
            for message in messages_for(case, event, self._outside.directory.current):
                work.notify(message)
        return work.loaded(case_id)
