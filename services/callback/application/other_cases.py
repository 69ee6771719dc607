"""Other cases of the same customer, as the reader of one case sees them: without customer data."""

from dataclasses import dataclass
from datetime import datetime

from services.callback.domain.model import Case
from services.callback.domain.states import State


@dataclass(frozen=True, kw_only=True, slots=True)
class SameCustomerView:
    """Another open case of the same customer; one call may answer both."""

    id: str
    number: str
    state: State
    task: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedCaseView:
    """An ended case of the same customer, and the unit that led it."""

    id: str
    number: str
    state: State
    ended_at: datetime | None
    responsible_unit_id: str | None


def same_customer_view(case: Case) -> SameCustomerView:
    """An open case, with its task if there is one."""
    call = case.open_call
    return SameCustomerView(id=case.id, number=case.number, state=case.state, task=call.task.id if call else None)


def ended_case_view(case: Case) -> EndedCaseView:
    """An ended case."""
    return EndedCaseView(
        id=case.id,
        number=case.number,
        state=case.state,
        ended_at=case.ended_at,
        responsible_unit_id=case.lead_unit_id,
    )
