"""Other cases of the same customer, as the reader of one case sees them: without customer data."""

from dataclasses import dataclass
from datetime import datetime

from services.callback.application.task_views import TaskRowView
from services.callback.domain.model import Case
from services.callback.domain.states import State


@dataclass(frozen=True, kw_only=True, slots=True)
class SameCustomerView:
    """Another open case of the same customer; one call may answer both.

    `acts` is what this person may do with its task now; `fence` is for its holder alone.
    """

    id: str
    number: str
    state: State
    task: str | None
    acts: tuple[str, ...] = ()
    fence: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedCaseView:
    """An ended case of the same customer, and the unit that led it."""

    id: str
    number: str
    state: State
    ended_at: datetime | None
    responsible_unit_id: str | None


def same_customer_view(case: Case, row: TaskRowView | None) -> SameCustomerView:
    """An open case, with its task if there is one, as its reader sees it."""
    return SameCustomerView(
        id=case.id,
        number=case.number,
        state=case.state,
        task=row.task if row else None,
        acts=row.acts if row else (),
        fence=row.fence if row else None,
    )


def ended_case_view(case: Case) -> EndedCaseView:
    """An ended case."""
    return EndedCaseView(
        id=case.id,
        number=case.number,
        state=case.state,
        ended_at=case.ended_at,
        responsible_unit_id=case.lead_unit_id,
    )
