"""The live lists of supervision (cases to be decided on and looked at, orders) and of responsible units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.callback.application.changed import ChangedCase
from services.callback.application.listed import OrderRowView
from services.callback.application.ports import CaseList
from services.callback.application.reading import Reading
from services.callback.application.unit_cases import ChangedUnitCase, UnitCases
from services.callback.entrypoints.live import gone_words
from services.callback.entrypoints.presenters_desk import case_row_at
from services.callback.entrypoints.presenters_supervision import order_row_at
from services.callback.entrypoints.presenters_unit import Tab, unit_row_at
from shared.platform.context import AppContext
from shared.web.live.lists import Row
from shared.web.site.pages import Pages
from shared.web.site.session import Viewer

ROW = "row"
ACCEPT, ASSISTS, READ = "accept", "assists", "read"
"""The renderings of a unit's row: with the button to accept it, of a unit that assists, with neither."""


C = TypeVar("C", ChangedCase, ChangedUnitCase)


@dataclass(frozen=True, slots=True)
class CaseItem(Generic[C]):
    """A case of a list, or one that has left it."""

    case: C

    @property
    def key(self) -> str:
        """The case's id."""
        return self.case.id

    @property
    def subject_id(self) -> str:
        """The same: a case has one row in a list."""
        return self.case.id


class SupervisedList:
    """Cases to be decided on (`decide`), or looked at (`review`)."""

    def __init__(self, name: str, which: CaseList, reading: Reading, pages: Pages, context: AppContext) -> None:
        self.name = name
        self._which = which
        self._reading = reading
        self._pages = pages
        self._context = context

    async def load(self, subject_ids: Sequence[str]) -> Sequence[CaseItem[ChangedCase]]:
        return [CaseItem(case) for case in await self._reading.changed_cases(subject_ids)]

    def place(self, viewer: Viewer, item: CaseItem[ChangedCase]) -> str | None:
        shown = self._reading.supervises(viewer.actor) and item.case.is_listed(viewer.actor, self._which)
        return ROW if shown else None

    def render(self, item: CaseItem[ChangedCase], rendering: str, language: str) -> Row:
        now = self._context.clock.now()
        row = case_row_at(item.case.row, self._context.directory.current, now)
        html = self._pages.row("case_list.html", language, rows=[row], now=now, home="/supervision", says_why=True)
        return Row(key=row.id, order=row.order, html=html)

    def left(self, item: CaseItem[ChangedCase], language: str) -> str:
        return gone_words(self._pages, self._context, language, *item.case.moved_by)


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A supervision order, answered or not."""

    case: ChangedCase
    row: OrderRowView

    @property
    def key(self) -> str:
        """The order's id."""
        return self.row.order

    @property
    def subject_id(self) -> str:
        """The case."""
        return self.case.id


class OrderList:
    """Supervision orders without an answer."""

    name = "orders"

    def __init__(self, reading: Reading, pages: Pages, context: AppContext) -> None:
        self._reading = reading
        self._pages = pages
        self._context = context

    async def load(self, subject_ids: Sequence[str]) -> Sequence[OrderItem]:
        cases = await self._reading.changed_cases(subject_ids)
        return [OrderItem(case, row) for case in cases for row in case.orders]

    def place(self, viewer: Viewer, item: OrderItem) -> str | None:
        waits = item.row.answered_at is None and item.case.is_listed(viewer.actor, CaseList.TO_ANSWER)
        return ROW if waits and self._reading.supervises(viewer.actor) else None

    def render(self, item: OrderItem, rendering: str, language: str) -> Row:
        now = self._context.clock.now()
        row = order_row_at(item.row, self._context.directory.current, now)
        html = self._pages.row("supervision_orders.html", language, orders=[row], now=now)
        return Row(key=row.key, order=row.order, html=html)

    def left(self, item: OrderItem, language: str) -> str:
        row = item.row
        by, at = (row.answered_by, row.answered_at) if row.answered_at is not None else item.case.moved_by
        return gone_words(self._pages, self._context, language, by, at)


class UnitList:
    """One of the lists of responsible units; each page shows one of them."""

    def __init__(self, tab: Tab, cases: UnitCases, pages: Pages, context: AppContext) -> None:
        self.name = name_of(tab)
        self._tab = tab
        self._cases = cases
        self._pages = pages
        self._context = context

    async def load(self, subject_ids: Sequence[str]) -> Sequence[CaseItem[ChangedUnitCase]]:
        return [CaseItem(case) for case in await self._cases.changed(subject_ids)]

    def place(self, viewer: Viewer, item: CaseItem[ChangedUnitCase]) -> str | None:
        view = item.case.view_for(viewer.actor)
        if view is None or not self._tab.holds(view):
            return None
        assists = viewer.actor.person.unit_id in view.row.assisting_unit_ids
        return ACCEPT if view.accepts else ASSISTS if assists else READ

    def render(self, item: CaseItem[ChangedUnitCase], rendering: str, language: str) -> Row:
        context, now = self._context, self._context.clock.now()
        view = item.case.view_at(now, accepts=rendering == ACCEPT)
        row = unit_row_at(
            view,
            context.directory.current,
            now,
            causes={cause.code: cause.label(language) for cause in context.policies.causes(now)},
            assists=rendering == ASSISTS,
            by_order=self._tab is Tab.ORDERS,
        )
        html = self._pages.row("unit_rows.html", language, rows=[row], now=now, card=None)
        return Row(key=row.id, order=row.order, html=html)

    def left(self, item: CaseItem[ChangedUnitCase], language: str) -> str:
        return gone_words(self._pages, self._context, language, *item.case.moved_by)


def name_of(tab: Tab) -> str:
    """The name of a unit's list."""
    return f"unit-{tab.value}"
