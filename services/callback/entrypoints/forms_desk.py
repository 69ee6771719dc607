"""The forms of the desk and of supervision, as the pages send them: numbers as text, local times, one choice of ten."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from services.callback.entrypoints.schemas import Reason
from shared.support.local_time import SHANGHAI
from shared.web.schemas import Body, FreeText, Id, Reference, free_text

Fence = Annotated[int, Field(ge=0, le=2**31 - 1)]
MORNING = time(9)


class Said(StrEnum):
    """The ten ways in which a call ends, in the order of their keys: 1 to 9, then 0."""

    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    POWERED_OFF = "powered_off"
    CALL_LATER = "call_later"
    HUNG_UP = "hung_up"
    THIRD_PARTY = "third_party"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


class Later(StrEnum):
    """The usual times for another call."""

    MINUTES = "minutes"  # in ten minutes
    HOUR = "hour"  # in an hour
    MORNING = "morning"  # at nine the next day

    def after(self, now: datetime) -> datetime:
        """The time it means."""
        if self is Later.MORNING:
            return datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days=1), MORNING, SHANGHAI)
        return now + timedelta(minutes=10 if self is Later.MINUTES else 60)


def _local(value: str) -> datetime:
    """A time as `datetime-local` sends it, `2026-11-26T10:30`, in Shanghai."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise PydanticCustomError("datetime_from_date_parsing", "Write a date and a time.") from None


def _near(at: datetime) -> datetime:
    if not 1900 <= at.year <= 2900:
        raise PydanticCustomError("out_of_range", "This year is out of range.")
    return at.astimezone(UTC)


LocalTime = Annotated[datetime, BeforeValidator(_local), AfterValidator(_near)]


class ClaimForm(Body):
    """Which task; `inbound`: its customer is on the line; `back`: the case to show then, if not the task's own."""

    task: Id
    inbound: bool = False
    back: Id | None = None


class TakeOverForm(Body):
    """Which task is taken from its holder."""

    task: Id


class TaskForm(Body):
    """A held task."""

    fence: Fence


class ReleaseForm(TaskForm):
    """Why the task is given back."""

    reason: Reason


class RevealForm(Body):
    """Why the customer's number, and what was written, is to be seen."""

    reason: Annotated[str, free_text(200, least=1)]


class DispatchForm(Body):
    """To which unit: one of those offered, or another as a person writes it."""

    unit: Id | None = None
    other: Reference | None = None
    assisting: Annotated[list[Id], Field(max_length=20, default_factory=list)]
    severity: Annotated[int, Field(ge=1, le=3)] | None = None
    note: FreeText | None = None
    reason: FreeText | None = None


class ContactForm(Body):
    """What the customer who rang said, and wants."""

    note: FreeText | None = None
    wants: FreeText | None = None
