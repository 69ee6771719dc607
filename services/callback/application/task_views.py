"""Read-only views of calls to be made: what callers and readers of the queue see, without customer data."""

from dataclasses import dataclass
from datetime import datetime

from services.callback.domain.model import Call, Case
from services.callback.domain.queueing import place_of
from shared.contracts.callback_values import TaskKind
from shared.contracts.words import RiskFlag
from shared.rules.task import TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskView:
    """A call to be made. `id` is the case's; before `not_before` it is not offered as the next task."""

    task: str
    id: str
    number: str
    kind: TaskKind
    state: TaskState
    due_at: datetime
    not_before: datetime
    attempts: int
    ask_reporter: bool
    severity: int
    risk_flags: tuple[RiskFlag, ...]
    holder: str | None
    lease_until: datetime | None
    started_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRowView(TaskView):
    """A task for a reader: `acts` is what this person may do with it now, by the last words of its routes.

    `call_by` is until when it should be tried: the promise, the time the customer named (`appointment`), or a while
    after `not_before`. `order` is its place in the queue as text that sorts. `fence` is for its holder alone. `bar`: by
    which rule of independence this person may not call.
    """

    acts: tuple[str, ...]
    call_by: datetime
    order: str
    appointment: bool
    held_since: datetime | None
    fence: int | None
    bar: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimView:
    """A held task: further commands on it name the `fence`."""

    task: TaskView
    fence: int
    lease_until: datetime


def task_view(case: Case, call: Call) -> TaskView:
    """The view of one call of a case."""
    task = call.task
    return TaskView(
        task=task.id,
        id=case.id,
        number=case.number,
        kind=call.kind,
        state=task.state,
        due_at=task.due_at,
        not_before=task.not_before,
        attempts=task.attempts,
        ask_reporter=call.ask_reporter,
        severity=case.severity,
        risk_flags=case.details.risk_flags,
        holder=task.lease.holder if task.lease else None,
        lease_until=task.lease.until if task.lease else None,
        started_at=call.started_at,
    )


def task_row_view(
    case: Case, call: Call, acts: tuple[str, ...], asking: str, now: datetime, bar: str | None
) -> TaskRowView:
    """The view of one call of a case for a reader, who is the person `asking`."""
    view, place = task_view(case, call), place_of(case, call)
    band, calm, due_at, task = place.key(now)
    return TaskRowView(
        **{name: getattr(view, name) for name in TaskView.__slots__},
        acts=acts,
        call_by=place.due_at,
        order=f"{band}{calm:d}{round(due_at.timestamp() * 1000):014d}{task[-9:]}",
        appointment=call.appointment,
        held_since=call.task.lease.since if call.task.lease else None,
        fence=call.task.fence if call.task.holder(now) == asking else None,
        bar=bar,
    )


def claim_view(case: Case, call: Call) -> ClaimView:
    """The view of a task just claimed, or whose lease was extended."""
    assert call.task.lease is not None
    return ClaimView(task=task_view(case, call), fence=call.task.fence, lease_until=call.task.lease.until)
