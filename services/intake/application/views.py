"""Read-only views of reports for the API: personal data masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.application.earlier import EarlierReport
from services.intake.application.plain import UNSEALED
from services.intake.domain.model import Report
from shared.contracts.intake import ReportAmended
from shared.contracts.words import App, Channel, Ground, Line, RiskFlag, Stage
from shared.platform.privacy.reading import Shown, ShownCustomer, ShownReference, unknown_references
from shared.platform.privacy.wordings import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What the reporter gets for a report: proof that it is on record, and what is still missing."""

    id: str
    number: str
    stage: Stage
    channel: Channel
    accepted_at: datetime
    detected_at: datetime
    late_detected: bool
    reporter_unresolved: bool
    other_module: bool
    revision: int
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewReceipt(Receipt):
    """The receipt of a new report. `same_matter_as`: the same reporter reported this customer a moment ago.

    The reporter is asked whether it is the same matter; both reports stand.
    """

    same_matter_as: EarlierReport | None


def new_receipt_of(report: Report, earlier: EarlierReport | None) -> NewReceipt:
    """The receipt of a report just accepted."""
    return NewReceipt(**_of_report(report), same_matter_as=earlier)


def receipt_of(report: Report) -> Receipt:
    """The receipt of a report, as it stands now."""
    return Receipt(**_of_report(report))


def _of_report(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "number": report.number,
        "stage": report.stage,
        "channel": report.channel,
        "accepted_at": report.accepted_at,
        "detected_at": report.detected_at,
        "late_detected": report.late_detected,
        "reporter_unresolved": report.reporter.unresolved,
        "other_module": report.other_module,
        "revision": report.details.revision,
        "missing": report.missing,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendReceipt(Receipt):
    """The receipt of an amendment. `starts_flow`: it completed a report whose stage was not stated.

    The flow starts unless the case was settled or filed meanwhile.
    """

    starts_flow: bool


def amend_receipt_of(report: Report, event: ReportAmended) -> AmendReceipt:
    """The receipt of this amendment; `report` is the report after it."""
    receipt = receipt_of(report)
    return AmendReceipt(**{name: getattr(receipt, name) for name in Receipt.__slots__}, starts_flow=event.completes)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReporterView:
    """Who reported; for a reporter whom the directory does not know, what was stated of them, masked."""

    staff_id: str | None
    unit_id: str
    line: Line | None
    stated_name: str | None
    stated_phone: str | None
    stated_userid: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportView(Receipt):
    """A report as it stands, personal data masked."""

    reporter: ReporterView
    registered_by: str | None
    app: App | None
    ground: Ground | None
    cause: str | None
    line: Line | None
    responsible_unit_id: str | None
    subject_staff_id: str | None
    risk_flags: tuple[RiskFlag, ...]
    call_id: str | None
    previous_id: str | None
    unknown: tuple[ShownReference, ...]
    customer: ShownCustomer
    text: str | None
    erased_at: datetime | None


def view_of(report: Report, shown: Shown) -> ReportView:
    """The view of a report, its personal data as `shown`."""
    receipt = receipt_of(report)
    details = report.details
    return ReportView(
        **{name: getattr(receipt, name) for name in Receipt.__slots__},
        reporter=_reporter_view(report, shown),
        registered_by=report.registered_by,
        app=report.app,
        **{name: getattr(details, name) for name in UNSEALED},
        unknown=unknown_references(details, shown),
        customer=shown.customer(),
        text=shown.text("text", details.text),
        call_id=shown.text("call_id", details.call_id),
        erased_at=report.erased_at,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionView:
    """What a report said at one revision, masked, and who amended it then (None: the reporter, unknown to us).

    `reason`: why a supervisor changed whom the customer complains of, masked; a reveal shows it as
    `events.SEQUENCE.reason`. It is None for those complained of, then or now.
    """

    revision: int
    sequence: int
    at: datetime
    by: str | None
    ground: Ground | None
    cause: str | None
    line: Line | None
    responsible_unit_id: str | None
    subject_staff_id: str | None
    risk_flags: tuple[RiskFlag, ...]
    previous_id: str | None
    customer: ShownCustomer
    text: str | None
    call_id: str | None
    reason: str | None


def revision_view(wording: Wording, shown: Shown, *, with_reason: bool) -> RevisionView:
    """The view of one wording of a report."""
    details = wording.details
    return RevisionView(
        revision=details.revision,
        sequence=wording.sequence,
        at=wording.at,
        by=wording.by,
        **{name: getattr(details, name) for name in UNSEALED},
        customer=shown.customer(),
        text=shown.text("text", details.text),
        call_id=shown.text("call_id", details.call_id),
        reason=shown.text("reason", wording.reason) if with_reason else None,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptView:
    """A report for the page that confirms it. `next_step_at`: until when it is calmed, or called if filed at once.

    `acts`: what this person may do to it now, by the last words of the routes.
    """

    report: ReportView
    next_step_at: datetime
    acts: tuple[str, ...]
    revisions: tuple[RevisionView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CountView:
    """How many reports were found: in all, still with the reporter when accepted, filed at once; when the last came.

    `more`: there are more than were counted.
    """

    count: int
    calming: int
    filed: int
    more: bool
    last_accepted_at: datetime | None


def count_view(found: Sequence[Report], *, more: bool) -> CountView:
    """What a look-up says of reports, the newest first."""
    filed = sum(report.stage is Stage.FILED for report in found)
    last = found[0].accepted_at if found else None
    return CountView(count=len(found), calming=len(found) - filed, filed=filed, more=more, last_accepted_at=last)


def _reporter_view(report: Report, shown: Shown) -> ReporterView:
    reporter = report.reporter
    return ReporterView(
        staff_id=reporter.staff_id,
        unit_id=reporter.unit_id,
        line=reporter.line,
        stated_name=shown.name("reporter.name", reporter.stated_name),
        stated_phone=shown.phone("reporter.phone", reporter.stated_phone),
        stated_userid=shown.text("reporter.userid", reporter.stated_userid),
    )
