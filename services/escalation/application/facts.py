"""What a permission needs to know of an on-site case."""

from services.escalation.domain.model import Case
from shared.platform.identity.actions import CaseFacts


def facts_of(case: Case) -> CaseFacts:
    """The facts of a case: its reporter, the staff notified, and whom the customer complains of."""
    return CaseFacts(
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        registered_by=case.registered_by,
        told=(*case.told_staff, *case.informed),
        line=case.reporter.line,
        subject_staff_id=case.details.subject_staff_id,
        complained_unit_id=case.details.complained_unit_id,
        on_site=case.live,
    )
