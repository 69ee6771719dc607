"""The clock of what is owed after the first attempt: retries, appointments, follow-ups (`shared.rules.outreach.owed`).

The group is warned, then the supervisor is told; from then on `clock_reminders` repeats it daily. When both marks have
passed at once only the higher one fires.
"""

from datetime import datetime

from services.callback.domain.model import Case
from services.callback.domain.policy import owed_policy
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import CallOverdue, CallWarned
from shared.rules.ladders.windows import Mark, next_mark, passed
from shared.rules.obligation import Obligation
from shared.rules.outreach.owed import WARNING, open_marks

KIND = "call"


def owed(case: Case) -> tuple[Obligation, ...]:
    """The next mark of the open call."""
    call, mark = case.open_call, next_mark(_marks(case))
    if call is None or mark is None:
        return ()
    return (Obligation(kind=KIND, due_at=mark.at, step=f"{call.task.id}:{mark.name}:{mark.at.isoformat()}"),)


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The highest mark that has passed, if any."""
    call, reached = case.open_call, passed(_marks(case), now)
    if call is None or reached.fires is None:
        return ()
    lateness = fired(case, reached.fires.at, now)
    if reached.fires.name == WARNING:
        return (CallWarned(**lateness, task=call.task.id),)
    return (CallOverdue(**lateness, task=call.task.id, skipped_warning=bool(reached.skipped)),)


def _marks(case: Case) -> tuple[Mark, ...]:
    call = case.open_call
    return () if call is None or call.promise_runs else open_marks(call, owed_policy(case.policy))
