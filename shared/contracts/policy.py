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


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """The hours of every day in which service time runs, local time. Equal ends: all day."""

    begin: str = "08:00"
    end: str = "21:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class CallbackPolicy:
    """The rules of first callback, follow-up and dispatch, by the reporter's unit at filing (Art. 12)."""

    policy: str
    due_seconds: int = 300
    warning_seconds: int = 210
    breach_seconds: int = 300
    head_seconds: int = 900
    retry_seconds: tuple[int, ...] = (120, 300, 900, 3600)
    max_attempts: int = 5
    give_up_seconds: int = 86_400
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
