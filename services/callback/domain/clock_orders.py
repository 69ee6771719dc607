"""The clock of supervision orders (督办): a deadline that passes without an answer is reported once."""

from datetime import datetime

from services.callback.domain.model import Case, Order
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import OrderOverdue
from shared.rules.obligation import Obligation

KIND = "order"


def owed(case: Case) -> tuple[Obligation, ...]:
    """The deadlines of the unanswered orders."""
    return tuple(Obligation(kind=KIND, due_at=order.deadline, step=order.id) for order in _unanswered(case))


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """Every order whose deadline has passed by `now`."""
    return tuple(
        OrderOverdue(**fired(case, order.deadline, now), order=order.id)
        for order in _unanswered(case)
        if order.deadline <= now
    )


def _unanswered(case: Case) -> tuple[Order, ...]:
    return tuple(order for order in case.open_orders if order.overdue_at is None) if case.state.open else ()
