"""The refusals of escalation, each with its code."""

from services.escalation.domain.model import Case
from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, NotYet


def not_open_yet() -> NotYet:
    """No case with this id: it is unknown, or its report has not arrived yet."""
    return NotYet("not_open_yet", "There is no such case, or it has not been opened yet.", retry_after=2)


def moved_on(case: Case) -> Conflict:
    """The case is settled or filed already; names the person and the time."""
    state, by, at = case.state, case.moved_by, case.moved_at
    return Conflict(f"already_{state}", f"The case is already {state}.", state=state, by=by, at=at)


def at_another_level(case: Case) -> Conflict:
    """The case is not at the level that is to be left; names the present one, and who was notified when."""
    state, by, at = case.state, case.moved_by, case.moved_at
    message = f"The case is at level {case.level} now; name the level that you mean."
    return Conflict(f"already_{state}", message, state=state, by=by, at=at, level=case.level)


def level_needed() -> Invalid:
    """Escalating names the level it leaves, so that a double click moves one level."""
    error = FieldError("level", "required", "Name the level that you leave, 0 while calming.")
    return Invalid("invalid", "A level is needed.", errors=(error,))


def complaint_in_future() -> Invalid:
    """A complaint was made before it is marked."""
    error = FieldError("at", "in_future", "This cannot lie in the future.")
    return Invalid("invalid", "The complaint has a time in the future.", errors=(error,))


def not_told() -> Forbidden:
    """The person was not notified of the case, so there is no level to acknowledge."""
    return Forbidden("forbidden", "Only a leader who was notified of the case can acknowledge it.")


def note_needed() -> Invalid:
    """A settled case needs a note that says how the customer was calmed."""
    error = FieldError("note", "required", "Say how the customer was calmed.")
    return Invalid("invalid", "A note is needed.", errors=(error,))
