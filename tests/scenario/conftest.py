"""Every story is told on each stack, unless its module says why one is enough.

All stories share one event loop, so that a world on real servers can go on with the connections of the one before.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.servers.kafka import Kafka
from deploy.servers.postgres import Postgres
from services.intake.application import pushes
from shared.engine.db import postgres
from tests.harness.stacks import EMBEDDED, Scale, Stack, running_on
from tests.harness.world import World

HERE = Path(__file__).parent
LONG = 30.0  # seconds of real time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """See the module."""
    for item in items:
        if item.path.parent == HERE and iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def on_servers(postgres_server: Postgres, kafka_of_stories: Kafka) -> AsyncIterator[Scale]:
    """The stack of real servers, for all stories."""
    stack = Scale(postgres_server, kafka_of_stories)
    yield stack
    await stack.release()


@pytest.fixture(scope="module", params=[EMBEDDED.name, Scale.name], autouse=True)
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """What the worlds of this test run on. How busy this machine is has no part in a story."""
    chosen = EMBEDDED if request.param == EMBEDDED.name else request.getfixturevalue("on_servers")
    with pytest.MonkeyPatch.context() as patch, running_on(chosen):
        patch.setattr(postgres, "CONNECT_WITHIN", LONG)
        patch.setattr(pushes, "PATIENCE", timedelta(seconds=LONG))
        yield chosen


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The hotline begun afresh, at nine on a working Monday; checked at the end."""
    async with World.running(tmp_path / "data") as running:
        yield running
