"""How each event changes a report. Nothing is decided here."""

from dataclasses import replace

from services.intake.domain.model import Report
from services.intake.domain.states import State, Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.intake import ReportAccepted, ReportAmended


def evolve(report: Report | None, event: Event) -> Report:
    """The report after this event. Raises `TypeError` for an event of another service."""
    match event:
        case ReportAccepted():
            assert report is None
            return _accepted(event)
        case ReportAmended():
            assert report is not None
            return replace(report, state=next_state(report.state, Trigger.AMEND), details=event.details)
        case _:
            raise TypeError(f"{type(event).__name__} is not an event of a report")


def _accepted(event: ReportAccepted) -> Report:
    return Report(
        id=event.case_id,
        number=event.number,
        state=State.ACCEPTED,
        channel=event.channel,
        stage=event.stage,
        accepted_at=event.at,
        detected_at=event.detected_at,
        reporter=event.reporter,
        registered_by=event.registered_by,
        app=event.app,
        other_module=event.other_module,
        late_detected=event.late_detected,
        details=event.details,
    )
