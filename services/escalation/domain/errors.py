"""The refusals of escalation, each with its code."""

from datetime import datetime

from services.escalation.domain.states import State
from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, NotYet


def not_open_yet() -> NotYet:
    """No case with this id: it is unknown, or its report has not arrived yet."""
    return NotYet("not_open_yet", "There is no such case, or it has not been opened yet.", retry_after=2)


def moved_on(state: State, by: str | None, at: datetime) -> Conflict:
    """The case is settled or filed already; names the person and the time."""
    return Conflict(f"already_{state}", f"The case is already {state}.", state=state, by=by, at=at)


def not_told() -> Forbidden:
    """The person was not notified of the case, so there is no level to acknowledge."""
    return Forbidden("forbidden", "Only a leader who was notified of the case can acknowledge it.")


def note_needed() -> Invalid:
    """A settled case needs a note that says how the customer was calmed."""
    error = FieldError("note", "required", "Say how the customer was calmed.")
    return Invalid("invalid", "A note is needed.", errors=(error,))
