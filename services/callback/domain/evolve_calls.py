"""How a case changes with its calls: details, tasks, attempts, windows, and what the customer said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from services.callback.domain.evolve_moves import move, start_limit, stay
from services.callback.domain.model import Call, Case, GivenUp, Override
from services.callback.domain.policy import numbers_of
from services.callback.domain.states import State, Trigger
from shared.contracts import callback as happened
from shared.contracts.callback_values import Outcome, TaskKind
from shared.rules.outreach.call import Attempt
from shared.rules.task import Task


def details_amended(case: Case, event: happened.DetailsAmended) -> Case:
    """An open task follows the risk, and may be freed."""
    reporter = event.details.reporter or case.reporter
    amended = replace(case, details=event.details, reporter=reporter, severity=event.severity)
    if case.open_call is None:
        return amended

    def follow(call: Call) -> Call:
        followed = replace(call, task=replace(call.task, risk=amended.risky))
        freed = followed.freed(event.freed_at) if event.freed_at is not None else followed
        return _asking(freed, event.ask_reporter, event.at)

    return _changed(amended, case.open_call.task.id, follow)


def task_scheduled(case: Case, event: happened.TaskScheduled) -> Case:
    """A first callback brings its windows."""
    task = Task(id=event.task, due_at=event.due_at, not_before=event.not_before, risk=case.risky)
    call = _asking(Call(kind=event.kind, task=task, round_from=event.at), event.ask_reporter, event.at)
    return replace(case, calls=(*case.calls, call), windows=event.windows)


def task_claimed(case: Case, event: happened.TaskClaimed) -> Case:
    """Held under the next fence."""
    assert event.by is not None
    holder = event.by
    return _changed(case, event.task, lambda call: call.claimed(holder, event.at, event.lease_until))


def task_taken_over(case: Case, event: happened.TaskTakenOver) -> Case:
    """Held by a supervisor under the next fence; the attempt under way comes to nothing."""
    assert event.by is not None
    holder = event.by
    return _changed(case, event.task, lambda call: call.taken(holder, event.at, event.lease_until))


def task_held_too_long(case: Case, event: happened.TaskHeldTooLong) -> Case:
    """Told once a hold."""
    return _changed(case, event.task, lambda call: replace(call, held_told=True))


def task_released(case: Case, event: happened.TaskReleased) -> Case:
    """Free again; it is not given back to who released it while others wait."""
    return _changed(case, event.task, lambda call: call.queued(event.at, released_by=event.by))


def task_lease_expired(case: Case, event: happened.TaskLeaseExpired) -> Case:
    """Free again."""
    return _changed(case, event.task, lambda call: call.queued(event.due_at))


def attempt_started(case: Case, event: happened.AttemptStarted) -> Case:
    """The clocks of the call wait. Only its end keeps the promise of Art. 12."""
    return _changed(case, event.task, lambda call: call.started(event.at))


def attempt_overlong(case: Case, event: happened.AttemptOverlong) -> Case:
    """The clocks of the call run again."""
    return _changed(case, event.task, lambda call: call.resumed(event.due_at))


def attempt_ended(case: Case, event: happened.AttemptEnded) -> Case:
    """Queued again, or done. The first attempt of the first callback ends the windows: the promise is kept."""
    wrong = numbers_of(case.details) if event.outcome is Outcome.WRONG_NUMBER else frozenset[str]()

    def end(call: Call) -> Call:
        ended = call.ended(_attempt(call, event), event.not_before)
        asked_at = event.at if event.outcome is Outcome.WRONG_NUMBER else call.asked_at
        wrong_numbers = tuple(sorted(wrong.union(call.wrong_numbers)))
        return replace(ended, ask_reporter=event.ask_reporter, asked_at=asked_at, wrong_numbers=wrong_numbers)

    ended = _changed(case, event.task, end)
    call = ended.call(event.task)
    promise_kept = call is not None and call.kind is TaskKind.FIRST_CALLBACK
    return replace(ended, windows=()) if promise_kept else ended


def call_owed(case: Case, event: happened.CallWarned | happened.CallOverdue) -> Case:
    """The mark and those before it do not fire again."""
    return _changed(case, event.task, lambda call: replace(call, owed_at=event.due_at))


def reporter_reminded(case: Case, event: happened.ReporterReminded) -> Case:
    """The next question counts from this mark."""
    return _changed(case, event.task, lambda call: replace(call, asked_at=event.due_at))


def contact_recorded(case: Case, event: happened.ContactRecorded) -> Case:
    """Only on record."""
    return stay(case, Trigger.CONTACTS)


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
    if case.state is State.UNREACHABLE:
        retried = move(case, Trigger.RETRY, event, given_up=None)
    else:
        retried = stay(case, Trigger.RETRY, given_up=None, reminded_at=None)
    return _changed(retried, event.task, lambda call: call.another_round(event.at, event.not_before))


def _asking(call: Call, ask_reporter: bool, at: datetime) -> Call:
    """Asked from now on, if it was not before."""
    asked_at = call.asked_at if call.ask_reporter and ask_reporter else at
    return replace(call, ask_reporter=ask_reporter, asked_at=asked_at if ask_reporter else None)


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
