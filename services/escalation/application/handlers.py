"""The handlers of events, timers and commands: load the case, apply the step that is due, decide, record.

A command on a case whose step is already due first applies that step, by the timer's own function, and the step stays
even if the command is refused: time decides, not the ticker.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from services.escalation.application import presses
from services.escalation.application.addressing import message
from services.escalation.application.commands import Acknowledge, Escalate, FileNow, MarkComplaint, OnCase, Settle
from services.escalation.application.facts import facts_of
from services.escalation.application.notices import messages_for
from services.escalation.application.ports import Outside
from services.escalation.application.views import CaseView, ComplaintView, complaint_view_of, view_of
from services.escalation.domain import arrivals, decisions, errors
from services.escalation.domain.model import Case
from services.escalation.domain.obligations import due
from shared.contracts.base import Event, Sealed
from shared.contracts.intake import ButtonPressed, ReportAccepted, ReportAmended
from shared.contracts.words import Stage
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.rules.directory import Directory
from shared.rules.erased import must_not_be_erased
from shared.rules.ladders.due import is_due

Work = UnitOfWork[Case]


class _Asked(TypedDict):
    """What every decision of a person needs."""

    by: str
    now: datetime
    call_id: Sealed | None
    directory: Directory


class Handlers:
    """The handlers, bound to directory and policies."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def open(self, event: ReportAccepted, work: Work) -> None:
        """A report was accepted: open its case, and file it at once if the report says so."""
        if await work.get(event.case_id) is not None:
            return
        directory = await self._newest_directory(work)
        policy = self._outside.policies.for_unit(directory.path(event.reporter.unit_id), event.at)
        ladder = policy.ladder(grave=event.details.grave)
        case = self._record(work, event.case_id, arrivals.open_case(event, now=work.now(), ladder=ladder))
        if event.stage is Stage.FILED:
            self._record(work, case.id, arrivals.file_at_once(case, now=work.now(), directory=directory))
        else:
            await self.fire(case.id, work)

    async def amend(self, event: ReportAmended, work: Work) -> None:
        """A report was amended: a case that is not filed stores the newer details, and is filed if they complete it."""
        case = await self.fire(event.case_id, work)
        if case is None or case.erased_at is not None:
            return
        now, directory = work.now(), await self._newest_directory(work)
        events = arrivals.amend(case, by=event.by, now=now, details=event.details, directory=directory)
        case = self._record(work, case.id, events)
        if event.completes:
            self._record(
                work,
                case.id,
                arrivals.complete(case, by=event.by, now=now, amended_at=event.at, directory=directory),
            )

    async def press(self, event: ButtonPressed, work: Work) -> None:
        """The reporter asks for something in the chat; the outcome is sent to them."""
        case = await self.fire(event.case_id, work)
        if case is None or case.erased_at is not None or event.by is None:
            return
        directory = await self._newest_directory(work)
        events, refusal = presses.decided(case, event, now=work.now(), directory=directory)
        case = self._record(work, case.id, events)
        result, code = ("refused", refusal.code) if refusal is not None else ("done", None)
        work.audit(presses.action_of(event).value, actor=event.by, subject_id=case.id, outcome=result, code=code)
        text = presses.outcome(case, events, refusal=refusal, now=work.now(), directory=directory)
        work.notify(message(case, f"press-{event.delivery}", event.by, "press_answered", text))

    async def fire(self, case_id: str, work: Work) -> Case | None:
        """Apply every step that is due: for the ticker, and before every command.

        After a late step the next one is never due yet. After one on time it may be, if its time is under 30 seconds.
        """
        case = await work.get(case_id)
        while case is not None and case.next_due_at is not None and is_due(case.next_due_at, work.now()):
            directory = await self._newest_directory(work)
            case = self._record(work, case_id, due(case, now=work.now(), directory=directory))
        return case

    async def acknowledge(self, command: Acknowledge, work: Work) -> CaseView:
        """介入: a leader steps in."""
        case = await self._permitted(command, Action.ACKNOWLEDGE, work)
        by, level = command.actor.staff_id, command.level
        events = decisions.acknowledge(case, by=by, now=work.now(), note=command.note, level=level)
        return view_of(self._record(work, case.id, events))

    async def settle(self, command: Settle, work: Work) -> CaseView:
        """化解: the customer was calmed."""
        case = await self._permitted(command, Action.SETTLE, work)
        events = decisions.settle(case, note=command.note, **await self._asked(command, work))
        return view_of(self._record(work, case.id, events))

    async def escalate(self, command: Escalate, work: Work) -> CaseView:
        """上报: notify the next level now."""
        case = await self._permitted(command, Action.ESCALATE, work)
        asked = await self._asked(command, work)
        events = decisions.escalate(case, level=command.level, note=command.note, **asked)
        return view_of(self._record(work, case.id, events))

    async def file(self, command: FileNow, work: Work) -> CaseView:
        """启动流程: start the flow now."""
        case = await self._permitted(command, Action.FILE, work)
        events = decisions.file(case, note=command.note, **await self._asked(command, work))
        return view_of(self._record(work, case.id, events))

    async def complaint(self, command: MarkComplaint, work: Work) -> ComplaintView:
        """正式投诉: the customer made a formal complaint, which starts the flow."""
        case = await self._permitted(command, Action.COMPLAINT, work)
        directory = await self._newest_directory(work)
        policy = self._outside.policies.for_unit(directory.path(case.reporter.unit_id), case.moved_at).callback
        events = decisions.complaint(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            source=command.source,
            number=command.number,
            complained_at=command.complained_at,
            sealed=command.sealed,
            within=timedelta(days=policy.reopen_days),
            directory=directory,
        )
        return complaint_view_of(self._record(work, case.id, events))

    async def at(self, case_id: str, work: Work) -> Case:
        """The case after the steps that are due, which stay if the command is refused.

        Raises `NotYet`, or `Conflict` if it was erased.
        """
        case = await self.fire(case_id, work)
        if case is None:
            raise errors.not_open_yet()
        must_not_be_erased(case.erased_at)
        work.checkpoint()
        return case

    async def _permitted(self, command: OnCase, action: Action, work: Work) -> Case:
        """The case after the steps that are due. Raises `NotYet` if there is none, `Forbidden` if the actor may not."""
        case = await self.at(command.case_id, work)
        require(command.actor, action, facts_of(case, on_the_phone=command.call_id is not None))
        return case

    async def _asked(self, command: OnCase, work: Work) -> _Asked:
        """Who asks, when, for whom on the phone, and the directory of that moment."""
        directory = await self._newest_directory(work)
        return {
            "by": command.actor.staff_id,
            "now": work.now(),
            "call_id": command.call_id,
            "directory": directory,
        }

    async def _newest_directory(self, work: Work) -> Directory:
        await self._outside.directory.follow(work.now())
        return self._outside.directory.current

    def _record(self, work: Work, case_id: str, events: Sequence[Event]) -> Case:
        """Record the events one by one, each with its messages; returns the case after them."""
        directory, policies = self._outside.directory.current, self._outside.policies
        before = work.record(case_id, ())
        for event in events:
            case = work.record(case_id, [event])
            assert case is not None
            for each in messages_for(case, event, directory, policies, before=before):
                work.notify(each)
            before = case
        return work.loaded(case_id)
