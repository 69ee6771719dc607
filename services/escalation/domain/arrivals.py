"""What a report does to its on-site case when it arrives from intake: opens it, files it, brings newer details."""

from datetime import datetime

from services.escalation.domain.model import Case
from services.escalation.domain.states import State
from services.escalation.domain.steps import case_filed, stand_in_told, to_inform
from shared.contracts.base import Event
from shared.contracts.escalation import CaseAmended, CaseOpened, FiledBecause, Ladder
from shared.contracts.intake import Details, ReportAccepted
from shared.rules.directory import Directory
from shared.rules.ladders.due import first_due


def open_case(report: ReportAccepted, *, now: datetime, ladder: Ladder) -> tuple[Event, ...]:
    """Open the on-site case of an accepted report of either stage; its ladder is frozen here."""
    due_at = first_due(
        detected_at=report.detected_at, accepted_at=report.at, after_seconds=ladder.steps[0].after_seconds
    )
    opened = CaseOpened(
        case_id=report.case_id,
        at=now,
        by=report.by,
        number=report.number,
        channel=report.channel,
        stage=report.stage,
        accepted_at=report.at,
        detected_at=report.detected_at,
        reporter=report.reporter,
        registered_by=report.registered_by,
        details=report.details,
        ladder=ladder,
        calming_due_at=due_at,
    )
    return (opened,)


def file_at_once(case: Case, *, now: datetime, directory: Directory) -> tuple[Event, ...]:
    """Start the flow for a report whose stage was `filed`: due at its own `accepted_at`, late if opened later.

    Those whom the first level would have notified are informed; for a reporter at the top of the tree there are none.
    """
    by = case.registered_by or case.reporter.staff_id
    informed = to_inform(case, now=now, directory=directory)
    return (case_filed(case, FiledBecause.AT_ONCE, now=now, by=by, filed_at=case.accepted_at, informed=informed),)


def amend(case: Case, *, by: str | None, now: datetime, details: Details, directory: Directory) -> tuple[Event, ...]:
    """Store newer details in any state of the case; an older or equal revision changes nothing.

    If the customer complains of the leader notified last, as is known only now, their stand-in is notified as well.
    """
    if details.revision <= case.details.revision:
        return ()
    amended = CaseAmended(case_id=case.id, at=now, by=by, details=details)
    filed = case.state is State.FILED
    return (amended,) if filed else (amended, *stand_in_told(case, details, now=now, directory=directory))


def complete(
    case: Case, *, by: str | None, now: datetime, amended_at: datetime, directory: Directory
) -> tuple[Event, ...]:
    """Start the flow, because an amendment completed a report whose stage was not stated: due when it was accepted.

    A case that was settled or filed meanwhile stays as it is.
    """
    if not case.live:
        return ()
    informed = to_inform(case, now=now, directory=directory)
    return (case_filed(case, FiledBecause.COMPLETED, now=now, by=by, filed_at=amended_at, informed=informed),)
