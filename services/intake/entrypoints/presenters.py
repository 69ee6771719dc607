"""Reports as the pages show them: names instead of ids, the countdown of this moment, what this person may do."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.application.views import ReceiptView, ReporterView, ReportView, RevisionView
from shared.platform.wording import unit_named
from shared.rules.directory import Directory, Person
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, countdown

CUSTOMER = ("name", "phone", "policy_no", "claim_no", "accident_no", "plate")
"""What is shown of a customer, in this order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """A colleague to choose."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingRow:
    """One wording of a report."""

    at: datetime
    by: str
    ground: str | None
    text: str | None
    customer: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptRow:
    """A report for its receipt. `clock` runs until the next step, None once that time is over."""

    report: ReportView
    reporter: str
    reporter_unit: str
    registered_by: str
    complained_unit: str
    subject: str
    customer: tuple[tuple[str, str], ...]
    clock: Countdown | None
    next_step_at: datetime
    acts: tuple[str, ...]
    earlier: tuple[WordingRow, ...]


def person_row(person: Person, directory: Directory) -> PersonRow:
    """A colleague with the name of their unit."""
    return PersonRow(id=person.staff_id, name=person.name, unit=unit_named(person.unit_id, directory))


def receipt_row(view: ReceiptView, viewer: Viewer) -> ReceiptRow:
    """The receipt for this viewer; earlier wordings the newest first."""
    report, directory = view.report, viewer.actor.directory
    due, reporter = view.next_step_at, report.reporter
    return ReceiptRow(
        report=report,
        reporter=_name(reporter.staff_id, directory) or _stated(reporter),
        reporter_unit=unit_named(reporter.unit_id, directory),
        registered_by=_name(report.registered_by, directory),
        complained_unit=unit_named(report.responsible_unit_id, directory) if report.responsible_unit_id else "",
        subject=_name(report.subject_staff_id, directory),
        customer=_customer(report),
        clock=countdown(due, viewer.now, whole=due - report.accepted_at) if due > viewer.now else None,
        next_step_at=due,
        acts=view.acts,
        earlier=tuple(_wording(each, directory) for each in view.revisions[-2::-1]),
    )


def _stated(reporter: ReporterView) -> str:
    return reporter.stated_name or reporter.stated_phone or reporter.stated_userid or ""


def _wording(revision: RevisionView, directory: Directory) -> WordingRow:
    return WordingRow(
        at=revision.at,
        by=_name(revision.by, directory),
        ground=revision.ground.value if revision.ground else None,
        text=revision.text,
        customer=_customer(revision),
    )


def _customer(view: ReportView | RevisionView) -> tuple[tuple[str, str], ...]:
    return tuple((field, value) for field in CUSTOMER if (value := getattr(view.customer, field)))


def _name(staff_id: str | None, directory: Directory) -> str:
    person = directory.person(staff_id) if staff_id is not None else None
    return person.name if person is not None else (staff_id or "")
