"""What the folds of `evolve_calls` and `evolve_handling` share: changes of state, and limits that start and end."""

from dataclasses import fields, replace
from typing import Any

from services.callback.domain.model import Case, LimitClock, Spell
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
    counted = {field.name: getattr(marks, field.name) for field in fields(LimitMarks) if field.name != "kind"}
    if case.limit(marks.kind) is not None:
        return change_limit(case, marks.kind, armed_at=event.at, **counted)
    return replace(case, limits=(*case.limits, LimitClock(kind=marks.kind, armed_at=event.at, **counted)))


def start_limits(case: Case, event: Event, *limits: LimitMarks | None) -> Case:
    """Those of the limits that are given run."""
    for marks in limits:
        case = start_limit(case, event, marks) if marks is not None else case
    return case


def resume_limits(case: Case, event: Event, kind: LimitKind) -> Case:
    """The ended limits of this kind run on, as versions without rounds had it."""
    again: dict[str, Any] = {"ended_at": None, "armed_at": event.at}
    limits = (replace(each, **again) if each.kind is kind else each for each in case.limits)
    return replace(case, limits=tuple(limits))


def end_limit(case: Case, event: Event, kind: LimitKind) -> Case:
    """The running limit of this kind stops, if there is one."""
    return change_limit(case, kind, ended_at=event.at)


def change_limit(case: Case, kind: LimitKind, **changes: Any) -> Case:  # noqa: ANN401
    """The running limit of this kind changed, if there is one."""
    limits = (replace(each, **changes) if each.kind is kind and each.running else each for each in case.limits)
    return replace(case, limits=tuple(limits))


def start_spell(case: Case, event: Event, unit_id: str | None) -> Case:
    """The unit has the case from now on, instead of the one that had it."""
    begun = () if unit_id is None else (Spell(unit_id=unit_id, from_at=event.at),)
    return replace(case, spells=(*end_spell(case, event).spells, *begun))


def end_spell(case: Case, event: Event) -> Case:
    """No unit has the case to handle it."""
    spells = (spell if spell.until_at else replace(spell, until_at=event.at) for spell in case.spells)
    return replace(case, spells=tuple(spells))
