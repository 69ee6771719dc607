"""A report: accepted once, amended any number of times. Deciding returns events; `evolve` is how they change it."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.intake.domain import policy
from services.intake.domain.states import State, Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.intake import Details, ReportAccepted, ReportAmended, Reporter
from shared.contracts.words import App, Channel, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A report as it came in, its personal data sealed. `stage` and `detected_at` are what was stated, if anything."""

    case_id: str
    channel: Channel
    by: str | None
    reporter: Reporter
    registered_by: str | None = None
    app: App | None = None
    other_module: bool = False
    stage: Stage | None = None
    detected_at: datetime | None = None
    details: Details


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What an amendment says: details and customer as far as stated, and which of their fields those are."""

    details: Details
    stated: frozenset[str]
    stated_of_customer: frozenset[str] = frozenset()

    def applied_to(self, details: Details) -> Details:
        """The details with what is stated put in the place of what was known."""
        said = {field: getattr(self.details, field) for field in self.stated}
        of_customer = {field: getattr(self.details.customer, field) for field in self.stated_of_customer}
        customer = replace(details.customer, **of_customer)
        return replace(details, **said, customer=customer, revision=details.revision + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report on record. `id` is the id of the whole story, the case's too."""

    id: str
    number: str
    state: State
    channel: Channel
    stage: Stage
    accepted_at: datetime
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None
    app: App | None
    other_module: bool
    late_detected: bool
    details: Details

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be asked for."""
        return policy.missing(self.details)

    def amend(self, change: Change, by: str | None, now: datetime) -> ReportAmended:
        """The whole of the details with this change, at the next revision."""
        next_state(self.state, Trigger.AMEND)
        return ReportAmended(case_id=self.id, at=now, by=by, details=change.applied_to(self.details))


def accept(submission: Submission, now: datetime) -> ReportAccepted:
    """Accept a report. Its report time is `now`, the server's, never a client's word (Art. 9)."""
    detected_at = policy.detected(submission.detected_at, now)
    return ReportAccepted(
        case_id=submission.case_id,
        at=now,
        by=submission.by,
        number=policy.number(submission.case_id, now),
        channel=submission.channel,
        stage=policy.stage(submission.stage, submission.channel, submission.details),
        detected_at=detected_at,
        reporter=submission.reporter,
        registered_by=submission.registered_by,
        app=submission.app,
        other_module=submission.other_module,
        late_detected=policy.is_late(detected_at, now),
        details=submission.details,
    )


def evolve(report: Report | None, event: Event) -> Report:
    """The report after this event."""
    match event:
        case ReportAccepted():
            assert report is None
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
        case ReportAmended():
            assert report is not None
            return replace(report, state=next_state(report.state, Trigger.AMEND), details=event.details)
        case _:
            raise TypeError(f"a report knows nothing of {type(event).__name__}")
