"""Pages of a list in which a person sees some items only."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.platform.permitted import MOST_READ, MOST_ROWS, Place, page_after, permitted_page


class Rows:
    """A list in a database that notes how it was read."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = rows
        self.reads: list[tuple[int, int]] = []

    async def read(self, limit: int, skip: int) -> Sequence[int]:
        self.reads.append((limit, skip))
        return self.rows[skip : skip + limit]


def even(row: int) -> bool:
    return row % 2 == 0


async def test_a_page_is_full_although_half_of_the_rows_are_hidden() -> None:
    items, following = await permitted_page(Rows(range(100)).read, even, limit=10)
    assert (items, following) == (list(range(0, 20, 2)), 20)


async def test_the_next_page_begins_where_the_last_one_ended() -> None:
    assert await permitted_page(Rows(range(100)).read, even, limit=3, skip=20) == ([20, 22, 24], 26)


async def test_there_is_no_next_page_when_all_that_is_left_is_hidden() -> None:
    rows = Rows([0, 2, *range(1, 2 * MOST_ROWS, 2)])
    assert await permitted_page(rows.read, even, limit=2) == ([0, 2], None)


async def test_a_page_that_ends_with_the_list_has_no_next_one() -> None:
    assert await permitted_page(Rows(range(4)).read, lambda row: True, limit=4) == ([0, 1, 2, 3], None)


async def test_an_empty_list_is_one_empty_page() -> None:
    assert await permitted_page(Rows([]).read, even, limit=5) == ([], None)


async def test_a_page_without_hidden_rows_is_read_at_once() -> None:
    rows = Rows(range(1_000))
    await permitted_page(rows.read, lambda row: True, limit=50, skip=100)
    assert rows.reads == [(51, 100)]


async def test_many_hidden_rows_are_read_in_large_parts() -> None:
    rows = Rows(range(1, 2 * 300, 2))
    assert await permitted_page(rows.read, even, limit=1) == ([], None)
    assert rows.reads == [(2, 0), (MOST_ROWS, 2), (MOST_ROWS, 2 + MOST_ROWS)]


async def test_a_page_of_a_list_that_is_not_for_this_person_ends_after_so_many_rows_and_says_where_to_go_on() -> None:
    rows = Rows(range(10 * MOST_READ))
    assert await permitted_page(rows.read, lambda row: False, limit=10) == ([], 611)


@given(hidden=st.lists(st.booleans(), max_size=40), limit=st.integers(1, 7))
async def test_page_by_page_every_permitted_item_comes_once_and_in_order(hidden: list[bool], limit: int) -> None:
    pages: list[list[int]] = []
    skip: int | None = 0
    while skip is not None:
        page, skip = await permitted_page(
            Rows(range(len(hidden))).read, lambda row: not hidden[row], limit=limit, skip=skip
        )
        pages.append(page)
    assert [row for page in pages for row in page] == [row for row, is_hidden in enumerate(hidden) if not is_hidden]
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1] or len(pages) == 1


NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def place_of(row: int) -> Place:
    """Two rows have the same moment."""
    return Place(NOON + timedelta(seconds=row // 2), f"{row:05}")


class Placed(Rows):
    """The same list, read from a place on."""

    async def read_after(self, limit: int, after: Place | None) -> Sequence[int]:
        left = [
            row for row in self.rows if after is None or (place_of(row).at, place_of(row).id) > (after.at, after.id)
        ]
        return left[:limit]


@given(hidden=st.lists(st.booleans(), max_size=40), limit=st.integers(1, 7))
async def test_place_by_place_every_permitted_item_comes_once_and_in_order(hidden: list[bool], limit: int) -> None:
    rows, pages, after, first = Placed(range(len(hidden))), list[list[int]](), None, True
    while first or after is not None:
        first = False
        page, after = await page_after(rows.read_after, lambda row: not hidden[row], place_of, limit=limit, after=after)
        pages.append(page)
    assert [row for page in pages for row in page] == [row for row, is_hidden in enumerate(hidden) if not is_hidden]
    assert all(len(page) == limit for page in pages[:-1])


async def test_a_page_reads_so_many_rows_and_no_more_and_says_where_to_go_on() -> None:
    rows = Placed(range(10 * MOST_READ))
    page, after = await page_after(rows.read_after, lambda row: row == 5 * MOST_READ, place_of, limit=10)
    assert page == []
    while not page and after is not None:
        page, after = await page_after(
            rows.read_after, lambda row: row == 5 * MOST_READ, place_of, limit=10, after=after
        )
    assert page == [5 * MOST_READ]
