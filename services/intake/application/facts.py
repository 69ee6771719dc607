"""What a permission needs to know of a report."""

from services.intake.domain.model import Report
from shared.platform.identity.actions import CaseFacts


def facts_of(report: Report) -> CaseFacts:
    """The facts of a report."""
    return CaseFacts(
        reporter_id=report.reporter.staff_id,
        reporter_unit_id=report.reporter.unit_id,
        registered_by=report.registered_by,
        line=report.reporter.line,
        subject_staff_id=report.details.subject_staff_id,
        complained_unit_id=report.details.complained_unit_id,
    )
