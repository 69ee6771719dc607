"""What intake does: one short function a command. Load, decide, record."""

from services.intake.application.commands import AmendmentOf, AmendReport, SubmitReport
from services.intake.application.ports import Outside
from services.intake.application.views import Receipt, receipt_of
from services.intake.domain import errors
from services.intake.domain.model import Report, accept
from shared.contracts.intake import Details
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.permissions import require

Work = UnitOfWork[Report]


class Handlers:
    """The handlers, bound to what they need from outside."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def submit(self, command: SubmitReport, work: Work) -> Receipt:
        """受理: accept a report. A reporter whom the directory does not know opens a data-quality item."""
        submission = command.submission
        event = accept(submission, work.now())
        await self._check_references(event.details, work)
        report = work.record(submission.case_id, [event])
        assert report is not None
        if report.reporter.unresolved:
            self._outside.rows.open_quality_item(work, report)
        return receipt_of(report)

    async def amend(self, command: AmendReport, work: Work) -> Receipt:
        """Add what was missing, at any time."""
        report = await work.get(command.case_id)
        if report is None:
            raise errors.unknown_report()
        if command.actor is not None:
            require(command.actor, Action.DETAILS, facts_of(report))
        by = command.actor.staff_id if command.actor else None
        event = report.amend(command.change, by, work.now())
        await self._check_references(command.change.details, work)
        amended = work.record(report.id, [event])
        assert amended is not None
        return receipt_of(amended)

    async def add(self, case_id: str, amendment_of: AmendmentOf, work: Work) -> Receipt:
        """Amend a report by what depends on how it stands."""
        report = await work.get(case_id)
        if report is None:
            raise errors.unknown_report()
        return await self.amend(amendment_of(report), work)

    async def _check_references(self, details: Details, work: Work) -> None:
        """A cause, unit, person or earlier report that is named must be there."""
        directory = self._outside.directory.current
        if details.cause is not None and not self._is_cause(details.cause, work):
            raise errors.unknown_reference("cause", "cause")
        if details.responsible_unit_id and directory.unit(details.responsible_unit_id) is None:
            raise errors.unknown_reference("responsible_unit_id", "unit")
        if details.subject_staff_id and directory.person(details.subject_staff_id) is None:
            raise errors.unknown_reference("subject_staff_id", "person")
        if details.previous_id and not await self._outside.rows.is_known(work, details.previous_id):
            raise errors.unknown_reference("previous_id", "report")

    def _is_cause(self, code: str, work: Work) -> bool:
        return any(cause.code == code for cause in self._outside.causes.causes(work.now()))


def facts_of(report: Report) -> CaseFacts:
    """What a permission needs to know of a report."""
    return CaseFacts(
        reporter_id=report.reporter.staff_id,
        reporter_unit_id=report.reporter.unit_id,
        registered_by=report.registered_by,
        line=report.reporter.line,
    )
