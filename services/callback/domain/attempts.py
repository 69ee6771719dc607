"""How an attempt ends and what follows from it: another try, the supervisor's decision, or the customer's verdict.

| outcome | what follows |
|---|---|
| no_answer, busy, powered_off, third_party, hung_up | queued again, later each time; in the end a supervisor decides |
| call_later | queued for the time the customer named: an appointment is kept however many attempts there were |
| wrong_number | the reporter is asked; queued again after a while, or at once when he answers |
| refused | reached, on record; a supervisor decides |
| reached | first callback: archived, or to be dispatched. Follow-up: closed, or handled again |
"""

from datetime import datetime, timedelta

from services.callback.domain.calling import open_call, started
from services.callback.domain.errors import wrong
from services.callback.domain.independence import must_be_independent
from services.callback.domain.limits import to_dispatch
from services.callback.domain.model import Call, Case
from services.callback.domain.policy import ask_again_at, band_of, retry_at, share_customer
from services.callback.domain.results import Result
from services.callback.domain.stamps import Stamp, stamp
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import ClosedBecause, Outcome, ReopenedBecause, TaskKind, UnreachableBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory


def end(
    case: Case,
    task: str,
    result: Result,
    *,
    fence: int,
    by: str,
    now: datetime,
    calendar: WorkingCalendar,
    directory: Directory,
    also: tuple[str, ...] = (),
) -> tuple[Event, ...]:
    """The attempt ended with `result`. Without a `start` it started just now. `also`: other tasks the call answered."""
    call = open_call(case, task)
    call.task.check(fence, by, now)
    must_be_independent(directory, case, by, now)
    result.check(case.policy, now)
    done = stamp(case, by, now)
    begun = () if call.started_at is not None else (started(case, call, by, now),)
    because = _gave_up(case, call, result, now)
    follows = _reached(case, call, result, done, calendar) if result.outcome is Outcome.REACHED else ()
    if because is not None:
        follows = _given_up(call, because, done)
    not_before = None if follows else _try_again_at(case, call, result, calendar, now)
    return (*begun, _ended(call, result, done, also, not_before), *follows)


def must_share_customer(case: Case, other: Case) -> None:
    """One call answers several tasks only when they are about the same customer, by blind index."""
    if not share_customer(case.details, other.details):
        raise wrong("also", "another_customer", "This task is about another customer.")


def _ended(
    call: Call, result: Result, done: Stamp, also: tuple[str, ...], not_before: datetime | None
) -> happened.AttemptEnded:
    return happened.AttemptEnded(
        **done,
        task=call.task.id,
        fence=call.task.fence,
        attempt=call.task.attempts + 1,
        started_at=call.started_at or done["at"],
        outcome=result.outcome,
        satisfied=result.satisfied,
        score=result.score,
        answers=result.answers,
        note=result.note,
        call_id=result.call_id,
        recording_id=result.recording_id,
        talk_seconds=result.talk_seconds,
        also=also,
        not_before=not_before,
        ask_reporter=call.ask_reporter or result.outcome is Outcome.WRONG_NUMBER,
    )


def _gave_up(case: Case, call: Call, result: Result, now: datetime) -> UnreachableBecause | None:
    """Judged when an attempt ends, this one included; attempts and time count by round."""
    if result.outcome is Outcome.REFUSED:
        return UnreachableBecause.REFUSED
    if result.outcome in (Outcome.REACHED, Outcome.CALL_LATER):
        return None
    if call.round_attempts + 1 >= case.policy.max_attempts:
        return UnreachableBecause.ATTEMPTS
    over = now - (call.round_began_at or now) >= timedelta(seconds=case.policy.give_up_seconds)
    return UnreachableBecause.PERIOD if over else None


def _try_again_at(case: Case, call: Call, result: Result, calendar: WorkingCalendar, now: datetime) -> datetime:
    if result.call_later_at is not None:
        return result.call_later_at
    if result.outcome is Outcome.WRONG_NUMBER:
        return ask_again_at(case.policy, calendar, now)
    return retry_at(case.policy, calendar, call.round_attempts + 1, now)


def _given_up(call: Call, because: UnreachableBecause, done: Stamp) -> tuple[Event, ...]:
    attempts = call.task.attempts + 1
    given_up = happened.CaseUnreachable(**done, task=call.task.id, kind=call.kind, because=because, attempts=attempts)
    if because is not UnreachableBecause.REFUSED:
        return (given_up,)
    return happened.CustomerReached(**done, task=call.task.id, refused=True), given_up


def _reached(case: Case, call: Call, result: Result, done: Stamp, calendar: WorkingCalendar) -> tuple[Event, ...]:
    first = call.kind is TaskKind.FIRST_CALLBACK
    verdict = _first_verdict(case, call, result, done, calendar) if first else _follow_up_verdict(case, result, done)
    return happened.CustomerReached(**done, task=call.task.id), verdict


def _first_verdict(case: Case, call: Call, result: Result, done: Stamp, calendar: WorkingCalendar) -> Event:
    score, task = result.score, call.task.id
    band = None if score is None else band_of(score)
    if result.content(case.policy):
        return happened.CaseArchived(**done, task=task, score=score, band=band)
    limit = to_dispatch(case, done["at"], calendar)
    return happened.CaseFoundDissatisfied(**done, task=task, score=score, band=band, limit=limit)


def _follow_up_verdict(case: Case, result: Result, done: Stamp) -> Event:
    band = None if result.score is None else band_of(result.score)
    if result.content(case.policy):
        return happened.CaseClosed(**done, because=ClosedBecause.SATISFIED, score=result.score, band=band)
    return happened.CaseReopened(**done, because=ReopenedBecause.FOLLOW_UP, score=result.score, band=band)
