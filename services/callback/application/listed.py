"""Rows of the lists of cases and of supervision orders: what a list shows, without customer data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.callback.application.task_views import TaskView, task_view
from services.callback.application.views import OrderView, order_view
from services.callback.domain.model import Case
from services.callback.domain.slack import next_due_at
from services.callback.domain.states import State
from shared.contracts.words import Ground, Line, RiskFlag


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRowView:
    """A case in a list. `next_due_at` is its nearest limit or promise, passed or not; None once it has ended."""

    id: str
    number: str
    state: State
    severity: int
    risk_flags: tuple[RiskFlag, ...]
    ground: Ground | None
    cause: str | None
    line: Line | None
    reporter_unit_id: str
    responsible_unit_id: str | None
    assisting_unit_ids: tuple[str, ...]
    handler_id: str | None
    supervisor_decides: bool
    returns: int
    open_orders: int
    filed_at: datetime
    moved_at: datetime
    next_due_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None
    task: TaskView | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderRowView(OrderView):
    """A supervision order in a list, with its case."""

    id: str
    number: str
    state: State
    severity: int


def case_row_view(case: Case) -> CaseRowView:
    """The row of a case."""
    call = case.open_call
    return CaseRowView(
        id=case.id,
        number=case.number,
        state=case.state,
        severity=case.severity,
        risk_flags=case.details.risk_flags,
        ground=case.details.ground,
        cause=case.details.cause,
        line=case.details.line,
        reporter_unit_id=case.reporter.unit_id,
        responsible_unit_id=case.lead_unit_id,
        assisting_unit_ids=case.assisting_unit_ids,
        handler_id=case.handler_id,
        supervisor_decides=case.supervisor_decides,
        returns=case.returns,
        open_orders=len(case.open_orders),
        filed_at=case.filed_at,
        moved_at=case.moved_at,
        next_due_at=next_due_at(case),
        resolved_at=case.resolved_at,
        ended_at=case.ended_at,
        task=task_view(case, call) if call else None,
    )


def order_row_views(case: Case, is_open: bool | None) -> Iterator[OrderRowView]:
    """The rows of a case's orders: those without an answer, those with one, or (None) all."""
    for order in case.orders:
        if is_open is None or is_open is (order.answered_at is None):
            row = order_view(order)
            shared = {name: getattr(row, name) for name in OrderView.__slots__}
            yield OrderRowView(**shared, id=case.id, number=case.number, state=case.state, severity=case.severity)
