"""What a commit of intake does, one short function a command: load, decide, record."""

from services.intake.application.commands import AmendReport
from services.intake.application.facts import facts_of
from services.intake.application.ports import Outside, Work
from services.intake.application.views import AmendReceipt, Receipt, amend_receipt_of, receipt_of
from services.intake.domain import decisions, errors
from services.intake.domain.model import Report, Submission
from shared.contracts.intake import Details
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require


class Handlers:
    """The handlers, bound to what they need from outside."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def accept(self, submission: Submission, work: Work) -> Receipt:
        """受理: accept a report. A reporter whom the directory does not know opens a data-quality item."""
        events = decisions.accept(submission, now=work.now())
        await self._check_references(submission.details, work)
        report = work.record(submission.case_id, events)
        assert report is not None
        if report.reporter.unresolved:
            self._outside.rows.open_quality_item(work, report)
        return receipt_of(report)

    async def amend(self, command: AmendReport, work: Work) -> AmendReceipt:
        """补充: add to the details of a report or correct them, at any time."""
        report = await self.report(command.case_id, work)
        if command.actor is not None:
            require(command.actor, Action.DETAILS, facts_of(report))
        by = command.actor.staff_id if command.actor else None
        events = decisions.amend(report, by=by, now=work.now(), change=command.change)
        await self._check_references(command.change.details, work)
        amended = work.record(report.id, events)
        assert amended is not None
        return amend_receipt_of(amended, *events)

    async def report(self, case_id: str, work: Work) -> Report:
        """The report as this commit has it. Raises `NotFound`."""
        report = await work.get(case_id)
        if report is None:
            raise errors.unknown_report()
        return report

    async def _check_references(self, details: Details, work: Work) -> None:
        """Raise `Invalid` if a cause, unit, person or earlier report is named that does not exist."""
        directory = self._outside.directory.current
        if details.cause is not None and not self._is_cause(details.cause, work):
            raise errors.unknown_reference("cause", "cause")
        if details.complained_unit_id and directory.unit(details.complained_unit_id) is None:
            raise errors.unknown_reference("responsible_unit_id", "unit")
        if details.subject_staff_id and directory.person(details.subject_staff_id) is None:
            raise errors.unknown_reference("subject_staff_id", "person")
        if details.previous_id and not await self._outside.rows.is_known(work, details.previous_id):
            raise errors.unknown_reference("previous_id", "report")

    def _is_cause(self, code: str, work: Work) -> bool:
        return any(cause.code == code for cause in self._outside.causes.causes(work.now()))
