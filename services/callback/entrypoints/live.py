"""The live list of the desk: the queue of calls, the same rows for all who may do the same with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.callback.application.reading import ChangedCall, Reading
from services.callback.application.task_views import TaskRowView
from services.callback.entrypoints.presenters_desk import queue_row_at
from shared.platform.context import AppContext
from shared.platform.wording import person_named
from shared.web.live.lists import Row
from shared.web.site.pages import Pages
from shared.web.site.session import Viewer

QUEUE = "queue"
CLAIM, BARRED, READ = "claim", "barred", "read"
"""The renderings of a row: with the button to claim it, with the word that one is barred, with neither."""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A call of the queue, or one that has left it."""

    changed: ChangedCall

    @property
    def key(self) -> str:
        """The id of the task."""
        return self.changed.task

    @property
    def subject_id(self) -> str:
        """The case."""
        return self.changed.case.id


class QueueList:
    """The calls to be made."""

    name = QUEUE

    def __init__(self, reading: Reading, pages: Pages, context: AppContext) -> None:
        self._reading = reading
        self._pages = pages
        self._context = context

    async def load(self, subject_ids: Sequence[str]) -> Sequence[QueueItem]:
        return [QueueItem(each) for each in await self._reading.changed(subject_ids)]

    def place(self, viewer: Viewer, item: QueueItem) -> str | None:
        row = item.changed.row_for(viewer.actor)
        return None if row is None else rendering_of(row)

    def render(self, item: QueueItem, rendering: str, language: str) -> Row:
        now = self._context.clock.now()
        seen = item.changed.row_at(now)
        acts, bar = (CLAIM,) if rendering == CLAIM else (), BARRED if rendering == BARRED else None
        row = queue_row_at(replace(seen, acts=acts, bar=bar, fence=None), self._context.directory.current, now)
        html = self._pages.row("desk_rows.html", language, queue=[row], now=now)
        return Row(key=row.task, order=row.order, html=html)

    def left(self, item: QueueItem, language: str) -> str:
        by, at = item.changed.ended_by
        return gone_words(self._pages, self._context, language, by, at)


def gone_words(pages: Pages, context: AppContext, language: str, by: str | None, at: datetime) -> str:
    """Who did what made a row leave its list, and when; empty if no person did."""
    name, now = person_named(by, context.directory.current), context.clock.now()
    return pages.row("gone_words.html", language, name=name, at=at, now=now).strip()


def rendering_of(row: TaskRowView) -> str:
    """Which rendering of the row its reader sees."""
    if CLAIM in row.acts:
        return CLAIM
    return BARRED if row.holder is None and row.bar not in (None, "role") else READ
