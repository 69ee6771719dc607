"""A page of a list in which a person sees some items only: rows are read until the page is full.

The database orders and counts the rows; which of them a person may see is decided by `identity.permissions`, row by
row. A list filtered after paging would give short pages, and an empty one where the next holds items.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")

MOST_ROWS = 200
"""How many rows are read at a time, once the first read has not filled the page."""

MOST_READ = 600
"""How many rows are read for a page at most: what it costs does not grow with the list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list: the moment that orders it, and its id, unique among rows of one moment.

    As the place after which a page begins: `again` if the row itself is read again, of which a part was shown.
    """

    at: datetime
    id: str
    again: bool = False


async def permitted_page(
    read: Callable[[int, int], Awaitable[Sequence[T]]],
    permitted: Callable[[T], bool],
    *,
    limit: int,
    skip: int = 0,
) -> tuple[list[T], int | None]:
    """At most `limit` permitted items from row `skip` on, and the `skip` of the next page (None: there is none).

    `read(limit, skip)` returns at most `limit` rows of the whole list in its order, fewer only at its end. A page is
    short, perhaps empty, though more may follow, if `MOST_READ` rows were read without filling it.
    """
    found: list[T] = []
    first, ask = skip, limit + 1  # one more than the page takes: it tells whether there is a next page
    while True:
        rows = await read(ask, skip)
        for place, row in enumerate(rows, skip):
            if not permitted(row):
                continue
            if len(found) == limit:
                return found, place
            found.append(row)
        if len(rows) < ask:
            return found, None
        skip, ask = skip + len(rows), MOST_ROWS
        if skip - first >= MOST_READ:
            return found, skip


async def page_after(
    read: Callable[[int, Place | None], Awaitable[Sequence[T]]],
    permitted: Callable[[T], bool],
    place_of: Callable[[T], Place],
    *,
    limit: int,
    after: Place | None = None,
) -> tuple[list[T], Place | None]:
    """At most `limit` permitted items after a place, and the place after which the next page begins (None: none).

    `read(limit, after)` returns at most `limit` rows of the list after a place, fewer only at its end. A page is short,
    perhaps empty, though more may follow, if `MOST_READ` rows were read without filling it.
    """
    found: list[T] = []
    ask, seen = limit + 1, 0
    while True:
        rows = await read(ask, after)
        for row in rows:
            if permitted(row):
                if len(found) == limit:
                    return found, after
                found.append(row)
            after = place_of(row)
        seen += len(rows)
        if len(rows) < ask:
            return found, None
        if seen >= MOST_READ:
            return found, after
        ask = MOST_ROWS
