"""The messages about what is grave: a danger in the report, a formal complaint. 95518 hears of it at once."""

from collections.abc import Iterable

from services.escalation.application import texts
from services.escalation.application.addressing import concerned, message, offices, reporter_of_unit, unique
from services.escalation.application.texts import Doing, Risk
from services.escalation.domain.model import Case
from services.escalation.domain.states import State
from shared.contracts.escalation import CaseAmended, CaseComplaintMarked, CaseOpened
from shared.contracts.intake import Details
from shared.contracts.words import Ground, Stage
from shared.engine.notifications.message import Message
from shared.rules.directory import Directory, Role


def risk_told(
    case: Case, event: CaseOpened | CaseAmended, directory: Directory, *, before: Case | None
) -> Iterable[Message]:
    """To the group's supervisors: the risks that this event brings. Once the case is filed, callback tells them."""
    if before is not None and before.state is State.FILED:
        return
    known = risks_of(before.details) if before is not None else ()
    new = tuple(risk for risk in risks_of(event.details) if risk not in known)
    if not new:
        return
    text = texts.risk(reporter_of_unit(case, directory), new, _doing(case), case.number)
    for recipient in unique(offices(case, directory, event.at).supervisors().staff, but=event.by):
        yield message(case, f"risk-{event.details.revision}", recipient, "risk_reported", text)


def complaint_told(case: Case, event: CaseComplaintMarked, directory: Directory) -> Iterable[Message]:
    """To the group's supervisors and customer service above the reporter's unit; if it does not start the flow, to the
    reporter and all who were notified as well.
    """
    what = f"complaint-{len(case.complaints)}"
    around = offices(case, directory, event.at)
    service = directory.holders(Role.CUSTOMER_SERVICE, case.reporter.unit_id)
    grave = (*around.supervisors().staff, *(staff_id for staff_id in service if around.conflict(staff_id) is None))
    text = texts.complaint_marked(reporter_of_unit(case, directory), case.number, starts_flow=event.starts_flow)
    for recipient in unique(grave, but=event.by):
        yield message(case, what, recipient, "complaint", text)
    if not event.starts_flow:
        for recipient, whose in concerned(case, (*case.told_staff, *case.informed), directory, event):
            yield message(case, f"{what}-late", recipient, "complaint", texts.complained_late(whose, case.number))


def risks_of(details: Details) -> tuple[Risk, ...]:
    """What makes a report grave: its risk flags, and the demand of a complaint."""
    demanded = (Risk.COMPLAINT_DEMANDED,) if details.ground is Ground.COMPLAINT_DEMANDED else ()
    return (*demanded, *(Risk(flag) for flag in details.risk_flags))


def _doing(case: Case) -> Doing:
    if case.state is State.SETTLED:
        return Doing.SETTLED
    return Doing.FILED if case.stage is Stage.FILED else Doing.CALMING
