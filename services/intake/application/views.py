"""Read-only views of reports for the API: personal data masked."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.application.plain import UNSEALED
from services.intake.domain.model import Report
from shared.contracts.intake import ReportAmended
from shared.contracts.words import App, Channel, CustomerRole, Ground, Line, RiskFlag, Stage
from shared.platform.privacy.customer import Customer
from shared.platform.privacy.masking import mask_name, mask_phone, mask_text
from shared.platform.privacy.reading import ShownReference, shown_customer, shown_text, shown_unknown
from shared.platform.privacy.sealing import CaseKey


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


def receipt_of(report: Report) -> Receipt:
    """The receipt of a report, as it stands now."""
    return Receipt(
        id=report.id,
        number=report.number,
        stage=report.stage,
        channel=report.channel,
        accepted_at=report.accepted_at,
        detected_at=report.detected_at,
        late_detected=report.late_detected,
        reporter_unresolved=report.reporter.unresolved,
        other_module=report.other_module,
        revision=report.details.revision,
        missing=report.missing,
    )


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
class CustomerView:
    """The customer, every value masked."""

    role: CustomerRole | None
    name: str | None
    phone: str | None
    policy_no: str | None
    claim_no: str | None
    accident_no: str | None
    plate: str | None


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
    customer: CustomerView
    text: str | None


def view_of(report: Report, key: CaseKey | None) -> ReportView:
    """The view of a report; without a key (erased) it holds no personal data."""
    receipt = receipt_of(report)
    details = report.details
    return ReportView(
        **{name: getattr(receipt, name) for name in Receipt.__slots__},
        reporter=_reporter_view(report, key),
        registered_by=report.registered_by,
        app=report.app,
        **{name: getattr(details, name) for name in UNSEALED},
        unknown=shown_unknown(key, details),
        customer=_customer_view(shown_customer(key, details.customer)),
        text=shown_text(key, "text", details.text, details.customer),
        call_id=shown_text(key, "call_id", details.call_id, details.customer),
    )


def _customer_view(shown: Customer) -> CustomerView:
    return CustomerView(**{name: getattr(shown, name) for name in CustomerView.__slots__})


def _reporter_view(report: Report, key: CaseKey | None) -> ReporterView:
    reporter = report.reporter
    name = key.open("reporter.name", reporter.stated_name) if key and reporter.stated_name else None
    phone = key.open("reporter.phone", reporter.stated_phone) if key and reporter.stated_phone else None
    userid = key.open("reporter.userid", reporter.stated_userid) if key and reporter.stated_userid else None
    return ReporterView(
        staff_id=reporter.staff_id,
        unit_id=reporter.unit_id,
        line=reporter.line,
        stated_name=name and mask_name(name),
        stated_phone=phone and mask_phone(phone),
        stated_userid=userid and mask_text(userid),
    )
