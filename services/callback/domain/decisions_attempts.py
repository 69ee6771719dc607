"""How an attempt ends and what follows from it: another try, the supervisor's decision, or the customer's verdict.

Tries and giving up are `shared.rules.outreach.retries`; here is what they mean for a case:

| outcome | what follows |
|---|---|
| wrong_number | the reporter is asked for another number |
| refused | the customer counts as reached; a supervisor decides |
| reached | first callback: archived, or to be dispatched. Follow-up: closed, or handled again |
| given up | a supervisor decides |
"""

from datetime import datetime, timedelta

from services.callback.domain import clock_limits
from services.callback.domain.decisions_tasks import open_call, started
from services.callback.domain.errors import wrong
from services.callback.domain.independence import must_be_independent
from services.callback.domain.model import Call, Case
from services.callback.domain.policy import band_of, retry_policy, share_customer
from services.callback.domain.stamps import Stamp, stamp
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import ClosedBecause, Outcome, ReopenedBecause, TaskKind, UnreachableBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory
from shared.rules.outreach.result import Result
from shared.rules.outreach.retries import after_attempt


def end_attempt(
    case: Case,
    *,
    by: str,
    now: datetime,
    task: str,
    fence: int,
    result: Result,
    calendar: WorkingCalendar,
    directory: Directory,
    also: tuple[str, ...] = (),
) -> tuple[Event, ...]:
    """The attempt ended with `result`; without a `start` it started now. `also` are other tasks the call answered."""
    call = open_call(case, task)
    call.task.check(fence, by, now)
    must_be_independent(directory, case, by, now)
    result.check(case.policy.satisfied_score, now, now + timedelta(days=case.policy.appointment_days))
    done = stamp(case, by, now)
    begun = () if call.started_at is not None else (started(case, call, by, now),)
    then = after_attempt(call, result, retry_policy(case.policy), now)
    follows = _reached(case, call, result, done, calendar) if result.outcome is Outcome.REACHED else ()
    if then.given_up is not None:
        follows = _given_up(call, then.given_up, done)
    return (*begun, _ended(call, result, done, also, then.not_before), *follows)


def must_share_customer(case: Case, other: Case) -> None:
    """Refuses a task about another customer, by blind index: one call answers tasks of one customer only."""
    if not share_customer(case.details, other.details):
        raise wrong("also", "another_customer", "This task is about another customer.")


def _ended(
    call: Call, result: Result, done: Stamp, also: tuple[str, ...], not_before: datetime | None
) -> happened.AttemptEnded:
    return happened.AttemptEnded(
        **done,
        task=call.task.id,
        fence=call.task.fence,
        attempt=call.next_number,
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


def _given_up(call: Call, because: UnreachableBecause, done: Stamp) -> tuple[Event, ...]:
    given_up = happened.CaseUnreachable(
        **done, task=call.task.id, kind=call.kind, because=because, attempts=call.next_number
    )
    if because is not UnreachableBecause.REFUSED:
        return (given_up,)
    return happened.CustomerReached(**done, task=call.task.id, refused=True), given_up


def _reached(case: Case, call: Call, result: Result, done: Stamp, calendar: WorkingCalendar) -> tuple[Event, ...]:
    verdict = _first_verdict if call.kind is TaskKind.FIRST_CALLBACK else _follow_up_verdict
    return happened.CustomerReached(**done, task=call.task.id), verdict(case, call, result, done, calendar)


def _first_verdict(case: Case, call: Call, result: Result, done: Stamp, calendar: WorkingCalendar) -> Event:
    score, task = result.score, call.task.id
    band = None if score is None else band_of(score)
    if result.content(case.policy.satisfied_score):
        return happened.CaseArchived(**done, task=task, score=score, band=band)
    limit = clock_limits.to_dispatch(case, done["at"], calendar)
    return happened.CaseFoundDissatisfied(**done, task=task, score=score, band=band, limit=limit)


def _follow_up_verdict(case: Case, call: Call, result: Result, done: Stamp, calendar: WorkingCalendar) -> Event:
    band = None if result.score is None else band_of(result.score)
    if result.content(case.policy.satisfied_score):
        return happened.CaseClosed(**done, because=ClosedBecause.SATISFIED, score=result.score, band=band)
    assert case.handling_policy is not None
    handling = clock_limits.handling(case, case.handling_policy, case.severity, done["at"], calendar)
    return happened.CaseReopened(
        **done,
        because=ReopenedBecause.FOLLOW_UP,
        score=result.score,
        band=band,
        new_round=True,
        handling=handling,
    )
