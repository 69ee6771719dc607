"""Every refusal of callback's domain by name: its code, its sentence and its facts."""

from datetime import datetime, timedelta

from services.callback.domain.model import Case, Order
from services.callback.domain.states import Trigger, next_state
from shared.rules.directory import Directory
from shared.rules.task import Task
from shared.rules.transitions import NotPossible
from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, NotFound


def moved_on(case: Case) -> Conflict:
    """Not possible in the state the case is in; says which state, who moved it there, and when."""
    return _conflict(case, f"already_{case.state}", f"The case is already {case.state}.")


def must_allow(case: Case, trigger: Trigger) -> None:
    """Raises `Conflict` if the table does not allow `trigger` in the present state."""
    try:
        next_state(case.state, trigger)
    except NotPossible:
        raise moved_on(case) from None


def follow_up_open(case: Case) -> Conflict:
    """The follow-up is still to be made; until it was given up a supervisor does not decide."""
    return _conflict(case, "follow_up_open", "The follow-up has not been given up yet.")


def reopen_period_over(case: Case, until: datetime) -> Conflict:
    """Too late to reopen: a new report names this case as its `previous_id`."""
    message = "The period for reopening is over; file a new report that names this case as the previous one."
    by, at = case.moved_by, case.moved_at
    return Conflict("reopen_period_over", message, state=str(case.state), by=by, at=at, until=until)


def nothing_to_review(case: Case) -> Conflict:
    """The archived case is not grave, or a supervisor has looked at it; says who, and when."""
    seen = case.review
    code = "already_reviewed" if seen is not None else "nothing_to_review"
    message = "There is nothing to review."
    return Conflict(code, message, by=seen.by if seen else None, at=seen.at if seen else None)


def must_transfer_within(case: Case, unit_id: str, directory: Directory) -> None:
    """Raises `Invalid` for a unit outside the branch or the line of the lead unit: the case is to be returned."""
    lead = case.lead_unit_id
    assert lead is not None
    if not directory.is_below(unit_id, directory.prefecture_of(lead)):
        raise _return_instead("outside_branch", "This unit is not of your branch. Return the case instead.")
    lines = {line for each in (lead, unit_id) if (line := directory.line_of(each)) is not None}
    if len(lines) > 1:
        raise _return_instead("outside_line", "This unit is not of your line. Return the case instead.")


def _return_instead(code: str, message: str) -> Invalid:
    return Invalid("return_instead", message, errors=(FieldError("unit_id", code, message),))


def already_answered(order: Order) -> Conflict:
    """A supervision order has one answer."""
    return Conflict("already_answered", "The order has been answered.", by=order.answered_by, at=order.answered_at)


def quiet_hours(until: datetime) -> Conflict:
    """Customers are not called at this hour, unless they rang by themselves."""
    message = "Customers are not called in the quiet hours. Claim it with `inbound` if the customer is on the line."
    return Conflict("quiet_hours", message, until=until)


def not_held_by_another(task: Task) -> Conflict:
    """There is no holder to take the task from."""
    return Conflict("not_held", "No other person holds this task; claim it.", state=str(task.state))


def too_many_held(tasks: tuple[str, ...]) -> Conflict:
    """The person holds tasks of as many customers as a person may."""
    message = "You hold tasks of as many customers as a person may; finish or release one."
    return Conflict("too_many_held", message, tasks=list(tasks))


def held_by(task: Task, now: datetime) -> Conflict:
    """A caller holds the task; a supervisor takes it over before deciding."""
    return Conflict("already_claimed", "This task is held already.", state=str(task.state), by=task.holder(now))


def supervisor_decides() -> Forbidden:
    """Only the group's supervisor or the centre's head decides what is next."""
    return Forbidden("supervisor_decides", "A supervisor has to decide what happens with this case.")


def not_independent(bar: str) -> Forbidden:
    """This person may not call this customer; `bar` says why."""
    return Forbidden("not_independent", "You may not make the call in this case.", bar=bar)


def callers_left() -> Conflict:
    """People are left who may call, so that independence is not overridden."""
    return Conflict("callers_left", "There are people left who may make this call.")


def no_such_task() -> NotFound:
    """The task is not one of this case."""
    return NotFound("not_found", "There is no such task.")


def no_such_order() -> NotFound:
    """The supervision order is not one of this case."""
    return NotFound("not_found", "There is no such order.")


def invalid(*errors: FieldError) -> Invalid:
    """The fields that are wrong, all at once."""
    return Invalid("invalid", errors[0].message, errors=errors)


def wrong(field: str, code: str, message: str) -> Invalid:
    """One field that is wrong."""
    return invalid(FieldError(field, code, message))


def must_be_ahead(field: str, value: datetime, now: datetime) -> None:
    """Raises `Invalid` unless the moment lies ahead of now."""
    if value <= now:
        raise wrong(field, "not_in_future", "This has to lie in the future.")


def must_be_within(field: str, value: datetime, latest: datetime) -> None:
    """Raises `Invalid` if the moment lies beyond the latest one."""
    if value > latest:
        raise wrong(field, "too_far", "This lies too far ahead.")


def must_be_past(field: str, value: datetime, now: datetime, tolerance: timedelta) -> datetime:
    """The moment, at most now. Raises `Invalid` if it lies further ahead than the tolerance for fast clocks."""
    if value > now + tolerance:
        raise wrong(field, "in_future", "This cannot lie in the future.")
    return min(value, now)


def must_be_severity(severity: int) -> int:
    """The severity. Raises `Invalid` unless it is 1, 2 or 3."""
    if severity not in (1, 2, 3):
        raise wrong("severity", "out_of_range", "The severity is 1, 2 or 3.")
    return severity


def _conflict(case: Case, code: str, message: str) -> Conflict:
    return Conflict(code, message, state=str(case.state), by=case.moved_by, at=case.moved_at)
