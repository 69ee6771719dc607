"""The event loop's lag: measured by asking to be woken, shown as the worst lately; logged when it hurts (13)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from shared.runtime import loop_lag
from shared.runtime.loop_lag import LoopLag
from shared.support import metrics
from tests.service.test_loops import StillClock


class Watched:
    """A clock that is looked at twice a turn: when the loop asks, and when it is woken. The turns are told ahead."""

    def __init__(self, *late: float) -> None:
        self.told = asyncio.Event()
        self._steps = iter([step for seconds in late for step in (0.0, seconds)])
        self._at = 0.0

    def __call__(self) -> timedelta:
        step = next(self._steps, None)
        if step is None:
            self.told.set()
        self._at += step or 0.0
        return timedelta(seconds=self._at)


Shows = Callable[..., Awaitable[float | None]]


@pytest.fixture
def shows(monkeypatch: pytest.MonkeyPatch) -> Shows:
    """What the gauge shows after the loop was so late, turn after turn."""
    monkeypatch.setattr(loop_lag, "EVERY", timedelta())

    async def after(*late: float) -> float | None:
        clock = Watched(*late)
        part = LoopLag(passed=clock)
        part.start(StillClock())
        await clock.told.wait()
        await part.stop()
        return metrics.REGISTRY.get_sample_value("hotline_loop_lag_seconds")

    return after


async def test_the_gauge_shows_the_worst_of_the_last_while(shows: Shows) -> None:
    assert await shows(0.0, 0.7, 0.1) == pytest.approx(0.7)


async def test_what_is_long_past_is_not_shown_any_more(shows: Shows) -> None:
    assert await shows(0.9, *[0.01] * loop_lag.REMEMBERED) == pytest.approx(0.01)


async def test_a_blocked_loop_is_a_line_in_the_log(shows: Shows, caplog: pytest.LogCaptureFixture) -> None:
    await shows(0.2, 1.5, 0.9)
    [line] = [line for line in caplog.records if line.levelno == logging.WARNING]
    assert (line.getMessage(), line.__dict__["seconds"]) == ("the event loop was blocked", 1.5)
