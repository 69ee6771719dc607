"""Due times of a ladder: when the next step is due, and how late one was. Plain elapsed time, 24 x 7."""

from datetime import datetime, timedelta

ON_TIME = timedelta(seconds=30)
"""How late a timer may fire a step without moving the steps after it."""


def first_due(*, detected_at: datetime, accepted_at: datetime, after_seconds: int) -> datetime:
    """When the time to calm the customer is over (Art. 8): counted from the detection, never before the acceptance."""
    return max(detected_at + timedelta(seconds=after_seconds), accepted_at)


def next_due(*, due_at: datetime, happened_at: datetime, by_timer: bool, after_seconds: int) -> datetime:
    """When the next step is due after one that was due at `due_at` and happened at `happened_at`.

    Counts from the due time when a timer fired the step on time, so that small lateness never adds up; from the moment
    it happened when a person asked for it or when it came late: a leader's time counts from receipt (Art. 8).
    """
    on_time = by_timer and happened_at - due_at <= ON_TIME
    return (due_at if on_time else happened_at) + timedelta(seconds=after_seconds)


def is_due(due_at: datetime, now: datetime) -> bool:
    """Time decides, not the ticker: at exactly the due time the step wins."""
    return now >= due_at


def late_by_seconds(due_at: datetime, happened_at: datetime) -> float:
    """How late a step came, in seconds; 0 for one that a person asked for before it was due."""
    return max((happened_at - due_at).total_seconds(), 0.0)
