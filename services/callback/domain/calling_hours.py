"""At which hours a customer may be called.

Quiet hours bind all calls but the first attempt and those at a time the customer named.
"""

from datetime import datetime

from services.callback.domain.model import Call, Case
from shared.rules.calendar.working import WorkingCalendar


def keeps_quiet_hours(case: Case, call: Call) -> bool:
    """True if this call is not made in the quiet hours.

    A first attempt whose promise begins after them is bound too, by the policy of its unit.
    """
    if call.promise_runs:
        return call.task.not_before > case.filed_at
    return not call.appointment


def may_call_at(case: Case, call: Call, at: datetime) -> bool:
    """True if the customer may be called at `at` without having rung first."""
    policy = case.policy
    quiet = WorkingCalendar.is_quiet(at, policy.quiet_from, policy.quiet_until)
    return not (quiet and keeps_quiet_hours(case, call))
