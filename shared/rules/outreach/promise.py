"""The promise of the first callback (Art. 12): from when its minutes count, and until when 95518 calls."""

from datetime import datetime, timedelta

from shared.contracts.policy import CallbackPolicy
from shared.rules.calendar.working import WorkingCalendar


def promise_begins(policy: CallbackPolicy, *, filed_at: datetime, detected_at: datetime) -> datetime:
    """When the minutes begin: at filing; for an old matter after the quiet hours, if the policy says so."""
    old_after = policy.quiet_first_seconds
    if old_after is None or filed_at - detected_at <= timedelta(seconds=old_after):
        return filed_at
    return WorkingCalendar.after_quiet(filed_at, policy.quiet_from, policy.quiet_until)


def promised_until(policy: CallbackPolicy, *, filed_at: datetime, detected_at: datetime) -> datetime:
    """Until when 95518 calls the customer."""
    begins = promise_begins(policy, filed_at=filed_at, detected_at=detected_at)
    return begins + timedelta(seconds=policy.due_seconds)
