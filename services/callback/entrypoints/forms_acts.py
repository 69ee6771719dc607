"""The forms of an outcome and of what else is done to a case, as the pages send them: times and units as written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

from services.callback.application.commands import Held
from services.callback.application.task_use_cases import Also, PlainResult, PlainUnsent
from services.callback.entrypoints.forms_desk import Fence, Later, LocalTime, Said, TaskForm
from services.callback.entrypoints.schemas import Reason
from shared.contracts.callback_values import Outcome
from shared.platform.privacy.lookups import LookUp
from shared.support.errors import FieldError
from shared.support.text import FREE_TEXT, clean_text
from shared.web.lookups import KINDS
from shared.web.schemas import Body, FreeText, Id, Number, Reference, free_text

Score = Annotated[int, Field(ge=0, le=100)]

_VERDICTS = {Said.SATISFIED: True, Said.DISSATISFIED: False}
"""The outcomes of a call in which the customer gave a verdict."""


class OutcomeForm(TaskForm):
    """How the call ended. `also`: other cases of the customer, numbered as they are on the page."""

    outcome: Said
    score: Score | None = None
    note: FreeText | None = None
    later: Later | None = None
    later_at: LocalTime | None = None
    also: Annotated[dict[str, "AlsoForm"], Field(max_length=10, default_factory=dict)]

    def plain(self, now: datetime) -> PlainResult:
        """As the use case takes it; a written time counts before a chosen one."""
        verdict = _VERDICTS.get(self.outcome)
        at = self.later_at or (self.later.after(now) if self.later else None)
        return PlainResult(
            outcome=Outcome.REACHED if verdict is not None else Outcome(self.outcome.value),
            satisfied=verdict,
            score=self.score,
            note=self.note,
            call_later_at=at.astimezone(UTC) if at is not None else None,
        )

    def plain_also(self, now: datetime) -> list[Also]:
        """The other tasks that the call answered, as the use case takes them."""
        call = self.plain(now)
        return [(Held(task=each.task, fence=each.fence), each.plain(call)) for _, each in self._answered()]

    def at_their_fields(self, errors: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
        """The errors of an attempt at the fields of this form; a verdict is part of the outcome."""
        places = {"satisfied": "outcome", "call_later_at": "later_at"}
        for at, (name, _) in enumerate(self._answered()):
            own = {f"also.{at}.{field}": f"also.{name}.{field}" for field in ("outcome", "score", "note")}
            places |= {**own, f"also.{at}.satisfied": f"also.{name}.outcome"}
        return renamed(errors, places)

    def _answered(self) -> list[tuple[str, "AlsoForm"]]:
        return [(name, each) for name, each in self.also.items() if each.answered]


class AlsoForm(Body):
    """Another case of the customer, held too; it counts if it is `answered` by the same call."""

    task: Id
    fence: Fence
    answered: bool = False
    outcome: Said | None = None
    score: Score | None = None
    note: FreeText | None = None

    def plain(self, call: PlainResult) -> PlainResult:
        """As the use case takes it: what is left out is as in the call."""
        verdict = _VERDICTS.get(self.outcome) if self.outcome is not None else None
        own = verdict is not None or self.score is not None
        return PlainResult(
            outcome=call.outcome,
            satisfied=verdict if own else call.satisfied,
            score=self.score if own else call.score,
            note=self.note or call.note,
            call_later_at=call.call_later_at,
        )


class ComplaintForm(Body):
    """A formal complaint: where it was made, under which number, when (without a time: now)."""

    source: Annotated[str, free_text(60, least=1)]
    number: Number | None = None
    at: LocalTime | None = None
    note: FreeText | None = None


class SeverityForm(Body):
    """How grave the case is, and why."""

    severity: Annotated[int, Field(ge=1, le=3)]
    reason: Reason


class SuperviseForm(Body):
    """What is ordered, and by when it is to be answered."""

    text: Annotated[str, free_text(least=1)]
    deadline: LocalTime | None = None


class OverrideForm(Body):
    """Who may call all the same, and why."""

    staff_id: Id
    reason: Reason


class TransferForm(Body):
    """To which unit, as a person writes it, and why."""

    other: Reference
    reason: Reason


class HeartbeatForm(TaskForm):
    """A sign of life; beside it, as it stands, what is in the form of the outcome: nothing of it is refused."""

    def draft(self, typed: Mapping[str, str]) -> PlainUnsent | None:
        """What the caller is still writing; None if the form of the outcome was not sent along."""
        if "note" not in typed:
            return None
        said, score = typed.get("outcome", ""), typed.get("score", "").strip()
        outcome = Said(said) if said in set(Said) else None
        verdict = _VERDICTS.get(outcome) if outcome is not None else None
        note = clean_text("note", typed["note"], FREE_TEXT)
        return PlainUnsent(
            outcome=None if outcome is None else Outcome.REACHED if verdict is not None else Outcome(outcome.value),
            satisfied=verdict,
            score=int(score) if score.isascii() and score.isdigit() and len(score) <= 3 else None,
            note=note if isinstance(note, str) else None,
        )


class LookUpForm(Body):
    """One number of the customer, of which kind, and what it is looked up for."""

    kind: Annotated[str, Field(pattern=f"^({'|'.join(KINDS)})$")] = "phone"
    number: Number
    purpose: Annotated[str, free_text(200, least=1)]

    def asked(self) -> LookUp:
        """As the use case takes it."""
        return LookUp(kind=self.kind, number=self.number, purpose=self.purpose)


def renamed(errors: tuple[FieldError, ...], places: Mapping[str, str]) -> tuple[FieldError, ...]:
    """The errors at the fields of the form: a field that has another name there is renamed."""
    return tuple(FieldError(places.get(each.field, each.field), each.code, each.message) for each in errors)
