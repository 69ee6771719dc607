"""Fixtures every test may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.harness.quick_routes import keep_type_adapters
from tests.harness.world import World

keep_type_adapters()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The hotline on a fresh folder, at nine on a working Monday; checked at the end."""
    async with World.running(tmp_path / "data") as running:
        yield running
