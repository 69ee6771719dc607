"""What a commit of intake does, one short function a command: load, decide, record."""

from services.intake.application.commands import AmendReport, Press
from services.intake.application.earlier import newest
from services.intake.application.facts import facts_for_details
from services.intake.application.ports import Outside, Work
from services.intake.application.views import AmendReceipt, NewReceipt, amend_receipt_of, new_receipt_of
from services.intake.domain import decisions, errors
from services.intake.domain.model import Report, Submission
from services.intake.domain.quality import kinds_of, kinds_of_report
from shared.contracts.callback import CaseAssigned, CaseDispatched, CaseReopened, CaseReturned, CaseTransferred
from shared.contracts.callback_values import ReopenedBecause
from shared.engine.unit_of_work import Ask
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.rules.erased import must_not_be_erased


class Handlers:
    """The handlers, bound to what they need from outside."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def accept(
        self, submission: Submission, work: Work, earlier: Ask | None = None, *, ask_first: bool = False
    ) -> NewReceipt:
        """受理: accept a report. The receipt names the newest of the `earlier` ones, which may be the same matter.

        `ask_first`: if there is one the report is refused, so that the reporter is asked. What is missing from our data
        opens data-quality items.
        """
        same = newest(earlier)
        if ask_first and same is not None:
            raise errors.same_matter(same.id, same.number, same.accepted_at)
        events = decisions.accept(submission, now=work.now())
        report = work.record(submission.case_id, events)
        assert report is not None
        for kind in kinds_of_report(report):
            self._outside.rows.open_quality_item(work, report, kind)
        return new_receipt_of(report, same)

    async def amend(self, command: AmendReport, work: Work) -> AmendReceipt:
        """补充: add to the details of a report or correct them, at any time.

        To clear or change the person or unit complained of is a supervisor's act; to name one where none was named is
        not the lead unit's.
        """
        report = await self.report(command.case_id, work)
        redirects = command.change.redirects(report.details)
        if command.actor is not None:
            naming = Action.NAME_COMPLAINED_OF if command.change.names(report.details) else Action.DETAILS
            require(command.actor, Action.COMPLAINED_OF if redirects else naming, facts_for_details(report))
        elif redirects:
            raise errors.only_a_supervisor()
        by = command.actor.staff_id if command.actor else None
        events = decisions.amend(report, by=by, now=work.now(), change=command.change)
        amended = work.record(report.id, events)
        assert amended is not None
        for kind in kinds_of(command.change.details.unknown):
            self._outside.rows.open_quality_item(work, amended, kind)
        return amend_receipt_of(amended, *events)

    async def unit_changed(self, event: CaseDispatched | CaseTransferred, work: Work) -> None:
        """A unit leads the case from now on."""
        await self._note_unit(event.case_id, event.responsible_unit_id, None, work)

    async def handler_named(self, event: CaseAssigned, work: Work) -> None:
        """The unit named who handles the case."""
        report = await work.get(event.case_id)
        if report is not None:
            await self._note_unit(report.id, report.lead_unit_id, event.staff_id, work)

    async def unit_gone(self, event: CaseReturned, work: Work) -> None:
        """The unit gave the case back."""
        await self._note_unit(event.case_id, None, None, work)

    async def reopened(self, event: CaseReopened, work: Work) -> None:
        """No unit has a case that was reopened, unless the same one handles it again after a follow-up."""
        if event.because is not ReopenedBecause.FOLLOW_UP:
            await self._note_unit(event.case_id, None, None, work)

    async def _note_unit(self, case_id: str, unit_id: str | None, handler_id: str | None, work: Work) -> None:
        report = await work.get(case_id)
        if report is not None:
            events = decisions.note_unit(report, now=work.now(), unit_id=unit_id, handler_id=handler_id)
            work.record(report.id, events)

    async def press(self, command: Press, work: Work) -> None:
        """A reporter asks in the chat for something on their case."""
        report = await self.report(command.case_id, work)
        events = decisions.press(
            report,
            by=command.by,
            now=work.now(),
            act=command.act,
            note=command.note,
            pressed_at=command.pressed_at,
            delivery=command.delivery,
        )
        work.record(report.id, events)

    async def report(self, case_id: str, work: Work) -> Report:
        """The report as this commit has it. Raises `NotFound`, or `Conflict` if it was erased."""
        report = await work.get(case_id)
        if report is None:
            raise errors.unknown_report()
        must_not_be_erased(report.erased_at)
        return report
