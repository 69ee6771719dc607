"""Due times of a ladder: when the next step is due, and how late one was. Plain elapsed time, 24 x 7."""

from datetime import datetime, timedelta

ON_TIME = timedelta(seconds=30)
"""How late a timer may fire a step without moving the steps after it."""


def first_due(*, detected_at: datetime, accepted_at: datetime, after_seconds: int) -> datetime:
    """When the time to calm the customer ends (Art. 8): counted from the detection, not before the acceptance."""
    return max(detected_at + timedelta(seconds=after_seconds), accepted_at)


def next_due(*, due_at: datetime, happened_at: datetime, by_timer: bool, after_seconds: int) -> datetime:
    """When the next step is due after one that was due at `due_at` and happened at `happened_at`.

    Counted from the due time if a timer fired the step on time, so that small delays do not add up. Counted from when
    it happened if a person asked for it or if it came late: a leader's time counts from receipt (Art. 8).
    """
    on_time = by_timer and happened_at - due_at <= ON_TIME
    return (due_at if on_time else happened_at) + timedelta(seconds=after_seconds)


def is_due(due_at: datetime, now: datetime) -> bool:
    """True from exactly the due time on, whether the timer has fired or not."""
    return now >= due_at


def late_by_seconds(due_at: datetime, happened_at: datetime) -> float:
    """How late a step came, in seconds; 0 if a person asked for it before it was due."""
    return max((happened_at - due_at).total_seconds(), 0.0)
