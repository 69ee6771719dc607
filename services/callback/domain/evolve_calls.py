"""How the events of a task and its attempts change a case; all others are folded by `evolve`."""

from collections.abc import Callable
from dataclasses import replace
from functools import singledispatch

from services.callback.domain.model import Call, Case
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import TaskKind
from shared.rules.outreach.call import Attempt
from shared.rules.task import Task


def with_call(case: Case, event: Event) -> Case:
    """The case after an event of its task; `ValueError` for an event callback does not know."""
    return _fold(event, case)


@singledispatch
def _fold(event: Event, case: Case) -> Case:
    raise ValueError(f"callback does not know {event.type}")


@_fold.register
def _(event: happened.TaskScheduled, case: Case) -> Case:
    task = Task(id=event.task, due_at=event.due_at, not_before=event.not_before, risk=case.risky)
    call = Call(kind=event.kind, task=task, round_from=event.at, ask_reporter=event.ask_reporter)
    return replace(case, calls=(*case.calls, call), windows=event.windows)


@_fold.register
def _(event: happened.DetailsAmended, case: Case) -> Case:
    amended = replace(case, details=event.details, severity=event.severity)
    if case.open_call is None:
        return amended

    def free(call: Call) -> Call:
        task = replace(call.task, risk=amended.risky, not_before=event.freed_at or call.task.not_before)
        return replace(call, task=task, ask_reporter=event.ask_reporter)

    return _changed(amended, case.open_call.task.id, free)


@_fold.register
def _(event: happened.TaskClaimed, case: Case) -> Case:
    assert event.by is not None
    holder = event.by
    return _changed(case, event.task, lambda call: call.claimed(holder, event.at, event.lease_until))


@_fold.register
def _(event: happened.TaskReleased | happened.TaskLeaseExpired, case: Case) -> Case:
    return _changed(case, event.task, lambda call: call.queued())


@_fold.register
def _(event: happened.AttemptStarted, case: Case) -> Case:
    started = _changed(case, event.task, lambda call: call.started(event.at))
    kept = started.call(event.task)
    promise_kept = kept is not None and kept.kind is TaskKind.FIRST_CALLBACK
    return replace(started, windows=()) if promise_kept else started


@_fold.register
def _(event: happened.AttemptEnded, case: Case) -> Case:
    def end(call: Call) -> Call:
        return replace(call.ended(_attempt(call, event), event.not_before), ask_reporter=event.ask_reporter)

    return _changed(case, event.task, end)


@_fold.register
def _(event: happened.CaseRetried, case: Case) -> Case:
    return _changed(case, event.task, lambda call: call.another_round(event.at, event.not_before))


def _attempt(call: Call, event: happened.AttemptEnded) -> Attempt:
    return Attempt(
        number=event.attempt,
        round=call.round,
        by=event.by,
        started_at=event.started_at,
        ended_at=event.at,
        outcome=event.outcome,
        satisfied=event.satisfied,
        score=event.score,
        answers=event.answers,
        note=event.note,
        call_id=event.call_id,
        recording_id=event.recording_id,
        talk_seconds=event.talk_seconds,
        also=event.also,
    )


def _changed(case: Case, task: str, change: Callable[[Call], Call]) -> Case:
    """The one call of this task changed; `ValueError` if the case has none."""
    if case.call(task) is None:
        raise ValueError(f"no task {task} in this case")
    return replace(case, calls=tuple(change(call) if call.task.id == task else call for call in case.calls))
