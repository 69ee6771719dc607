"""The clock of a held task: its lease, by `shared.rules.outreach.leases`."""

from datetime import datetime

from services.callback.domain.model import Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import TaskLeaseExpired
from shared.rules.obligation import Obligation
from shared.rules.outreach import leases

KIND = leases.KIND


def owed(case: Case) -> tuple[Obligation, ...]:
    """The end of the lease under which the open task is held."""
    return leases.owed(case.tasks)


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The lease that has ended by `now`; at exactly its end it has ended."""
    return tuple(
        TaskLeaseExpired(**fired(case, lease.until, now), task=task.id, fence=task.fence, holder=lease.holder)
        for task, lease in leases.ended(case.tasks, now)
    )
