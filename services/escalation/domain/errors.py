"""What escalation refuses, and in which words."""

from datetime import datetime

from services.escalation.domain.states import State
from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, NotYet


def not_open_yet() -> NotYet:
    """No case with this id here: unknown, or its report has not arrived."""
    return NotYet("not_open_yet", "There is no such case, or it has not been opened yet.", retry_after=2)


def moved_on(state: State, by: str | None, at: datetime) -> Conflict:
    """The case has ended on site; says how, by whom and when."""
    return Conflict(f"already_{state}", f"The case is already {state}.", state=state, by=by, at=at)


def not_told() -> Forbidden:
    """Only a leader who was told can acknowledge."""
    return Forbidden("forbidden", "Only a leader who was told about the case can acknowledge it.")


def note_needed() -> Invalid:
    """Settling takes a note that says how."""
    error = FieldError("note", "required", "Say how the customer was calmed.")
    return Invalid("invalid", "A note is needed.", errors=(error,))
