"""The clock of a held task: when the holder falls silent, the task is queued again with its due time."""

from datetime import datetime

from services.callback.domain.model import Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import TaskLeaseExpired
from shared.rules.obligation import Obligation
from shared.rules.task import Lease, Task

KIND = "lease"


def owed(case: Case) -> tuple[Obligation, ...]:
    """The end of the lease under which the open task is held."""
    return tuple(
        Obligation(kind=KIND, due_at=lease.until, step=f"{task.id}:{task.fence}") for task, lease in _held(case)
    )


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The lease that has ended by `now`; at exactly its end it has ended."""
    return tuple(
        TaskLeaseExpired(**fired(case, lease.until, now), task=task.id, fence=task.fence, holder=lease.holder)
        for task, lease in _held(case)
        if lease.expired(now)
    )


def _held(case: Case) -> tuple[tuple[Task, Lease], ...]:
    return tuple((call.task, call.task.lease) for call in case.calls if call.task.lease is not None)
