"""What a permission needs to know of a report."""

from dataclasses import replace

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


def facts_for_details(report: Report) -> CaseFacts:
    """Those facts, and which unit has the case by now, which adds what it learns.

    It reads and reveals the case where it is handled: intake does not know when its right to reveal ends.
    """
    return replace(facts_of(report), lead_unit_id=report.lead_unit_id, handler_id=report.handler_id)
