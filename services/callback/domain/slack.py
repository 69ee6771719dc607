"""By when a case is owed something: the moments that lists are ordered by. Who waits for what is `obligations`."""

from datetime import datetime, timedelta

from services.callback.domain.model import Case
from services.callback.domain.queueing import place_of
from shared.rules.task import TaskState


def next_due_at(case: Case) -> datetime | None:
    """The nearest limit or promise of an open case, passed or not; None once it has ended.

    An open call is owed by the time it has in the queue: the promise, the time the customer named, or a while after the
    next try. Where none is open and no limit runs a supervisor decides: a day later they are reminded.
    """
    if not case.state.open or case.erased_at is not None:
        return None
    owed = [limit.due_at for limit in case.limits if limit.running]
    if case.open_call is not None:
        owed.append(max(place_of(case, case.open_call).due_at, case.open_call.task.not_before))
    since = case.given_up.at if case.given_up is not None else case.moved_at
    return min(owed, default=since + timedelta(seconds=case.policy.repeat_seconds))


def decision_due_at(case: Case) -> datetime | None:
    """By when a supervisor decides: `next_due_at` of an open case, a day for a look at what was archived; else None."""
    return review_due_at(case) or (next_due_at(case) if case.supervisor_decides else None)


def review_due_at(case: Case) -> datetime | None:
    """By when a supervisor looks at a grave case that was archived: a day later; None if none waits for it."""
    return case.moved_at + timedelta(seconds=case.policy.repeat_seconds) if case.to_review else None


def reviewed_at(case: Case) -> datetime | None:
    """When a supervisor looked at what was archived; None if no supervisor has."""
    return case.review.at if case.review is not None else None


def order_due_at(case: Case) -> datetime | None:
    """The earliest deadline of its supervision orders that wait for an answer; None if none does."""
    return min((order.deadline for order in case.open_orders), default=None)


def ordered_at(case: Case) -> datetime | None:
    """When its last supervision order was given; None if none ever was."""
    return max((order.ordered_at for order in case.orders), default=None)


def not_before(case: Case) -> datetime | None:
    """Before which time the open call is not tried; None if there is none, or a caller holds it."""
    call = case.open_call
    return call.task.not_before if call is not None and call.task.state is TaskState.QUEUED else None
