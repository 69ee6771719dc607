"""Rules of callback as small functions: severity, score bands, retries, limits, usable numbers, who is one customer.

Every number comes from a dated policy; only the bands are fixed, as the survey regulations name scores by them.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum
from math import ceil

from services.callback.domain.model import Case
from shared.contracts.callback_values import Band, LimitKind, LimitMarks, Outcome
from shared.contracts.intake import Details
from shared.contracts.policy import CallbackPolicy, HandlingPolicy, Hours, Limit, RetryStep, Timing
from shared.contracts.words import Ground
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.outreach.owed import OwedPolicy
from shared.rules.outreach.retries import RetryPolicy


class Severity(IntEnum):
    """How grave a case is; the handling limit depends on it."""

    GRAVE = 1  # a risk flag, or the customer demands a complaint
    USUAL = 2
    SLIGHT = 3  # felt by the reporter, not said by the customer


_DAY = 86_400
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
        steps=tuple(RetryStep(seconds=seconds) for seconds in policy.retry_seconds) or policy.retries,
        half_days=policy.half_days,
        least_pause={
            Outcome.POWERED_OFF: policy.powered_off_seconds,
            Outcome.HUNG_UP: policy.hung_up_seconds,
            Outcome.THIRD_PARTY: policy.third_party_seconds,
        },
        new_number_seconds=policy.ask_reporter_seconds,
        max_attempts=policy.max_attempts,
        give_up_seconds=policy.give_up_seconds,
        quiet_from=policy.quiet_from,
        quiet_until=policy.quiet_until,
    )


def owed_policy(policy: CallbackPolicy) -> OwedPolicy:
    """When a call that is owed after the first attempt is warned of, and when it is overdue."""
    return OwedPolicy(
        retry_warning_seconds=policy.retry_warning_seconds,
        appointment_warning_seconds=policy.appointment_warning_seconds,
        overdue_seconds=policy.retry_overdue_seconds,
        warning_share=policy.warning_share,
        quiet_from=policy.quiet_from,
        quiet_until=policy.quiet_until,
    )


def after_quiet(policy: CallbackPolicy, at: datetime) -> datetime:
    """`at`, or the end of the quiet hours if it lies inside them."""
    return WorkingCalendar.after_quiet(at, policy.quiet_from, policy.quiet_until)


def reopen_until(case: Case) -> datetime:
    """When the period for reopening an ended case is over."""
    assert case.ended_at is not None
    return case.ended_at + timedelta(days=case.policy.reopen_days)


def rises_to(before: Details, after: Details) -> Severity | None:
    """The severity to which new details raise a case; None if they bring nothing graver than what was known."""
    grave, severity = brings_risk(before, after), severity_of(after)
    return severity if grave or severity < severity_of(before) else None


def brings_risk(before: Details, after: Details) -> bool:
    """True if new details hold a risk flag, or the demand of a complaint, that was not there before."""
    demanded = Ground.COMPLAINT_DEMANDED
    return bool({*after.risk_flags} - {*before.risk_flags}) or (after.ground is demanded is not before.ground)


def marks(
    kind: LimitKind,
    start: datetime,
    limit: Limit,
    warning_share: float,
    calendar: WorkingCalendar,
    service: Hours | None = None,
) -> LimitMarks:
    """The absolute marks of a limit that starts at `start`, in the time it counts."""
    hours = service or Hours()
    due_at = calendar.add(start, limit, hours)
    return LimitMarks(
        kind=kind,
        started_at=start,
        warn_at=calendar.share(start, limit, warning_share, hours),
        due_at=due_at,
        estimated=calendar.is_estimated_between(start, due_at, limit),
    )


def accept_limit(policy: HandlingPolicy, severity: int) -> Limit:
    """The limit to accept a case; for a grave one in plain time, at all hours."""
    return replace(policy.accept, timing=Timing.ELAPSED) if severity == Severity.GRAVE else policy.accept


def round_limit(policy: HandlingPolicy, severity: int, number: int) -> Limit:
    """The limit of a round of handling: the whole limit in the first, a share of it in each further one.

    The share keeps the timing; working days are rounded up to whole ones, and no round is shorter than the least.
    """
    limit = policy.by_severity[severity - 1]
    if number == 1:
        return limit
    seconds = ceil(limit.seconds * policy.round_share)
    if limit.timing is Timing.WORKING:
        seconds = ceil(seconds / _DAY) * _DAY
    return replace(limit, seconds=max(seconds, policy.round_least_seconds))


def numbers_of(details: Details) -> frozenset[str]:
    """The usable telephone numbers, each by the blind index of its normal form."""
    customer = details.customer
    return frozenset((*customer.phone_indexes, *((customer.phone_index,) if customer.phone_index else ())))


def share_customer(one: Details, other: Details) -> bool:
    """True if both name the same phone, policy, claim, accident number or plate, by blind index."""
    return not one.customer.search_keys.isdisjoint(other.customer.search_keys)
