"""What the folds of `evolve_calls` and `evolve_handling` share: changes of state, and limits that start and end."""

from dataclasses import replace
from typing import Any

from services.callback.domain.model import Case, LimitClock
from services.callback.domain.states import Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.callback_values import LimitKind, LimitMarks


def move(case: Case, trigger: Trigger, event: Event, **changes: Any) -> Case:  # noqa: ANN401
    """A change of state, by the table."""
    moved: dict[str, Any] = {"moved_at": event.at, "moved_by": event.by, "reminded_at": None}
    return replace(case, state=next_state(case.state, trigger), **moved, **changes)


def stay(case: Case, trigger: Trigger, **changes: Any) -> Case:  # noqa: ANN401
    """An act the table allows in this state, without a change of state."""
    return replace(case, state=next_state(case.state, trigger), **changes)


def end_calls(case: Case) -> Case:
    """No call is to be made any more: a supervisor decided without reaching the customer."""
    calls = tuple(call.done() if call.open else call for call in case.calls)
    return replace(case, calls=calls, windows=())


def start_limit(case: Case, event: Event, marks: LimitMarks) -> Case:
    """A limit with these marks runs. One that runs already keeps what became of it: each mark fires once."""
    fields: dict[str, Any] = {"started_at": marks.started_at, "warn_at": marks.warn_at, "due_at": marks.due_at}
    fields["armed_at"] = event.at
    if case.limit(marks.kind) is not None:
        return change_limit(case, marks.kind, **fields)
    return replace(case, limits=(*case.limits, LimitClock(kind=marks.kind, **fields)))


def end_limit(case: Case, event: Event, kind: LimitKind) -> Case:
    """The running limit of this kind stops, if there is one."""
    return change_limit(case, kind, ended_at=event.at)


def change_limit(case: Case, kind: LimitKind, **changes: Any) -> Case:  # noqa: ANN401
    """The running limit of this kind changed, if there is one."""
    limits = (replace(each, **changes) if each.kind is kind and each.running else each for each in case.limits)
    return replace(case, limits=tuple(limits))
