"""What a permission needs to know of an on-site case."""

from services.escalation.domain.model import Case
from shared.platform.identity.actions import CaseFacts


def facts_of(case: Case, *, on_the_phone: bool = False) -> CaseFacts:
    """The facts of a case: its reporter, the staff notified, and whom the customer complains of.

    `on_the_phone`: the person acts for another on the phone, and names the call.
    """
    return CaseFacts(
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        registered_by=case.registered_by,
        told=(*case.told_staff, *case.informed, *case.duty_desk),
        level=case.level,
        line=case.reporter.line,
        subject_staff_id=case.details.subject_staff_id,
        complained_unit_id=case.details.complained_unit_id,
        on_site=case.live,
        on_the_phone=on_the_phone,
    )
