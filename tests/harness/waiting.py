"""Waiting for what another process does, by asking until it is done."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PAUSE = 0.02


def until(seen: Callable[[], bool], *, within: float = 15.0) -> None:
    """Return once `seen` is true; fail if it is not within this many seconds."""
    end = time.monotonic() + within
    while not seen():
        assert time.monotonic() < end, f"not seen within {within} s"
        time.sleep(PAUSE)


async def eventually(seen: Callable[[], Awaitable[object]], *, within: float = 15.0) -> None:
    """As `until`, asking by an awaitable whose result is true once it is so."""
    async with asyncio.timeout(within):
        while True:
            if await seen():
                return
            await asyncio.sleep(PAUSE)
