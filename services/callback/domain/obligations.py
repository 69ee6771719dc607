"""What a case owes next, and which of it is due: one table of its clocks, each of which answers both.

Time decides, not the ticker: before a command is judged, `due` is applied in the same commit, by the same function
that a fired timer uses. At exactly its due time a step comes before the command.
"""

from datetime import datetime

from services.callback.domain import (
    clock_attempts,
    clock_calls,
    clock_holds,
    clock_leases,
    clock_limits,
    clock_numbers,
    clock_orders,
    clock_reminders,
    clock_windows,
)
from services.callback.domain.model import Case
from shared.contracts.base import Event
from shared.contracts.callback import Fired
from shared.rules.obligation import Obligation

CLOCKS = (
    clock_leases,
    clock_holds,
    clock_attempts,
    clock_windows,
    clock_calls,
    clock_numbers,
    clock_limits,
    clock_orders,
    clock_reminders,
)


def obligations(case: Case) -> tuple[Obligation, ...]:
    """The next step of every kind, at most one each; an erased case owes nothing."""
    if case.erased_at is not None:
        return ()
    owed = sorted((each for clock in CLOCKS for each in clock.owed(case)), key=lambda each: each.due_at, reverse=True)
    return tuple({each.kind: each for each in owed}.values())


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The events of every step that is due at `now`, in the order in which they were due."""
    if case.erased_at is not None:
        return ()
    return tuple(sorted((event for clock in CLOCKS for event in clock.due(case, now)), key=_due_at))


def _due_at(event: Event) -> datetime:
    return event.due_at if isinstance(event, Fired) else event.at
