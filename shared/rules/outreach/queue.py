"""The order in which calls are made: by bands, within a band those with a risk first, then by due time, then by id.

| band | calls | due |
|---|---|---|
| PROMISE | promised and not attempted yet; at a time the customer named | the promise; that time |
| RETRY | to be tried again | `overdue_seconds` after the earliest next try |
| LATER | not attempted yet, and not promised within minutes | the task's due time |
| NO_NUMBER | without a usable number: the reporter is rung up | the task's due time |

A retry or a later call that is past its own warning (`owed`) joins the first band.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from shared.rules.outreach.call import Call
from shared.rules.outreach.owed import OwedPolicy, owed_marks


class Band(IntEnum):
    """The bands, first to last."""

    PROMISE = 0
    RETRY = 1
    LATER = 2
    NO_NUMBER = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a call stands in the queue; from `joins_at` on in the first band (None: it stays in its own)."""

    band: Band
    joins_at: datetime | None
    risk: bool
    due_at: datetime
    task: str

    def key(self, now: datetime) -> tuple[int, bool, datetime, str]:
        """The lower comes first at `now`."""
        joined = self.joins_at is not None and self.joins_at <= now
        return (Band.PROMISE if joined else self.band, not self.risk, self.due_at, self.task)


def place(call: Call, policy: OwedPolicy, *, promised: bool, dialable: bool) -> Place:
    """The place of an open call. `promised`: a first call within minutes; `dialable`: there is a usable number."""
    band, joins_at, due_at = _place(call, policy, promised, dialable)
    return Place(band=band, joins_at=joins_at, risk=call.task.risk, due_at=due_at, task=call.task.id)


def _place(call: Call, policy: OwedPolicy, promised: bool, dialable: bool) -> tuple[Band, datetime | None, datetime]:
    task = call.task
    if not dialable:
        return Band.NO_NUMBER, None, task.due_at
    if call.appointment:
        return Band.PROMISE, None, task.not_before
    if not call.attempts and promised:
        return Band.PROMISE, None, task.due_at
    warning, _ = owed_marks(call, policy)
    if not call.attempts:
        return Band.LATER, warning.at, task.due_at
    return Band.RETRY, warning.at, task.not_before + timedelta(seconds=policy.overdue_seconds)
