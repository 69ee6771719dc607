"""Policies as frozen on a case: plain values, so that an event can carry the rules that hold for its case.

The on-site ladder is `shared.contracts.escalation.Ladder`. Inheritance is in `shared.rules.ladders`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Timing(StrEnum):
    """Which time counts for a limit."""

    ELAPSED = "elapsed"  # 24 x 7
    WORKING = "working"  # working days only (00:00-24:00 local), make-up working days included
    SERVICE = "service"  # the service hours of the unit, every day


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A duration allowed for a step. A working day has 86,400 seconds of working time."""

    seconds: int
    timing: Timing = Timing.ELAPSED


class RetryAt(StrEnum):
    """When a customer who was not reached is tried again."""

    ELAPSED = "elapsed"  # so many seconds after the attempt
    HALF_DAY = "half_day"  # at the next start of a half-day that is at least so many seconds ahead
    NEXT_DAY = "next_day"  # at the start of the first half-day of the next day


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryStep:
    """The pause between one attempt and the next."""

    at: RetryAt = RetryAt.ELAPSED
    seconds: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """The hours of every day in which service time runs, local time. Equal ends: all day."""

    begin: str = "08:00"
    end: str = "21:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class CallbackPolicy:
    """The rules of first callback, follow-up and dispatch, by the reporter's unit at filing (Art. 12).

    `retry_seconds` are the pauses of cases filed before `retries` came; empty since. `quiet_first_seconds`: the first
    attempt keeps the quiet hours too, for reports detected longer than this before they were filed; None: it does not.
    """

    policy: str
    due_seconds: int = 300
    warning_seconds: int = 210
    breach_seconds: int = 300
    head_seconds: int = 900
    retry_seconds: tuple[int, ...] = ()
    max_attempts: int = 5
    give_up_seconds: int = 172_800
    ask_reporter_seconds: int = 900
    quiet_from: str = "21:00"
    quiet_until: str = "08:00"
    lease_seconds: int = 120
    follow_up_due_seconds: int = 86_400
    repeat_seconds: int = 86_400
    satisfied_score: int = 70
    reopen_days: int = 15
    to_dispatch: Limit = Limit(seconds=900)
    warning_share: float = 0.8
    retries: tuple[RetryStep, ...] = (
        RetryStep(seconds=120),
        RetryStep(seconds=900),
        RetryStep(at=RetryAt.HALF_DAY, seconds=7_200),
        RetryStep(at=RetryAt.NEXT_DAY),
    )
    half_days: tuple[str, ...] = ("09:00", "14:00")
    powered_off_seconds: int = 1_800
    hung_up_seconds: int = 3_600
    third_party_seconds: int = 3_600
    appointment_days: int = 15
    retry_warning_seconds: int = 300
    appointment_warning_seconds: int = 120
    retry_overdue_seconds: int = 900
    attempt_seconds: int = 1_800
    held_seconds: int = 180
    held_customers: int = 2
    quiet_first_seconds: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandlingPolicy:
    """The limits of handling, by the lead unit, frozen at each dispatch. `by_severity` is for severity 1, 2, 3.

    Service time runs from `service_from` to `service_until` local time. `round_share` and `round_least_seconds` give
    the limit of a further round of handling. `returns_before_supervisor` counts transfers too.
    """

    policy: str
    accept: Limit = Limit(seconds=1_800, timing=Timing.SERVICE)
    by_severity: tuple[Limit, Limit, Limit] = (
        Limit(seconds=86_400),
        Limit(seconds=259_200),
        Limit(seconds=432_000, timing=Timing.WORKING),
    )
    order: Limit = Limit(seconds=86_400)
    order_most_days: int = 90
    warning_share: float = 0.8
    returns_before_supervisor: int = 2
    service_from: str = "08:00"
    service_until: str = "21:00"
    round_share: float = 0.5
    round_least_seconds: int = 28_800

    @property
    def service(self) -> Hours:
        """The service hours of the unit."""
        return Hours(begin=self.service_from, end=self.service_until)
