"""What follows from the end of an attempt: the next try, or giving up. Judged once, when the attempt ends.

| outcome | what follows |
|---|---|
| no_answer, busy | another try, later each time; in the end given up |
| powered_off, hung_up | the same, with a least pause of its own |
| third_party | another try when the person said, else after a least pause; counts like no_answer |
| call_later | another try at the time the customer named; counts towards nothing and begins the count again |
| wrong_number | another try after the time a new number may take; counts like no_answer |
| refused | given up |
| reached | nothing more to try |

Attempts and time count by round. Retries are moved out of the quiet hours; an appointment is not.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from shared.contracts.callback_values import Outcome, UnreachableBecause
from shared.contracts.policy import RetryAt, RetryStep
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.outreach.call import Call
from shared.rules.outreach.result import Result
from shared.support.local_time import SHANGHAI


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryPolicy:
    """How often and how long to try. Hours of the day are local times as "21:00"; equal quiet hours mean none.

    `steps` are the pauses from an attempt to the next, the last one for all that follow; `least_pause` (seconds) is the
    least one after some outcomes. A round is given up with its attempt number `max_attempts`, or with an attempt that
    ends `give_up_seconds` or more after its first one began.
    """

    steps: tuple[RetryStep, ...]
    half_days: tuple[str, ...]
    least_pause: dict[Outcome, int]
    new_number_seconds: int
    max_attempts: int
    give_up_seconds: int
    quiet_from: str
    quiet_until: str

    def after_quiet(self, at: datetime) -> datetime:
        """`at`, or the end of the quiet hours if it lies inside them."""
        return WorkingCalendar.after_quiet(at, self.quiet_from, self.quiet_until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What follows: another try at `not_before`, or giving up because of `given_up`; neither for a customer reached."""

    not_before: datetime | None = None
    given_up: UnreachableBecause | None = None


def after_attempt(call: Call, result: Result, policy: RetryPolicy, now: datetime) -> Next:
    """What follows from the attempt of `call` that ends at `now` with `result`; `call` does not hold it yet."""
    if result.outcome is Outcome.REACHED:
        return Next()
    because = _gives_up(call, result, policy, now)
    if because is not None:
        return Next(given_up=because)
    return Next(not_before=_try_again_at(call, result, policy, now))


def _gives_up(call: Call, result: Result, policy: RetryPolicy, now: datetime) -> UnreachableBecause | None:
    if result.outcome is Outcome.REFUSED:
        return UnreachableBecause.REFUSED
    if result.outcome is Outcome.CALL_LATER:
        return None
    counted = call.counted
    if len(counted) + 1 >= policy.max_attempts:
        return UnreachableBecause.ATTEMPTS
    began_at = counted[0].started_at if counted else now
    return UnreachableBecause.PERIOD if now - began_at >= timedelta(seconds=policy.give_up_seconds) else None


def _try_again_at(call: Call, result: Result, policy: RetryPolicy, now: datetime) -> datetime:
    if result.outcome is Outcome.CALL_LATER:
        assert result.call_later_at is not None
        return result.call_later_at
    if result.outcome is Outcome.WRONG_NUMBER:
        return policy.after_quiet(now + timedelta(seconds=policy.new_number_seconds))
    if result.call_later_at is not None:
        return policy.after_quiet(result.call_later_at)
    step = policy.steps[min(len(call.counted), len(policy.steps) - 1)]
    least = now + timedelta(seconds=policy.least_pause.get(result.outcome, 0))
    return policy.after_quiet(max(_after_pause(step, policy.half_days, now), least))


def _after_pause(step: RetryStep, half_days: tuple[str, ...], now: datetime) -> datetime:
    earliest = now + timedelta(seconds=step.seconds)
    if step.at is RetryAt.ELAPSED:
        return earliest
    today, hours = now.astimezone(SHANGHAI).date(), [time.fromisoformat(hour) for hour in half_days]
    if step.at is RetryAt.NEXT_DAY:
        hours, today = hours[:1], today + timedelta(days=1)
    days = (today, today + timedelta(days=1), today + timedelta(days=2))
    starts = (datetime.combine(day, hour, tzinfo=SHANGHAI).astimezone(UTC) for day in days for hour in hours)
    return next(start for start in starts if start >= earliest)
