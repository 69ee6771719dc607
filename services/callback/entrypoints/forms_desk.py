"""The forms of the desk and of supervision, as the pages send them: numbers as text, local times, one choice of ten."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from services.callback.application.task_use_cases import PlainResult
from services.callback.entrypoints.schemas import Reason
from shared.contracts.callback_values import Outcome
from shared.support.errors import FieldError
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
    return at


LocalTime = Annotated[datetime, BeforeValidator(_local), AfterValidator(_near)]


class ClaimForm(Body):
    """Which task; `inbound`: its customer is on the line."""

    task: Id
    inbound: bool = False


class TakeOverForm(Body):
    """Which task is taken from its holder."""

    task: Id


class TaskForm(Body):
    """A held task."""

    fence: Fence


class ReleaseForm(TaskForm):
    """Why the task is given back."""

    reason: Reason


class OutcomeForm(TaskForm):
    """How the call ended."""

    outcome: Said
    score: Annotated[int, Field(ge=0, le=100)] | None = None
    note: FreeText | None = None
    later: Later | None = None
    later_at: LocalTime | None = None

    def plain(self, now: datetime) -> PlainResult:
        """As the use case takes it; a written time counts before a chosen one."""
        verdict = {Said.SATISFIED: True, Said.DISSATISFIED: False}.get(self.outcome)
        at = self.later_at or (self.later.after(now) if self.later else None)
        return PlainResult(
            outcome=Outcome.REACHED if verdict is not None else Outcome(self.outcome.value),
            satisfied=verdict,
            score=self.score,
            note=self.note,
            call_later_at=at.astimezone(UTC) if at is not None else None,
        )


def at_their_fields(errors: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
    """The errors of an outcome at the fields of its form; a verdict is part of the outcome."""
    places = {"satisfied": "outcome", "call_later_at": "later_at"}
    return tuple(FieldError(places.get(each.field, each.field), each.code, each.message) for each in errors)


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
