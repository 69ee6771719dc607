"""Ending a client of Kafka. The library's own way out can take as long as a request, or for ever, with no broker there.

Nobody waits longer than `PATIENCE` for it; it goes on by itself, so that no connection and no member of a group is left
behind alive.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds

_under_way: set[asyncio.Task[Any]] = set()


async def end(stopping: Coroutine[Any, Any, Any], client: str) -> None:
    """Let a client stop, and come back when it has or when that takes too long. Raises nothing of it."""
    task = asyncio.get_running_loop().create_task(stopping, name=f"{client} stops")
    _under_way.add(task)
    task.add_done_callback(_ended)
    await asyncio.wait([task], timeout=PATIENCE)
    if not task.done():
        log.warning("client takes long to stop", extra={"action": "kafka.stops_slowly", "kind": client})


async def all_ended() -> None:
    """Come back when every client that was told to stop has stopped, however long that takes."""
    while _under_way:
        await asyncio.wait(_under_way)


def _ended(task: asyncio.Task[Any]) -> None:
    _under_way.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("client did not stop cleanly", extra={"action": "kafka.stopped"}, exc_info=error)
