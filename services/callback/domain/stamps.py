"""The fields that every event begins with: which case, when, by whom."""

from datetime import datetime
from typing import TypedDict

from services.callback.domain.model import Case
from shared.rules.ladders.due import late_by_seconds


class Stamp(TypedDict):
    """The fields of `Event`; `by` is None when time caused it."""

    case_id: str
    at: datetime
    by: str | None


class Lateness(TypedDict):
    """The fields of `Fired`: when the step was due, and how much later it happened."""

    case_id: str
    at: datetime
    due_at: datetime
    late_by_seconds: float


def stamp(case: Case, by: str | None, now: datetime) -> Stamp:
    """Caused by a person."""
    return {"case_id": case.id, "at": now, "by": by}


def fired(case: Case, due_at: datetime, now: datetime) -> Lateness:
    """Caused by time."""
    return {"case_id": case.id, "at": now, "due_at": due_at, "late_by_seconds": late_by_seconds(due_at, now)}
