"""A page of a list in which a person sees some items only: rows are read until the page is full.

The database orders and counts the rows; which of them a person may see is decided by `identity.permissions`, row by
row. A list filtered after paging would give short pages, and an empty one where the next holds items.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_ROWS = 200
"""How many rows are read at a time, once the first read has not filled the page."""


async def permitted_page(
    read: Callable[[int, int], Awaitable[Sequence[T]]],
    permitted: Callable[[T], bool],
    *,
    limit: int,
    skip: int = 0,
) -> tuple[list[T], int | None]:
    """At most `limit` permitted items from row `skip` on, and the `skip` of the next page (None: there is none).

    `read(limit, skip)` returns at most `limit` rows of the whole list in its order, fewer only at its end.
    """
    found: list[T] = []
    ask = limit + 1  # one more than the page takes: it tells whether there is a next page
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
