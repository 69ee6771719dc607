"""The clock of a hold without dialling: the supervisor hears of it, once a hold, and may take over."""

from datetime import datetime, timedelta

from services.callback.domain.model import Call, Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import TaskHeldTooLong
from shared.rules.obligation import Obligation
from shared.rules.outreach.holds import idle_until

KIND = "hold"


def owed(case: Case) -> tuple[Obligation, ...]:
    """When the holder of the open task should have dialled."""
    return tuple(Obligation(kind=KIND, due_at=at, step=f"{call.task.id}:{call.task.fence}") for call, at in _held(case))


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The hold that has lasted too long by `now`. A lease that ended before is no hold any more."""
    return tuple(
        TaskHeldTooLong(**fired(case, at, now), task=call.task.id, fence=call.task.fence, holder=holder)
        for call, at in _held(case)
        if at <= now and (holder := call.task.holder(now)) is not None
    )


def _held(case: Case) -> tuple[tuple[Call, datetime], ...]:
    call = case.open_call
    at = idle_until(call, timedelta(seconds=case.policy.held_seconds)) if call is not None else None
    return () if call is None or at is None else ((call, at),)
