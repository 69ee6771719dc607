"""What follows from the end of an attempt: the next try, or giving up. Judged once, when the attempt ends.

| outcome | what follows |
|---|---|
| no_answer, busy, powered_off, third_party, hung_up | another try, later each time; in the end given up |
| call_later | another try at the time the customer named, however many attempts there were |
| wrong_number | another try after the time a new number may take; counts like no_answer |
| refused | given up |
| reached | nothing more to try |

Attempts and time count by round. RetryPolicy are moved out of the quiet hours; an appointment is not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.contracts.callback_values import Outcome, UnreachableBecause
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.outreach.call import Call
from shared.rules.outreach.result import Result


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryPolicy:
    """How often and how long to try. Quiet hours are local times as "21:00"; equal ones mean none.

    `spacings` are the seconds from an attempt to the next, the last one for all that follow. A round is given up with
    its attempt number `max_attempts`, or with an attempt that ends `give_up_seconds` or more after its first one began.
    """

    spacings: tuple[int, ...]
    new_number_seconds: int
    max_attempts: int
    give_up_seconds: int
    quiet_from: str
    quiet_until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What follows: another try at `not_before`, or giving up because of `given_up`; neither for a customer reached."""

    not_before: datetime | None = None
    given_up: UnreachableBecause | None = None


def after_attempt(call: Call, result: Result, policy: RetryPolicy, calendar: WorkingCalendar, now: datetime) -> Next:
    """What follows from the attempt of `call` that ends at `now` with `result`; `call` does not hold it yet."""
    if result.outcome is Outcome.REACHED:
        return Next()
    because = _gives_up(call, result, policy, now)
    if because is not None:
        return Next(given_up=because)
    return Next(not_before=_try_again_at(call, result, policy, calendar, now))


def _gives_up(call: Call, result: Result, policy: RetryPolicy, now: datetime) -> UnreachableBecause | None:
    if result.outcome is Outcome.REFUSED:
        return UnreachableBecause.REFUSED
    if result.outcome is Outcome.CALL_LATER:
        return None
    if call.round_attempts + 1 >= policy.max_attempts:
        return UnreachableBecause.ATTEMPTS
    over = now - (call.round_began_at or now) >= timedelta(seconds=policy.give_up_seconds)
    return UnreachableBecause.PERIOD if over else None


def _try_again_at(
    call: Call, result: Result, policy: RetryPolicy, calendar: WorkingCalendar, now: datetime
) -> datetime:
    if result.call_later_at is not None:
        return result.call_later_at
    if result.outcome is Outcome.WRONG_NUMBER:
        seconds = policy.new_number_seconds
    else:
        seconds = policy.spacings[min(call.round_attempts, len(policy.spacings) - 1)]
    return calendar.after_quiet(now + timedelta(seconds=seconds), policy.quiet_from, policy.quiet_until)
