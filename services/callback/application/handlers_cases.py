"""Handlers of the commands on a case beyond calling: one short method a command."""

from services.callback.application import commands as ask
from services.callback.application.handlers import Handlers
from services.callback.application.ids import case_of_order, next_order, next_task
from services.callback.application.ports import Outside, Work
from services.callback.application.views import (
    CaseView,
    ComplaintMarkedView,
    SupervisedView,
    case_view,
    complaint_marked_view,
    supervised_view,
)
from services.callback.domain import decisions, decisions_handling, decisions_orders, decisions_severity
from services.callback.domain.errors import no_such_order, wrong
from services.callback.domain.model import Case
from services.callback.domain.policy import reopen_until
from shared.contracts.base import Event
from shared.contracts.policy import HandlingPolicy
from shared.platform.identity.actions import Action


class CaseHandlers:
    """Each catches up on what is due, checks the permission, decides, records, and returns the view."""

    def __init__(self, handlers: Handlers, outside: Outside) -> None:
        self._handlers = handlers
        self._outside = outside

    async def dispatch(self, command: ask.Dispatch, work: Work) -> CaseView:
        """转办: dispatch. Only a supervisor may once the callers gave up, or enough units returned it."""
        case = await self._handlers.at(command.case_id, work)
        as_supervisor = case.supervisor_decides and self._handlers.may(command.actor, Action.DISPATCH_HARD, case, work)
        if not as_supervisor:
            self._handlers.must(command.actor, Action.DISPATCH, case, work)
        for field, unit_id in self._units(command):
            self._must_be_unit(field, unit_id)
        events = decisions_handling.dispatch(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            unit_id=command.lead_unit_id,
            assisting_unit_ids=command.assisting_unit_ids,
            severity=command.severity,
            note=command.note,
            reason=command.reason,
            as_supervisor=as_supervisor,
            policy=self._policy(command.lead_unit_id, work),
            calendar=self._outside.calendar,
        )
        return self._done(case, events, work)

    async def accept(self, command: ask.Accept, work: Work) -> CaseView:
        """签收: sign for it."""
        case = await self._allowed(command, Action.ACCEPT, work)
        return self._done(case, decisions_handling.accept(case, by=command.actor.staff_id, now=work.now()), work)

    async def assign(self, command: ask.Assign, work: Work) -> CaseView:
        """Name the handler."""
        case = await self._allowed(command, Action.ASSIGN, work)
        by, directory = command.actor.staff_id, self._outside.directory.current
        events = decisions_handling.assign(case, by=by, now=work.now(), staff_id=command.staff_id, directory=directory)
        return self._done(case, events, work)

    async def transfer(self, command: ask.Transfer, work: Work) -> CaseView:
        """移交: transfer. Only a supervisor may once enough units passed it on or back."""
        case = await self._handlers.at(command.case_id, work)
        as_supervisor = self._handlers.may(command.actor, Action.TRANSFER_HARD, case, work)
        if not (case.passed_on_enough and as_supervisor):
            self._handlers.must(command.actor, Action.TRANSFER, case, work)
        self._must_be_unit("unit_id", command.unit_id)
        events = decisions_handling.transfer(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            unit_id=command.unit_id,
            reason=command.reason,
            as_supervisor=as_supervisor,
            policy=self._policy(command.unit_id, work),
            calendar=self._outside.calendar,
            directory=self._outside.directory.current,
        )
        return self._done(case, events, work)

    async def return_(self, command: ask.Return, work: Work) -> CaseView:
        """退回: return."""
        case = await self._allowed(command, Action.RETURN, work)
        by, calendar = command.actor.staff_id, self._outside.calendar
        events = decisions_handling.return_(case, by=by, now=work.now(), reason=command.reason, calendar=calendar)
        return self._done(case, events, work)

    async def resolve(self, command: ask.Resolve, work: Work) -> CaseView:
        """办结: resolve; a follow-up task is made."""
        case = await self._allowed(command, Action.RESOLVE, work)
        by, task = command.actor.staff_id, next_task(case)
        return self._done(
            case, decisions_handling.resolve(case, by=by, now=work.now(), note=command.note, task=task), work
        )

    async def supervise(self, command: ask.Supervise, work: Work) -> SupervisedView:
        """督办: supervise."""
        case = await self._allowed(command, Action.SUPERVISE, work)
        order = next_order(case)
        events = decisions_orders.supervise(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            order=order,
            text=command.text,
            deadline=command.deadline,
            calendar=self._outside.calendar,
        )
        return supervised_view(self._handlers.record(work, case.id, events), order)

    async def answer(self, command: ask.AnswerOrder, work: Work) -> CaseView:
        """The written answer to an order."""
        case = await self._handlers.at(case_of_order(command.order), work)
        if case.order(command.order) is None:
            raise no_such_order()
        self._handlers.must(command.actor, Action.ANSWER, case, work)
        by, now = command.actor.staff_id, work.now()
        return self._done(
            case, decisions_orders.answer(case, by=by, now=now, order=command.order, text=command.text), work
        )

    async def remind(self, command: ask.Remind, work: Work) -> CaseView:
        """催办: remind."""
        case = await self._allowed(command, Action.REMIND, work)
        return self._done(
            case, decisions_orders.remind(case, by=command.actor.staff_id, now=work.now(), note=command.note), work
        )

    async def close(self, command: ask.Close, work: Work) -> CaseView:
        """结案: close without having reached the customer."""
        case = await self._allowed(command, Action.CLOSE, work)
        by = command.actor.staff_id
        return self._done(case, decisions.close(case, by=by, now=work.now(), reason=command.reason), work)

    async def retry(self, command: ask.Retry, work: Work) -> CaseView:
        """Another round of calls."""
        case = await self._allowed(command, Action.RETRY, work)
        by = command.actor.staff_id
        return self._done(case, decisions.retry(case, by=by, now=work.now(), reason=command.reason), work)

    async def send_back(self, command: ask.SendBack, work: Work) -> CaseView:
        """Have the unit handle it again: the follow-up brought no verdict."""
        case = await self._allowed(command, Action.SEND_BACK, work)
        by, calendar = command.actor.staff_id, self._outside.calendar
        events = decisions.send_back(case, by=by, now=work.now(), reason=command.reason, calendar=calendar)
        return self._done(case, events, work)

    async def contacts(self, command: ask.RecordContact, work: Work) -> CaseView:
        """Record that the customer rang by themselves."""
        case = await self._allowed(command, Action.CONTACTS, work)
        events = decisions.contact(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            note=command.note,
            wants=command.wants,
            call_id=command.call_id,
        )
        return self._done(case, events, work)

    async def reopen(self, command: ask.Reopen, work: Work) -> CaseView:
        """重开: reopen."""
        case = await self._allowed(command, Action.REOPEN, work)
        by, calendar = command.actor.staff_id, self._outside.calendar
        events = decisions.reopen(case, by=by, now=work.now(), reason=command.reason, calendar=calendar)
        return self._done(case, events, work)

    async def severity(self, command: ask.ChangeSeverity, work: Work) -> CaseView:
        """Set the severity."""
        case = await self._allowed(command, Action.SEVERITY, work)
        events = decisions_severity.severity(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            severity=command.severity,
            reason=command.reason,
            calendar=self._outside.calendar,
        )
        return self._done(case, events, work)

    async def override_independence(self, command: ask.OverrideIndependence, work: Work) -> CaseView:
        """Let one person of the team complained of call."""
        case = await self._allowed(command, Action.OVERRIDE_INDEPENDENCE, work)
        events = decisions.override_independence(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            staff_id=command.staff_id,
            reason=command.reason,
            directory=self._outside.directory.current,
        )
        return self._done(case, events, work)

    async def reviewed(self, command: ask.MarkReviewed, work: Work) -> CaseView:
        """已阅: a supervisor has looked at it."""
        case = await self._allowed(command, Action.REVIEWED, work)
        by = command.actor.staff_id
        return self._done(case, decisions.reviewed(case, by=by, now=work.now(), note=command.note), work)

    async def complaint(self, command: ask.MarkComplaint, work: Work) -> ComplaintMarkedView:
        """Mark a formal complaint; the answer says if it needs a new report."""
        case = await self._allowed(command, Action.COMPLAINT, work)
        events = decisions_severity.complaint(
            case,
            by=command.actor.staff_id,
            now=work.now(),
            source=command.source,
            number=command.number,
            complained_at=command.complained_at,
            sealed=command.sealed,
            calendar=self._outside.calendar,
        )
        marked = self._handlers.record(work, case.id, events)
        too_late = not marked.state.open and work.now() >= reopen_until(marked)
        return complaint_marked_view(marked, new_report_needed=too_late)

    async def _allowed(self, command: ask.OnCase, action: Action, work: Work) -> Case:
        case = await self._handlers.at(command.case_id, work)
        self._handlers.must(command.actor, action, case, work)
        return case

    def _done(self, case: Case, events: tuple[Event, ...], work: Work) -> CaseView:
        return case_view(self._handlers.record(work, case.id, events))

    def _policy(self, unit_id: str, work: Work) -> HandlingPolicy:
        path = self._outside.directory.current.path(unit_id)
        return self._outside.policies.for_unit(path, work.now()).handling

    def _must_be_unit(self, field: str, unit_id: str) -> None:
        if self._outside.directory.current.unit(unit_id) is None:
            raise wrong(field, "unknown", "There is no such unit.")

    @staticmethod
    def _units(command: ask.Dispatch) -> list[tuple[str, str]]:
        assisting = [("assisting_unit_ids", unit_id) for unit_id in command.assisting_unit_ids]
        return [("responsible_unit_id", command.lead_unit_id), *assisting]
