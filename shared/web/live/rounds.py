"""What one list sends after a change: rows to those who see them, `gone` to those who saw them, numbers to all."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.engine.loops import give_way
from shared.web.live.listener import Listener, encoded
from shared.web.live.lists import AnyList, CountedList, ExplainedList, Item

MOST_KNOWN = 1000
"""Subjects whose last rows are remembered, to tell who saw them."""

Rows = Mapping[str, Item]


class Pushing(Protocol):
    """What a hub has push after a change: a list, or what else its listeners hear of."""

    name: str
    failing: bool

    def forget(self) -> None:
        """Changes were missed."""

    async def push(self, subject_ids: Sequence[str], listeners: Sequence[Listener], *, again: bool = False) -> None:
        """Send what the change of these subjects means to each. `again`: to listeners that missed changes."""


class Pushed:
    """One list, and the rows it sent last."""

    def __init__(self, live: AnyList) -> None:
        self.live = live
        self.name: str = live.name
        self.failing = False
        self._known: OrderedDict[str, Rows] = OrderedDict()

    def forget(self) -> None:
        """Changes were missed: what the rows were is not known any more."""
        self._known.clear()

    async def push(self, subject_ids: Sequence[str], listeners: Sequence[Listener], *, again: bool = False) -> None:
        """Read these subjects and send their rows. `again`: to listeners that missed changes."""
        found: dict[str, dict[str, Item]] = {subject_id: {} for subject_id in subject_ids}
        for item in await self.live.load(subject_ids):
            found.setdefault(item.subject_id, {})[item.key] = item
        rendered: dict[tuple[str, str, str], bytes] = {}
        for subject_id, rows in found.items():
            before = None if again else self._known.get(subject_id)
            for listener in listeners:
                self._send(rows, before, listener, rendered)
            if not again:
                self._remember(subject_id, rows)
            await give_way()
        await self._count(listeners)

    def _send(
        self, rows: Rows, before: Rows | None, listener: Listener, rendered: dict[tuple[str, str, str], bytes]
    ) -> None:
        viewer = listener.viewer
        for key, item in rows.items():
            place = self.live.place(viewer, item)
            if place is not None:
                wanted = (key, place, viewer.language)
                if wanted not in rendered:
                    rendered[wanted] = self._row(item, place, viewer.language)
                listener.send(rendered[wanted])
            elif before is None:
                listener.send(self._gone(key))
            elif key in before and self.live.place(viewer, before[key]) is not None:
                listener.send(self._gone(key, item, viewer.language))
        for key in () if before is None else before.keys() - rows.keys():
            if self.live.place(viewer, before[key]) is not None:  # type: ignore[index]
                listener.send(self._gone(key))

    def _row(self, item: Item, place: str, language: str) -> bytes:
        row = self.live.render(item, place, language)
        return encoded("row", {"list": self.live.name, "key": row.key, "order": row.order, "html": row.html})

    def _gone(self, key: str, item: Item | None = None, language: str = "") -> bytes:
        """That a row has left; of which `item`, only for a viewer who saw it, and may hear by whom."""
        said = self.live.left(item, language) if isinstance(self.live, ExplainedList) and item is not None else ""
        return encoded("gone", {"list": self.live.name, "key": key} | ({"says": said} if said else {}))

    def _remember(self, subject_id: str, rows: Rows) -> None:
        self._known[subject_id] = rows
        self._known.move_to_end(subject_id)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    async def _count(self, listeners: Sequence[Listener]) -> None:
        name = self.live.name
        if not isinstance(self.live, CountedList):
            return
        for listener, number in zip(listeners, await self.live.count([each.viewer for each in listeners]), strict=True):
            if listener.counts.get(name) != number:
                listener.counts[name] = number
                listener.send(encoded("count", {"list": name, "n": number}))
