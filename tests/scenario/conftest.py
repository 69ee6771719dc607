"""Every story is told on each stack, unless its module says why one is enough.

All stories share one event loop, so that a world on real servers can go on with the connections of the one before.
"""

from collections.abc import AsyncIterator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio

from tests.harness.stacks import EMBEDDED, Scale, Stack, running_on
from tests.harness.world import World

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """See the module."""
    for item in items:
        if item.path.parent == HERE and iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["embedded", "scale"], autouse=True)
async def stack(request: pytest.FixtureRequest) -> AsyncIterator[Stack]:
    """What the worlds of this test run on."""
    if request.param == "embedded":
        yield EMBEDDED
        return
    postgres, kafka = (request.getfixturevalue(f"{name}_server") for name in ("postgres", "kafka"))
    with running_on(Scale(postgres, kafka)) as scale:
        yield scale
        await scale.let_go()


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The hotline begun afresh, at nine on a working Monday; checked at the end."""
    async with World.running(tmp_path / "data") as running:
        yield running
