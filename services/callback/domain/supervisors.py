"""When a case is up to a supervisor: the callers gave up, or there is no usable number to call."""

from datetime import datetime

from services.callback.domain.errors import follow_up_open, held_by, moved_on
from services.callback.domain.model import Case
from services.callback.domain.states import State


def must_be_up_to_supervisor(case: Case, now: datetime) -> None:
    """Raises `Conflict` while the callers can still reach the customer, or while one of them holds the task."""
    call = case.open_call
    if call is None or case.given_up is not None:
        return
    if case.state is State.RESOLVED and not call.ask_reporter:
        raise follow_up_open(case)
    if case.state is State.AWAITING_CALLBACK and not call.ask_reporter:
        raise moved_on(case)
    if call.task.holder(now) is not None:
        raise held_by(call.task, now)
