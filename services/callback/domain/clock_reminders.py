"""The clock of open cases: after the last step of its state, the supervisor is reminded every 24 h until the state
changes. So every open case has a next obligation.

| state | the last step |
|---|---|
| awaiting_callback | the last window; after the first attempt, the moment from which the next one is overdue |
| unreachable | giving up |
| to_dispatch, dispatched, handling | the breach of that state's limit |
| resolved | the moment from which the follow-up or its retry is overdue; giving up |

Nothing repeats while an attempt is under way.
"""

from datetime import datetime, timedelta

from services.callback.domain.model import Call, Case
from services.callback.domain.policy import owed_policy
from services.callback.domain.stamps import fired
from services.callback.domain.states import State
from shared.contracts.base import Event
from shared.contracts.callback import SupervisorReminded
from shared.contracts.callback_values import LimitKind
from shared.rules.obligation import Obligation
from shared.rules.outreach.owed import owed_marks

KIND = "reminder"

_LIMITED = {
    State.TO_DISPATCH: LimitKind.TO_DISPATCH,
    State.DISPATCHED: LimitKind.ACCEPT,
    State.HANDLING: LimitKind.HANDLING,
}


def owed(case: Case) -> tuple[Obligation, ...]:
    """The next reminder of an open case."""
    if not _runs(case):
        return ()
    due_at = _next(case)
    return (Obligation(kind=KIND, due_at=due_at, step=f"{case.state}:{due_at.isoformat()}"),)


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """One reminder for the last daily mark that has passed, however many were missed."""
    if not _runs(case) or _next(case) > now:
        return ()
    missed = (now - _next(case)) // _period(case)
    due_at = _next(case) + missed * _period(case)
    return (SupervisorReminded(**fired(case, due_at, now), state=case.state),)


def _next(case: Case) -> datetime:
    last_step = max(_last_step(case), case.moved_at)
    return max(last_step, case.reminded_at or last_step) + _period(case)


def _last_step(case: Case) -> datetime:
    if case.given_up is not None:
        return case.given_up.at
    if case.state in _LIMITED:
        limit = case.limit(_LIMITED[case.state])
        return limit.due_at if limit is not None else case.moved_at
    call = case.open_call
    return case.moved_at if call is None else _last_step_of_call(case, call)


def _last_step_of_call(case: Case, call: Call) -> datetime:
    if call.promise_runs:
        return call.task.due_at + timedelta(seconds=case.policy.head_seconds - case.policy.due_seconds)
    _, overdue = owed_marks(call, owed_policy(case.policy))
    return overdue.at


def _runs(case: Case) -> bool:
    call = case.open_call
    return case.state.open and not (call is not None and call.waits)


def _period(case: Case) -> timedelta:
    return timedelta(seconds=case.policy.repeat_seconds)
