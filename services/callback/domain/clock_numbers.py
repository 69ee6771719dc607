"""The clock of a task without a usable number: the reporter is asked again every 24 h."""

from datetime import datetime, timedelta

from services.callback.domain.model import Call, Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import ReporterReminded
from shared.rules.obligation import Obligation

KIND = "number"


def owed(case: Case) -> tuple[Obligation, ...]:
    """When the reporter is asked next."""
    return tuple(Obligation(kind=KIND, due_at=at, step=f"{call.task.id}:{at.isoformat()}") for call, at in _asked(case))


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """One question for the last daily mark that has passed, however many were missed."""
    day = _day(case)
    return tuple(
        ReporterReminded(**fired(case, at + (now - at) // day * day, now), task=call.task.id)
        for call, at in _asked(case)
        if at <= now
    )


def _asked(case: Case) -> tuple[tuple[Call, datetime], ...]:
    call = case.open_call
    if call is None or not call.ask_reporter:
        return ()
    return ((call, (call.asked_at or call.round_from) + _day(case)),)


def _day(case: Case) -> timedelta:
    return timedelta(seconds=case.policy.repeat_seconds)
