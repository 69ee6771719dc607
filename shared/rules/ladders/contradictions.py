"""What in one unit's policy cannot hold together: a breach before the promise is due, a graver case with more time.

Each key alone is checked where it is read; here is what holds between keys, whichever file each comes from.
"""

from collections.abc import Iterator
from datetime import time

from shared.contracts.policy import CallbackPolicy, HandlingPolicy, Limit, Timing
from shared.rules.retention import Kind, RetentionPolicy

_DAY = 86_400
_MOST_ORDER_DAYS = 90
_SHORTEST_MONTH_DAYS = 28

Contradiction = tuple[str, str]
"""The table of the policy, and the reason."""


def contradictions(
    callback: CallbackPolicy, handling: HandlingPolicy, retention: RetentionPolicy
) -> Iterator[Contradiction]:
    """Every contradiction; what is not stated in a file is inherited."""
    yield from (("callback", reason) for reason in _of_windows(callback))
    yield from (("callback", reason) for reason in _of_retries(callback))
    yield from (("handling", reason) for reason in _of_handling(handling))
    yield from (("retention", reason) for reason in _of_retention(retention, callback))


def _of_windows(policy: CallbackPolicy) -> Iterator[str]:
    if not policy.warning_seconds < policy.breach_seconds < policy.head_seconds:
        yield "`warning`, `breach` and `head` must follow one another (what is not stated is inherited)"
    elif not policy.warning_seconds < policy.due_seconds <= policy.breach_seconds:
        yield "`due` must lie after `warning` and not after `breach`: no promise is broken before it is due"


def _of_retries(policy: CallbackPolicy) -> Iterator[str]:
    if len(policy.retries) < policy.max_attempts - 1:
        yield f"{policy.max_attempts} attempts need {policy.max_attempts - 1} entries in `retries`"
    if policy.retry_warning_seconds >= policy.retry_overdue_seconds:
        yield "`retry_warning` must come before `retry_overdue`"
    elif policy.appointment_warning_seconds >= policy.retry_overdue_seconds:
        yield "`appointment_warning` must come before `retry_overdue`"
    if any(_quiet(hour, policy) for hour in policy.half_days):
        yield "`half_days` begin inside the quiet hours, when no customer is called again"


def _of_handling(policy: HandlingPolicy) -> Iterator[str]:
    accept = _plain(policy.accept, policy)
    first, second, third = (_plain(limit, policy) for limit in policy.by_severity)
    if not first <= second <= third:
        yield "`severity_1`, `severity_2` and `severity_3` must not fall: a graver case never has more time"
    if accept >= first:
        yield "`accept` must be shorter than `severity_1`, and so than every limit on handling"
    if policy.order_most_days > _MOST_ORDER_DAYS:
        yield f"`order_most` is at most {_MOST_ORDER_DAYS} days"
    elif _plain(policy.order, policy) > policy.order_most_days * _DAY:
        yield "`order` is longer than `order_most`"


def _of_retention(policy: RetentionPolicy, callback: CallbackPolicy) -> Iterator[str]:
    periods = [months for kind in Kind if (months := policy.months(kind)) is not None]
    if policy.complaint_months is not None and policy.complaint_months < max(periods):
        yield "`complaint` must not be shorter than another period: a formal complaint is evidence for longest"
    if periods and min(periods) * _SHORTEST_MONTH_DAYS <= callback.reopen_days:
        yield "a case must be kept for longer than it may be reopened (`reopen`)"


def _plain(limit: Limit, policy: HandlingPolicy) -> float:
    """About how many seconds of plain time the limit takes at least."""
    if limit.timing is not Timing.SERVICE:
        return limit.seconds
    begin, end = (_second(hour) for hour in (policy.service_from, policy.service_until))
    return limit.seconds * _DAY / ((end - begin) % _DAY or _DAY)


def _quiet(hour: str, policy: CallbackPolicy) -> bool:
    begin, end = _second(policy.quiet_from), _second(policy.quiet_until)
    return (_second(hour) - begin) % _DAY < (end - begin) % _DAY


def _second(hour: str) -> int:
    read = time.fromisoformat(hour)
    return read.hour * 3_600 + read.minute * 60
