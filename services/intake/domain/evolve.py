"""How each event changes a report. Nothing is decided here."""

from dataclasses import replace

from services.intake.domain.model import Report
from services.intake.domain.states import State, Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.intake import ButtonPressed, ReportAccepted, ReportAmended, ReportErased, UnitNoted
from shared.contracts.words import Stage


def evolve(report: Report | None, event: Event) -> Report:
    """The report after this event. Raises `TypeError` for an event of another service."""
    match event:
        case ReportAccepted():
            assert report is None
            return _accepted(event)
        case ReportAmended():
            assert report is not None
            return _amended(report, event)
        case ButtonPressed():
            assert report is not None
            return report  # what comes of it is escalation's
        case UnitNoted():
            assert report is not None
            return replace(report, lead_unit_id=event.unit_id, handler_id=event.handler_id)
        case ReportErased():
            assert report is not None
            return replace(report, erased_at=event.at)
        case _:
            raise TypeError(f"{type(event).__name__} is not an event of a report")


def _amended(report: Report, event: ReportAmended) -> Report:
    state, reporter = next_state(report.state, Trigger.AMEND), event.details.reporter or report.reporter
    amended = replace(report, state=state, details=event.details, reporter=reporter)
    return replace(amended, stage=Stage.FILED, stage_open=False) if event.completes else amended


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
        stage_open=event.stage_open,
        details=event.details,
    )
