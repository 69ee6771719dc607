"""What supervision shows beside cases to decide on: what is late or about to be, orders, figures by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.callback.application.listed import CaseRowView, OrderRowView
from services.callback.entrypoints.presenters_desk import CaseRow, case_row
from shared.platform.wording import person_named, unit_named
from shared.rules.directory import Directory
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, Urgency, countdown


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderRow:
    """A supervision order without an answer: until when, of which case, by whom, to which unit."""

    key: str
    id: str
    number: str
    order: str
    unit: str
    by: str
    since: datetime
    clock: Countdown


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFigures:
    """How many cases a unit has, how many of them are late, and how often they were returned."""

    unit: str
    open: int
    late: int
    returns: int


def late_among(rows: Sequence[CaseRowView], viewer: Viewer) -> tuple[list[CaseRow], list[CaseRow]]:
    """The cases whose nearest limit or promise has passed, and those where it is about to; in their order."""
    shown = [case_row(row, viewer) for row in rows]
    late = [row for row in shown if row.clock is not None and row.clock.urgency is Urgency.LATE]
    return late, [row for row in shown if row.clock is not None and row.clock.urgency is Urgency.SOON]


def order_row(row: OrderRowView, viewer: Viewer) -> OrderRow:
    """A supervision order for this viewer."""
    return order_row_at(row, viewer.actor.directory, viewer.now)


def order_row_at(row: OrderRowView, directory: Directory, now: datetime) -> OrderRow:
    """A supervision order at a moment."""
    return OrderRow(
        key=row.order,
        id=row.id,
        number=row.number,
        order=f"{row.deadline.isoformat()} {row.order}",
        unit=unit_named(row.unit_id, directory),
        by=person_named(row.ordered_by, directory),
        since=row.ordered_at,
        clock=countdown(row.deadline, now, whole=row.deadline - row.ordered_at),
    )


def by_unit(rows: Sequence[CaseRowView], viewer: Viewer) -> list[UnitFigures]:
    """The units that lead any of these cases, in the order of their names: no ranking."""
    units = sorted({row.responsible_unit_id for row in rows if row.responsible_unit_id is not None})
    return [_figures(unit, [row for row in rows if row.responsible_unit_id == unit], viewer) for unit in units]


def _figures(unit_id: str, rows: Sequence[CaseRowView], viewer: Viewer) -> UnitFigures:
    late = [row for row in rows if row.next_due_at is not None and row.next_due_at <= viewer.now]
    return UnitFigures(
        unit=unit_named(unit_id, viewer.actor.directory),
        open=len(rows),
        late=len(late),
        returns=sum(row.returns for row in rows),
    )
