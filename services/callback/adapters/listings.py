"""The statements of the lists of cases: one for each list and choice of filters, each along one index.

Cases in which a unit assists are found by a key of theirs (`assists`), by a second statement: they are few, and sorted.
A page begins after a place in the order of the list, never after a number of rows, so that no page costs more than the
first one, however many cases there are.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Text, bindparam, func, select, text

from services.callback.adapters.tables import QUEUED, cases
from services.callback.application.ports import CaseFilter, CaseList, place_in
from services.callback.domain.model import Case
from shared.engine.tables import search_keys
from shared.platform.permitted import Place
from shared.platform.place_pages import Order, page_by_place, parameters_of_place

_ORDERS: Mapping[CaseList, tuple[Column[Any], Order]] = {
    CaseList.OPEN: (cases.c.next_due_at, Order.SOONEST),
    CaseList.TO_DECIDE: (cases.c.decision_due_at, Order.SOONEST),
    CaseList.ENDED: (cases.c.filed_at, Order.NEWEST),
    CaseList.TO_ANSWER: (cases.c.order_due_at, Order.SOONEST),
    CaseList.ORDERED: (cases.c.ordered_at, Order.NEWEST),
    CaseList.TO_REVIEW: (cases.c.review_due_at, Order.SOONEST),
    CaseList.REVIEWED: (cases.c.reviewed_at, Order.NEWEST),
    CaseList.WAITING: (cases.c.task_not_before, Order.SOONEST),
}
_FILTERS: Mapping[str, Column[Any]] = {
    "unit_id": cases.c.responsible_unit_id,
    "handler_id": cases.c.handler_id,
    "state": cases.c.state,
}


def assists(unit_id: str) -> str:
    """The search key of cases in which this unit assists."""
    return f"assists:{unit_id}"


@cache
def listing(which: CaseList, filters: tuple[str, ...] = (), *, again: bool = False) -> Select[Any]:
    """The statement of a list; its parameters are the filters by name, `at` and `id` of the place, and `most`.

    `again`: the row at the place is read again.
    """
    column, order = _ORDERS[which]
    listed = _listed(which, column)
    narrowed = (_FILTERS[name] == bindparam(name) for name in filters)
    return page_by_place(cases, column, order, again=again).where(listed, *narrowed)


@cache
def assisting(which: CaseList, filters: tuple[str, ...] = (), *, again: bool = False) -> Select[Any]:
    """The statement of the cases of a list in which the unit `unit_id` assists, with its other filters."""
    column, order = _ORDERS[which]
    listed = _listed(which, column)
    narrowed = (_FILTERS[name] == bindparam(name) for name in filters if name != "unit_id")
    of_unit = select(search_keys.c.subject_id).where(search_keys.c.key == bindparam("assists", type_=Text))
    found_first = func.coalesce(column, column)  # no index of cases has it: the unit's are looked up, then sorted
    return page_by_place(cases, found_first, order, again=again).where(cases.c.id.in_(of_unit), listed, *narrowed)


def _listed(which: CaseList, column: Column[Any]) -> ColumnElement[bool]:
    """What makes a case one of the list, in the words of its index."""
    if which is CaseList.WAITING:
        return text(QUEUED)  # type: ignore[return-value]  # a condition as it is written in the index
    return cases.c.next_due_at.is_(None) if which is CaseList.ENDED else column.is_not(None)


def statements_of(
    which: CaseList, filter_: CaseFilter, after: Place | None
) -> list[tuple[Select[Any], dict[str, Any]]]:
    """The statements of this list with these filters after this place, and their parameters but `most`.

    With `assisting` two: of the cases a unit leads, and of those in which it assists.
    """
    given = {name: value for name in _FILTERS if (value := getattr(filter_, name)) is not None}
    filters, again = tuple(given), after is not None and after.again
    place = parameters_of(which, after)
    found = [(listing(which, filters, again=again), given | place)]
    if filter_.unit_id is not None and filter_.assisting:
        others = {name: value for name, value in given.items() if name != "unit_id"}
        key = {"assists": assists(filter_.unit_id)}
        found.append((assisting(which, filters, again=again), others | place | key))
    return found


def in_order(which: CaseList, found: Iterable[Case], limit: int) -> list[Case]:
    """The first cases of what several statements of a list found, each once."""
    newest = _ORDERS[which][1] is Order.NEWEST
    places = {place_in(which, case): case for case in found}
    return [places[place] for place in sorted(places, key=lambda each: (each.at, each.id), reverse=newest)][:limit]


def parameters_of(which: CaseList, after: Place | None) -> dict[str, Any]:
    """The parameters of a place; None is before the first row."""
    return parameters_of_place(_ORDERS[which][1], after)
