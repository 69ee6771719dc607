"""The clock of held tasks: when its holder sends no heartbeat in time, a task is queued again with its due time."""

from collections.abc import Iterable
from datetime import datetime

from shared.rules.obligation import Obligation
from shared.rules.task import Lease, Task

KIND = "lease"


def owed(tasks: Iterable[Task]) -> tuple[Obligation, ...]:
    """The end of the lease of every held task."""
    return tuple(
        Obligation(kind=KIND, due_at=lease.until, step=f"{task.id}:{task.fence}") for task, lease in _held(tasks)
    )


def ended(tasks: Iterable[Task], now: datetime) -> tuple[tuple[Task, Lease], ...]:
    """The tasks whose lease has ended by `now`; at exactly its end it has ended."""
    return tuple((task, lease) for task, lease in _held(tasks) if lease.expired(now))


def _held(tasks: Iterable[Task]) -> tuple[tuple[Task, Lease], ...]:
    return tuple((task, task.lease) for task in tasks if task.lease is not None)
