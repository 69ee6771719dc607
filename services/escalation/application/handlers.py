"""What escalation does: one short function a command, an event, a fired timer. Load, decide, record.

A command on a case whose step is already due first applies that step, by the timer's own function, and keeps it
whatever becomes of the command: time decides, not the ticker.
"""

from collections.abc import Sequence

from services.escalation.application.commands import Acknowledge, Escalate, FileNow, Settle
from services.escalation.application.notices import messages_for
from services.escalation.application.ports import Outside
from services.escalation.application.views import CaseView, view_of
from services.escalation.domain import errors
from services.escalation.domain.model import Case, file_at_once, open_case
from shared.contracts.base import Event
from shared.contracts.intake import ReportAccepted, ReportAmended
from shared.contracts.words import Stage
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.permissions import require

Work = UnitOfWork[Case]


class Handlers:
    """The handlers, bound to what they need from outside."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def open(self, event: ReportAccepted, work: Work) -> None:
        """A report was accepted: its case opens, and files at once if the report says so."""
        if await work.get(event.case_id) is not None:
            return
        await self._outside.directory.follow(work.now())
        path = self._outside.directory.current.path(event.reporter.unit_id)
        ladder = self._outside.policies.for_unit(path, event.at).onsite
        case = self._record(work, event.case_id, [open_case(event, ladder, work.now())])
        if event.stage is Stage.FILED:
            self._record(work, case.id, [file_at_once(case, work.now(), self._outside.directory.current)])
        else:
            await self.fire(case.id, work)

    async def amend(self, event: ReportAmended, work: Work) -> None:
        """A report was amended: a case still open on site keeps the newer details."""
        case = await work.get(event.case_id)
        if case is not None:
            self._record(work, case.id, case.amend(event.details, event.by, work.now()))

    async def fire(self, case_id: str, work: Work) -> Case | None:
        """Apply the step that time has taken, if any: for the ticker, and before every command."""
        case = await work.get(case_id)
        if case is None or case.next_due_at is None or case.next_due_at > work.now():
            return case
        await self._outside.directory.follow(work.now())
        return self._record(work, case_id, case.due(work.now(), self._outside.directory.current))

    async def acknowledge(self, command: Acknowledge, work: Work) -> CaseView:
        """介入处理. Never stops the clock."""
        case = await self._at(command.case_id, work)
        require(command.actor, Action.ACKNOWLEDGE, facts_of(case))
        events = case.acknowledge(command.actor.staff_id, command.note, work.now())
        return view_of(self._record(work, case.id, events))

    async def settle(self, command: Settle, work: Work) -> CaseView:
        """化解."""
        case = await self._at(command.case_id, work)
        require(command.actor, Action.SETTLE, facts_of(case))
        if command.note is None:
            raise errors.note_needed()
        return view_of(self._record(work, case.id, case.settle(command.actor.staff_id, command.note, work.now())))

    async def escalate(self, command: Escalate, work: Work) -> CaseView:
        """升级: the next level, now."""
        case = await self._at(command.case_id, work)
        require(command.actor, Action.ESCALATE, facts_of(case))
        await self._outside.directory.follow(work.now())
        events = case.escalate(command.actor.staff_id, work.now(), self._outside.directory.current)
        return view_of(self._record(work, case.id, events))

    async def file(self, command: FileNow, work: Work) -> CaseView:
        """启动流程."""
        case = await self._at(command.case_id, work)
        require(command.actor, Action.FILE, facts_of(case))
        return view_of(self._record(work, case.id, case.file(command.actor.staff_id, command.note, work.now())))

    async def _at(self, case_id: str, work: Work) -> Case:
        """The case with every step taken that time has taken."""
        case = await self.fire(case_id, work)
        if case is None:
            raise errors.not_open_yet()
        work.checkpoint()
        return case

    def _record(self, work: Work, case_id: str, events: Sequence[Event]) -> Case:
        """Let the events have happened, one by one, each with its messages."""
        case: Case | None = None
        for event in events:
            case = work.record(case_id, [event])
            assert case is not None
            for message in messages_for(case, event, self._outside.directory.current):
                work.notify(message)
        return case or work.loaded(case_id)


def facts_of(case: Case) -> CaseFacts:
    """What a permission needs to know of an on-site case."""
    return CaseFacts(
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        registered_by=case.registered_by,
        told=(*case.told_staff, *case.informed),
        line=case.reporter.line,
        subject_staff_id=case.details.subject_staff_id,
        complained_unit_id=case.details.responsible_unit_id,
    )
