"""Figures are read at most once a second, however many ask."""

import asyncio
from datetime import timedelta

import pytest

from shared.runtime import scrape
from shared.runtime.scrape import FRESH, Figures
from tests.harness.people import REPORTER
from tests.harness.world import World


class Counted:
    """Time that a test moves, and how often rows were read."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timedelta(days=1)
        self.reads = 0
        self.figures = Figures(world.process.context, world.process.services, [], passed=lambda: self.now)
        original = scrape._read

        async def read(*arguments: object) -> None:
            self.reads += 1
            await original(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(scrape, "_read", read)


async def test_many_who_ask_at_once_cause_one_reading_of_each_service(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(world, monkeypatch)
    texts = await asyncio.gather(*[counted.figures.text() for _ in range(50)])
    assert counted.reads == 3
    assert len(set(texts)) == 1


async def test_figures_are_read_again_after_a_second(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(world, monkeypatch)
    before = await counted.figures.text()
    await world.by(REPORTER).reports(stage="calming")
    assert await counted.figures.text() == before
    counted.now += FRESH
    assert await counted.figures.text() != before
