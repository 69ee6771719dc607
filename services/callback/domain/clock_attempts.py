"""The clock of an attempt under way: after a while the clocks of its task run again, and the supervisor is told."""

from datetime import datetime, timedelta

from services.callback.domain.model import Call, Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import AttemptOverlong
from shared.rules.obligation import Obligation
from shared.rules.outreach.holds import running_until

KIND = "attempt"


def owed(case: Case) -> tuple[Obligation, ...]:
    """When the attempt under way stops holding the clocks."""
    return tuple(
        Obligation(kind=KIND, due_at=at, step=f"{call.task.id}:{call.task.fence}") for call, at in _running(case)
    )


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The attempt that has run too long by `now`. One whose lease ended before came to nothing."""
    return tuple(
        AttemptOverlong(**fired(case, at, now), task=call.task.id, fence=call.task.fence, holder=holder)
        for call, at in _running(case)
        if at <= now and (holder := call.task.holder(now)) is not None
    )


def _running(case: Case) -> tuple[tuple[Call, datetime], ...]:
    call = case.open_call
    at = running_until(call, timedelta(seconds=case.policy.attempt_seconds)) if call is not None else None
    return () if call is None or at is None else ((call, at),)
