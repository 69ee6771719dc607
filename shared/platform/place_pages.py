"""The statement of a page that begins after a place in the order of a list, never after a number of rows.

So no page costs more than the first one, however many rows there are, if an index has the moment and then the id.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Table, Text, bindparam, select, tuple_

from shared.engine.db.types import UtcTime
from shared.platform.permitted import Place

_BEGINNING, _END = datetime.fromisoformat("1900-01-01T00:00:00Z"), datetime.fromisoformat("2999-01-01T00:00:00Z")
_BEFORE_ALL, _AFTER_ALL = "", "~"  # ids hold neither


class Order(StrEnum):
    """Which row comes first: by its moment, and by its id among rows of one moment."""

    SOONEST = "soonest"
    NEWEST = "newest"


def page_by_place(table: Table, moment: ColumnElement[Any], order: Order, *, again: bool = False) -> Select[Any]:
    """The documents of a page, ordered by `moment`; its parameters are `at` and `id` of the place, and `most`.

    `again`: the row at the place is read again.
    """
    row = tuple_(moment, table.c.id)
    place = tuple_(bindparam("at", type_=UtcTime), bindparam("id", type_=Text))
    soonest = order is Order.SOONEST
    after = row > place if soonest else row < place
    if again:
        after = row >= place if soonest else row <= place
    ordered = (moment, table.c.id) if soonest else (moment.desc(), table.c.id.desc())
    return select(table.c.document).where(after).order_by(*ordered).limit(bindparam("most", type_=Integer))


def parameters_of_place(order: Order, after: Place | None) -> dict[str, Any]:
    """The parameters of a place; None is before the first row."""
    if after is None:
        after = Place(_BEGINNING, _BEFORE_ALL) if order is Order.SOONEST else Place(_END, _AFTER_ALL)
    return {"at": after.at, "id": after.id}
