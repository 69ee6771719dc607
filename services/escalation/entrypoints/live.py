"""The live lists of `/onsite`: a person's own cases (`mine`), and the others that they may read (`below`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.escalation.application.use_cases import ChangedCase, UseCases
from services.escalation.entrypoints.presenters import is_of, is_shown, row_at
from shared.platform.context import AppContext
from shared.web.live.lists import Row
from shared.web.site.pages import Pages
from shared.web.site.session import Viewer

MINE, BELOW = "mine", "below"
ROW = "onsite_row.html"


@dataclass(frozen=True, slots=True)
class OnSiteItem:
    """One case of a list."""

    case: ChangedCase

    @property
    def key(self) -> str:
        """The case's id."""
        return self.case.view.id

    @property
    def subject_id(self) -> str:
        """The same: a case has one row."""
        return self.case.view.id


class OnSiteList:
    """One of the two lists. A case that has ended stays for some minutes on the list of those it concerned."""

    def __init__(self, name: str, use_cases: UseCases, pages: Pages, context: AppContext) -> None:
        self.name = name
        self._use_cases = use_cases
        self._pages = pages
        self._context = context

    async def load(self, subject_ids: Sequence[str]) -> Sequence[OnSiteItem]:
        return [OnSiteItem(case) for case in await self._use_cases.changed(subject_ids)]

    def place(self, viewer: Viewer, item: OnSiteItem) -> str | None:
        view = item.case.view
        own = is_of(view, viewer.actor.staff_id)
        if own != (self.name == MINE) or not is_shown(view, viewer.now) or (view.next_due_at is None and not own):
            return None
        return "row" if item.case.seen_by(viewer.actor) else None

    def render(self, item: OnSiteItem, rendering: str, language: str) -> Row:
        now = self._context.clock.now()
        row = row_at(item.case.view, self._context.directory.current, now)
        return Row(key=row.id, order=row.order, html=self._pages.row(ROW, language, row=row, now=now))


def lists(use_cases: UseCases, pages: Pages, context: AppContext) -> tuple[OnSiteList, OnSiteList]:
    """Both lists."""
    return OnSiteList(MINE, use_cases, pages, context), OnSiteList(BELOW, use_cases, pages, context)
