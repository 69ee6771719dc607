"""A pytest plugin that fails a test which leaves a connection open on an event loop that is closed.

Such a connection is otherwise found by the garbage collector: in another test, or after the summary, when pytest exits
with 1 although every test passed. Sockets of uvloop are not seen; the tests run on asyncio's own loop.
"""

import asyncio
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest


class Opened(NamedTuple):
    """A transport, its loop, and where it was opened."""

    transport: asyncio.BaseTransport
    loop: asyncio.AbstractEventLoop
    where: str

    @property
    def is_open(self) -> bool:
        """True until its socket is closed; a transport without one is open until it starts to close."""
        sock = self.transport.get_extra_info("socket")
        return sock.fileno() != -1 if sock is not None else not self.transport.is_closing()

    def __str__(self) -> str:
        protocol = type(self.transport.get_protocol()).__name__
        return f"{protocol} to {self.transport.get_extra_info('peername')}, opened {self.where}"


_opened: list[Opened] = []
_init = asyncio.BaseTransport.__init__


def pytest_configure() -> None:
    """From now on every new transport is noted."""
    asyncio.BaseTransport.__init__ = _noted  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """After the fixtures that end with this test, and the loops they ran on."""
    yield
    if left := _left_open():
        pytest.fail("\n".join(["left open on a closed event loop:", *left]), pytrace=False)


def _left_open() -> list[str]:
    """Describe what is open although its loop is closed, each once."""
    still = [each for each in _opened if each.is_open]
    _opened[:] = [each for each in still if not each.loop.is_closed()]
    return [str(each) for each in still if each.loop.is_closed()]


def _noted(transport: asyncio.BaseTransport, extra: Any = None) -> None:
    _init(transport, extra)
    loop = asyncio.get_running_loop()
    task = asyncio.current_task(loop)
    by = f" by {getattr(task.get_coro(), '__qualname__', task.get_name())}" if task is not None else ""
    _opened.append(Opened(transport, loop, f"in {os.environ.get('PYTEST_CURRENT_TEST', 'no test')}{by}"))
