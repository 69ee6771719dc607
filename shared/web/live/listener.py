"""One listener of a hub: what waits to be sent to it, and up to which change it has heard."""

import asyncio
import json
from collections.abc import Mapping

from sse_starlette.event import ServerSentEvent

from shared.web.live.lists import LiveViewer

MOST_WAITING = 200
"""Events that may wait for a slow reader; beyond, it loads its lists again instead."""


def encoded(event: str, data: Mapping[str, object], id: str | None = None) -> bytes:
    """An event as it is written to the stream."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return ServerSentEvent(text, event=event, id=id).encode()


RELOAD = encoded("reload", {})


class Listener:
    """One stream. `position` is the last change it has heard of; `missed` says that there were others after it."""

    def __init__(self, viewer: LiveViewer, position: int, *, missed: bool = False, replayed: bool = False) -> None:
        self.viewer = viewer
        self.position = position
        self.missed = missed
        self.replayed = replayed
        self.counts: dict[str, int] = {}
        self.woken = asyncio.Event()
        self.beat_due = False
        self.ended_as: str | None = None
        self._waiting: list[bytes] = []

    def send(self, event: bytes) -> None:
        """Send an event, when those before it are read."""
        if len(self._waiting) >= MOST_WAITING:
            self.reload()
        else:
            self._waiting.append(event)
            self.woken.set()

    def reload(self) -> None:
        """Have the lists loaded again, which contains all that waits."""
        self._waiting = [RELOAD]
        self.counts.clear()
        self.missed = False
        self.woken.set()

    def beat(self) -> None:
        """Send a beat now."""
        self.beat_due = True
        self.woken.set()

    def end(self, why: str) -> None:
        """End the stream, after what waits."""
        self.ended_as = self.ended_as or why
        self.woken.set()

    def take(self) -> bytes:
        """All that waits."""
        waiting, self._waiting = self._waiting, []
        self.woken.clear()
        return b"".join(waiting)
