"""Pauses the garbage collector, for work that makes very many objects without cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Collect nothing inside: each collection among so many young objects would hold the event loop for 50 ms.

    Pauses may overlap.
    """
    global _pauses
    _pauses += 1
    gc.disable()
    try:
        yield
    finally:
        _pauses -= 1
        if not _pauses:
            gc.enable()
