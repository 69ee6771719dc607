"""What is owed after the first attempt, as marks: a call that is not made is warned of, then it is overdue.

| the call | warning | overdue |
|---|---|---|
| at a time the customer named | `appointment_warning_seconds` after it | `overdue_seconds` after it |
| to be tried again | `retry_warning_seconds` after the earliest time | `overdue_seconds` after it |
| not attempted yet | at a share of the time until it is due | when it is due |

The marks of a retry count only hours in which the customer may be called. Overdue calls repeat daily, which is up to
the service.
"""

from dataclasses import dataclass
from datetime import timedelta

from shared.rules.calendar.working import WorkingCalendar
from shared.rules.ladders.windows import Mark
from shared.rules.outreach.call import Call

WARNING, OVERDUE = "warning", "overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedPolicy:
    """When a call that is owed is warned of, and when it is overdue."""

    retry_warning_seconds: int
    appointment_warning_seconds: int
    overdue_seconds: int
    warning_share: float
    quiet_from: str
    quiet_until: str


def owed_marks(call: Call, policy: OwedPolicy) -> tuple[Mark, Mark]:
    """The warning, and the moment from which the call is overdue."""
    if not call.attempts:
        begins, ends = call.round_from, call.task.due_at
        return Mark(name=WARNING, at=begins + (ends - begins) * policy.warning_share), Mark(name=OVERDUE, at=ends)
    warning = policy.appointment_warning_seconds if call.appointment else policy.retry_warning_seconds
    return _after(call, warning, WARNING, policy), _after(call, policy.overdue_seconds, OVERDUE, policy)


def open_marks(call: Call, policy: OwedPolicy) -> tuple[Mark, ...]:
    """The marks that have not passed yet; none while an attempt is under way."""
    if not call.open or call.waits:
        return ()
    return tuple(mark for mark in owed_marks(call, policy) if call.owed_at is None or mark.at > call.owed_at)


def _after(call: Call, seconds: int, name: str, policy: OwedPolicy) -> Mark:
    begins, pause = call.task.not_before, timedelta(seconds=seconds)
    if not call.appointment and WorkingCalendar.is_quiet(begins + pause, policy.quiet_from, policy.quiet_until):
        begins = WorkingCalendar.after_quiet(begins + pause, policy.quiet_from, policy.quiet_until)
    return Mark(name=name, at=begins + pause)
