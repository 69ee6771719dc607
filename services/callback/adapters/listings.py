"""The statements of the lists of cases: one for each list and choice of filters, each along one index.

A page begins after a place in the order of the list, never after a number of rows, so that no page costs more than the
first one, however many cases there are.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Column, Integer, Select, Text, bindparam, select, tuple_

from services.callback.adapters.tables import cases
from services.callback.application.ports import CaseFilter, CaseList
from shared.engine.db.types import UtcTime
from shared.platform.permitted import Place

_BEGINNING, _END = datetime.fromisoformat("1900-01-01T00:00:00Z"), datetime.fromisoformat("2999-01-01T00:00:00Z")
_BEFORE_ALL, _AFTER_ALL = "", "~"  # ids hold neither


class _Order(StrEnum):
    SOONEST = "soonest"
    NEWEST = "newest"


_ORDERS: Mapping[CaseList, tuple[Column[Any], _Order]] = {
    CaseList.OPEN: (cases.c.next_due_at, _Order.SOONEST),
    CaseList.TO_DECIDE: (cases.c.decision_due_at, _Order.SOONEST),
    CaseList.ENDED: (cases.c.filed_at, _Order.NEWEST),
    CaseList.TO_ANSWER: (cases.c.order_due_at, _Order.SOONEST),
    CaseList.ORDERED: (cases.c.ordered_at, _Order.NEWEST),
}
_FILTERS: Mapping[str, Column[Any]] = {
    "unit_id": cases.c.responsible_unit_id,
    "handler_id": cases.c.handler_id,
    "state": cases.c.state,
}


@cache
def listing(which: CaseList, filters: tuple[str, ...] = ()) -> Select[Any]:
    """The statement of a list; its parameters are the filters by name, `at` and `id` of the place, and `most`."""
    column, order = _ORDERS[which]
    listed = cases.c.next_due_at.is_(None) if which is CaseList.ENDED else column.is_not(None)
    row = tuple_(column, cases.c.id)
    place = tuple_(bindparam("at", type_=UtcTime), bindparam("id", type_=Text))
    soonest = order is _Order.SOONEST
    return (
        select(cases.c.document)
        .where(listed, row > place if soonest else row < place)
        .where(*(_FILTERS[name] == bindparam(name) for name in filters))
        .order_by(*((column, cases.c.id) if soonest else (column.desc(), cases.c.id.desc())))
        .limit(bindparam("most", type_=Integer))
    )


def statement_of(which: CaseList, filter_: CaseFilter) -> tuple[Select[Any], dict[str, Any]]:
    """The statement of this list with these filters, and their parameters."""
    given = {name: value for name in _FILTERS if (value := getattr(filter_, name)) is not None}
    return listing(which, tuple(given)), given


def parameters_of(which: CaseList, after: Place | None) -> dict[str, Any]:
    """The parameters of a place; None is before the first row."""
    if after is None:
        newest = _ORDERS[which][1] is _Order.NEWEST
        after = Place(_END, _AFTER_ALL) if newest else Place(_BEGINNING, _BEFORE_ALL)
    return {"at": after.at, "id": after.id}
