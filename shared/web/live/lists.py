"""What a live list is: it loads what changed, decides who sees which of it, and renders it.

A service's lists are in its `entrypoints/live.py`; nothing here knows a case. The page that shows a list renders its
rows by the same template, and its address for the whole list answers them as HTML with an ETag.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar, runtime_checkable

from shared.platform.identity.actor import Actor


class LiveSession(Protocol):
    """What a stream asks of the session it belongs to."""

    @property
    def session_id(self) -> str:
        """Its id; a browser has one."""


class LiveViewer(Protocol):
    """Who listens to a stream: `shared.web.site.session.Viewer`."""

    @property
    def actor(self) -> Actor:
        """The person with their rights."""

    @property
    def session(self) -> LiveSession:
        """Their session."""

    @property
    def language(self) -> str:
        """The language of their rows."""

    async def still_valid(self) -> Self | None:
        """The same person with their rights of now; None once the session has ended, or they have left."""


class Item(Protocol):
    """One row of a list before it is rendered. `key` identifies the row, `subject_id` names the case it belongs to."""

    @property
    def key(self) -> str:
        """The row's key, the same for its whole life."""

    @property
    def subject_id(self) -> str:
        """The subject whose changes change this row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A rendered row. `order` is compared as text: rows are shown in its order."""

    key: str
    order: str
    html: str


I = TypeVar("I", bound=Item)  # noqa: E741 - the name of the protocol's parameter
V = TypeVar("V", bound=LiveViewer, contravariant=True)


class LiveList(Protocol[I, V]):
    """A list that is kept up to date on every page that shows it. `name` is the id of its `<tbody>` or `<ul>`."""

    name: str

    async def load(self, subject_ids: Sequence[str]) -> Sequence[I]:
        """The rows of these subjects for all viewers, and those that left the list just now. One statement."""

    def place(self, viewer: V, item: I) -> str | None:
        """Which rendering of the row this viewer sees (`open`, `read`); None if it is not in their list. Pure."""

    def render(self, item: I, rendering: str, language: str) -> Row:
        """The row as HTML, the same for all who see this rendering."""


@runtime_checkable
class CountedList(Protocol):
    """A list that also says how many rows it has, those that are not shown included."""

    async def count(self, viewers: Sequence[Any]) -> Sequence[int]:
        """The number for each of these viewers. As few statements as possible."""


@runtime_checkable
class ExplainedList(Protocol):
    """A list that says of a row which has left it by whom and when that was done."""

    def left(self, item: Any, language: str) -> str:  # noqa: ANN401  # an item of the list
        """A few words for the row, while it is still on a page; empty if there is nothing to say."""


AnyList = LiveList[Any, Any]
