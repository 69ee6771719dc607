"""What callers do with a task: claim, take over, heartbeat, release, start. Ends of attempts: `decisions_attempts`.

Every command names the fence that its claim returned; an old fence is refused. The end of a lease is passed in, since
a lease is real time.
"""

from dataclasses import replace
from datetime import datetime

from services.callback.domain.calling_hours import may_call_at
from services.callback.domain.errors import moved_on, must_allow, no_such_task, not_held_by_another, quiet_hours
from services.callback.domain.independence import must_be_independent
from services.callback.domain.model import Call, Case
from services.callback.domain.policy import after_quiet
from services.callback.domain.stamps import stamp
from services.callback.domain.states import Trigger
from shared.contracts.base import Event, Sealed
from shared.contracts.callback import AttemptStarted, TaskClaimed, TaskReleased, TaskTakenOver
from shared.rules.directory import Directory


def claim(
    case: Case,
    *,
    by: str,
    now: datetime,
    task: str,
    lease_until: datetime,
    directory: Directory,
    inbound: bool = False,
) -> tuple[Event, ...]:
    """Take the task until `lease_until`. Refused if it is held or done, or the caller is not independent.

    Refused in the quiet hours too, unless it is exempt or the customer is on the line (`inbound`).
    """
    call = open_call(case, task)
    must_be_independent(directory, case, by, now)
    claimed = call.task.claim(by, now, lease_until)
    if not inbound and not may_call_at(case, call, now):
        raise quiet_hours(after_quiet(case.policy, now))
    event = TaskClaimed(
        **stamp(case, by, now), task=task, fence=claimed.fence, lease_until=lease_until, inbound=inbound
    )
    return (event,)


def take_over(
    case: Case, *, by: str, now: datetime, task: str, lease_until: datetime, directory: Directory
) -> tuple[Event, ...]:
    """A supervisor takes the task from its holder, whose fence is stale from then on. Refused if no other holds it."""
    call = open_call(case, task)
    must_be_independent(directory, case, by, now, takes_over=True)
    holder = call.task.holder(now)
    if holder is None or holder == by:
        raise not_held_by_another(call.task)
    taken = call.taken(by, now, lease_until).task
    event = TaskTakenOver(**stamp(case, by, now), task=task, fence=taken.fence, lease_until=lease_until, holder=holder)
    return (event,)


def heartbeat(case: Case, *, by: str, now: datetime, task: str, fence: int, lease_until: datetime) -> Case:
    """The case with the lease extended. A heartbeat leaves no event."""
    call = open_call(case, task)
    kept = replace(call, task=call.task.heartbeat(fence, by, now, lease_until))
    return replace(case, calls=tuple(kept if each is call else each for each in case.calls))


def release(
    case: Case, *, by: str, now: datetime, task: str, fence: int, reason: Sealed | None = None
) -> tuple[Event, ...]:
    """Give the task back; it keeps its due time and its place in the queue."""
    open_call(case, task).task.release(fence, by, now)
    return (TaskReleased(**stamp(case, by, now), task=task, fence=fence, reason=reason),)


def start(case: Case, *, by: str, now: datetime, task: str, fence: int, directory: Directory) -> tuple[Event, ...]:
    """Dialling begins now, and the clocks of the task wait. Pressed again, it changes nothing."""
    call = open_call(case, task)
    call.task.check(fence, by, now)
    must_be_independent(directory, case, by, now)
    return () if call.started_at is not None else (started(case, call, by, now),)


def started(case: Case, call: Call, by: str, now: datetime) -> AttemptStarted:
    """The event of an attempt that starts now."""
    task = call.task
    return AttemptStarted(**stamp(case, by, now), task=task.id, fence=task.fence, attempt=call.next_number)


def open_call(case: Case, task: str) -> Call:
    """The call of this task. Raises `NotFound` for an unknown task, `Conflict` for one that is done."""
    call = case.call(task)
    if call is None:
        raise no_such_task()
    must_allow(case, Trigger.CALL)
    if not call.open:
        raise moved_on(case)
    return call
