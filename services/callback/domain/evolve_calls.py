"""How a case changes with its calls: details, tasks, attempts, windows, and what the customer said."""

from collections.abc import Callable
from dataclasses import replace

from services.callback.domain.evolve_moves import move, start_limit, stay
from services.callback.domain.model import Call, Case, GivenUp, Override
from services.callback.domain.states import State, Trigger
from shared.contracts import callback as happened
from shared.contracts.callback_values import TaskKind
from shared.rules.outreach.call import Attempt
from shared.rules.task import Task


def details_amended(case: Case, event: happened.DetailsAmended) -> Case:
    """An open task follows the risk, and may be freed."""
    reporter = event.details.reporter or case.reporter
    amended = replace(case, details=event.details, reporter=reporter, severity=event.severity)
    if case.open_call is None:
        return amended

    def follow(call: Call) -> Call:
        task = replace(call.task, risk=amended.risky, not_before=event.freed_at or call.task.not_before)
        return replace(call, task=task, ask_reporter=event.ask_reporter)

    return _changed(amended, case.open_call.task.id, follow)


def task_scheduled(case: Case, event: happened.TaskScheduled) -> Case:
    """A first callback brings its windows."""
    task = Task(id=event.task, due_at=event.due_at, not_before=event.not_before, risk=case.risky)
    call = Call(kind=event.kind, task=task, round_from=event.at, ask_reporter=event.ask_reporter)
    return replace(case, calls=(*case.calls, call), windows=event.windows)


def task_claimed(case: Case, event: happened.TaskClaimed) -> Case:
    """Held under the next fence."""
    assert event.by is not None
    holder = event.by
    return _changed(case, event.task, lambda call: call.claimed(holder, event.at, event.lease_until))


def task_queued(case: Case, event: happened.TaskReleased | happened.TaskLeaseExpired) -> Case:
    """Free again."""
    return _changed(case, event.task, lambda call: call.queued())


def attempt_started(case: Case, event: happened.AttemptStarted) -> Case:
    """The first attempt of the first callback ends the windows: the promise of Art. 12 is kept."""
    started = _changed(case, event.task, lambda call: call.started(event.at))
    call = started.call(event.task)
    promise_kept = call is not None and call.kind is TaskKind.FIRST_CALLBACK
    return replace(started, windows=()) if promise_kept else started


def attempt_ended(case: Case, event: happened.AttemptEnded) -> Case:
    """Queued again, or done."""

    def end(call: Call) -> Call:
        return replace(call.ended(_attempt(call, event), event.not_before), ask_reporter=event.ask_reporter)

    return _changed(case, event.task, end)


def customer_reached(case: Case, event: happened.CustomerReached) -> Case:
    """The first time counts."""
    return replace(case, reached_at=case.reached_at or event.at)


def window_passed(case: Case, event: happened.WindowWarned | happened.WindowBreached) -> Case:
    """The mark that fired and all before it are no longer armed."""
    return replace(case, windows=tuple(mark for mark in case.windows if mark.due_at > event.due_at))


def independence_overridden(case: Case, event: happened.IndependenceOverridden) -> Case:
    """One more person may call."""
    override = Override(staff_id=event.staff_id, reason=event.reason, by=event.by, at=event.at)
    return stay(case, Trigger.OVERRIDE_INDEPENDENCE, overrides=(*case.overrides, override))


def case_archived(case: Case, event: happened.CaseArchived) -> Case:
    """The case ends."""
    return move(case, Trigger.ARCHIVE, event, score=event.score, band=event.band, ended_at=event.at)


def case_found_dissatisfied(case: Case, event: happened.CaseFoundDissatisfied) -> Case:
    """The limit on choosing a unit starts."""
    moved = move(case, Trigger.FIND_DISSATISFIED, event, score=event.score, band=event.band)
    return start_limit(moved, event, event.limit)


def case_unreachable(case: Case, event: happened.CaseUnreachable) -> Case:
    """A supervisor decides; after a follow-up the case stays resolved."""
    given_up = GivenUp(because=event.because, at=event.at)
    if event.kind is TaskKind.FOLLOW_UP:
        return stay(case, Trigger.GIVE_UP, given_up=given_up, reminded_at=None)
    return move(case, Trigger.GIVE_UP, event, given_up=given_up)


def case_retried(case: Case, event: happened.CaseRetried) -> Case:
    """Another round on the same task."""
    if case.state is State.RESOLVED:
        retried = stay(case, Trigger.RETRY, given_up=None, reminded_at=None)
    else:
        retried = move(case, Trigger.RETRY, event, given_up=None)
    return _changed(retried, event.task, lambda call: call.another_round(event.at, event.not_before))


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
