"""What a caller reports of an attempt, and which reports contradict themselves."""

from dataclasses import dataclass
from datetime import datetime

from shared.contracts.base import Sealed
from shared.contracts.callback_values import Outcome
from shared.support.errors import FieldError, Invalid

_SENTENCES = {
    "negative": "This cannot be negative.",
    "out_of_range": "A score is between 0 and 100.",
    "conflicts_with_score": "The score says the opposite.",
    "required": "This is needed for this outcome.",
    "not_reached": "Only a customer who was reached can say this.",
    "not_asked": "This belongs to the outcomes call_later and third_party.",
    "not_in_future": "This has to lie in the future.",
    "too_far": "An appointment cannot lie so far ahead.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """How an attempt ended. `satisfied` or `score` (0-100) only of a customer who was reached; texts are sealed.

    `call_later_at` is a time the customer named, or (`third_party`) the person who answered.
    """

    outcome: Outcome
    satisfied: bool | None = None
    score: int | None = None
    answers: Sealed | None = None
    note: Sealed | None = None
    call_id: Sealed | None = None
    recording_id: Sealed | None = None
    talk_seconds: int | None = None
    call_later_at: datetime | None = None

    def content(self, satisfied_score: int) -> bool:
        """True if the customer is not dissatisfied: by the score if there is one, else by the plain answer."""
        return bool(self.satisfied) if self.score is None else self.score >= satisfied_score

    def check(self, satisfied_score: int, now: datetime, latest: datetime) -> None:
        """Raises `Invalid` for a report that contradicts itself, naming every field that is wrong.

        `latest` is the end of the time in which an appointment may lie.
        """
        reached, later = self.outcome is Outcome.REACHED, self.outcome is Outcome.CALL_LATER
        named = later or self.outcome is Outcome.THIRD_PARTY
        silent = self.satisfied is None and self.score is None
        rules = (
            (self.talk_seconds is not None and self.talk_seconds < 0, "talk_seconds", "negative"),
            (self.score is not None and not 0 <= self.score <= 100, "score", "out_of_range"),
            (self._contradicts(satisfied_score), "satisfied", "conflicts_with_score"),
            (reached and silent, "satisfied", "required"),
            (not reached and self.score is not None, "score", "not_reached"),
            (not reached and self.satisfied is not None, "satisfied", "not_reached"),
            (later and self.call_later_at is None, "call_later_at", "required"),
            (not named and self.call_later_at is not None, "call_later_at", "not_asked"),
            (self.call_later_at is not None and self.call_later_at <= now, "call_later_at", "not_in_future"),
            (self.call_later_at is not None and self.call_later_at > latest, "call_later_at", "too_far"),
        )
        errors = tuple(FieldError(field, code, _SENTENCES[code]) for broken, field, code in rules if broken)
        if errors:
            raise Invalid("invalid", errors[0].message, errors=errors)

    def _contradicts(self, satisfied_score: int) -> bool:
        both = self.satisfied is not None and self.score is not None
        return both and self.satisfied is not self.content(satisfied_score)
