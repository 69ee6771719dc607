"""The pages in a real Chromium, before a world with its virtual clock: one browser for all tests, a context a person.

All tests share one event loop, the browser's; the server of each world runs on it too.
"""

import re
from collections.abc import AsyncIterator, Generator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from deploy.servers.chromium import chromium
from tests.harness.served import served
from tests.harness.servers import skipped_without_parts
from tests.harness.standing import pages_say_that_time_stands
from tests.harness.visitors import FLAGS, Visitors
from tests.harness.world import World

FAILED = pytest.StashKey[bool]()
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """See the module."""
    for item in items:
        if item.path.parent == HERE and iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Where the browser is. Without one the test is skipped."""
    with skipped_without_parts():
        return chromium()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """One Chromium for all tests. As root it runs without its sandbox; it shows pages of this machine only."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield launched
        await launched.close()


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say that the hotline's clock stands: it moves when the test moves it."""
    pages_say_that_time_stands(monkeypatch)


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The hotline begun afresh, at nine on a working Monday; checked at the end."""
    async with World.running(tmp_path / "data") as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(request: pytest.FixtureRequest, browser: Browser, world: World) -> AsyncIterator[Visitors]:
    """People with browsers of their own, before this world; at the end nothing may have gone wrong in them."""
    async with served(world) as address:
        people = Visitors(browser, world, address)
        yield people
        failed = request.node.stash.get(FAILED, False)
        faults = await people.leave(pictures=re.sub(r"\W+", "-", request.node.name) if failed else None)
    assert not faults, "\n".join(faults)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes that a test has failed: then there are pictures."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report
