"""Rules of callback that need no case: severity, retries, score bands, whether two cases share a customer.

Every number comes from a dated policy; only the bands are fixed, as the survey regulations name scores by them.
"""

from datetime import datetime
from enum import IntEnum

from shared.contracts.callback_values import Band, LimitKind, LimitMarks
from shared.contracts.intake import Details
from shared.contracts.policy import CallbackPolicy, Limit
from shared.contracts.words import Ground
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.outreach.retries import RetryPolicy


class Severity(IntEnum):
    """How grave a case is; the handling limit depends on it."""

    GRAVE = 1  # a risk flag, or the customer demands a complaint
    USUAL = 2
    SLIGHT = 3  # felt by the reporter, not said by the customer


_BANDS = (
    (90, Band.VERY_SATISFIED),
    (80, Band.FAIRLY_SATISFIED),
    (70, Band.SATISFIED),
    (60, Band.DISSATISFIED),
    (0, Band.UNQUALIFIED),
)


def severity_of(details: Details) -> Severity:
    """The severity by rule."""
    if details.risk_flags or details.ground is Ground.COMPLAINT_DEMANDED:
        return Severity.GRAVE
    return Severity.SLIGHT if details.ground is Ground.PERCEIVED else Severity.USUAL


def band_of(score: int) -> Band:
    """The band of a score from 0 to 100."""
    return next(band for floor, band in _BANDS if score >= floor)


def retry_policy(policy: CallbackPolicy) -> RetryPolicy:
    """How often and how long the customer is tried."""
    return RetryPolicy(
        spacings=policy.retry_seconds,
        new_number_seconds=policy.ask_reporter_seconds,
        max_attempts=policy.max_attempts,
        give_up_seconds=policy.give_up_seconds,
        quiet_from=policy.quiet_from,
        quiet_until=policy.quiet_until,
    )


def marks(
    kind: LimitKind, start: datetime, limit: Limit, warning_share: float, calendar: WorkingCalendar
) -> LimitMarks:
    """The absolute marks of a limit that starts at `start`, in elapsed or working time."""
    warn_at, due_at = calendar.share(start, limit, warning_share), calendar.add(start, limit)
    return LimitMarks(kind=kind, started_at=start, warn_at=warn_at, due_at=due_at)


def has_number(details: Details) -> bool:
    """True if there is a number to dial. Other ways to the customer need the reporter, or a look-up in core systems."""
    return details.customer.has_number


def share_customer(one: Details, other: Details) -> bool:
    """True if both name the same phone, policy, claim, accident number or plate, by blind index."""
    return not one.customer.search_keys.isdisjoint(other.customer.search_keys)
