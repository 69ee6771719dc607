"""Fixtures every test may ask for."""

import gc
import os
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from tests.harness.quick_routes import keep_type_adapters
from tests.harness.world import World

pytest_plugins = ["tests.harness.left_open", "tests.harness.servers"]

keep_type_adapters()
# How long an example takes says how busy the machine is, nothing about the code.
settings.register_profile("hotline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.get_current_profile_name() == "default":  # `make fuzz` names its own
    settings.load_profile("hotline")
gc.set_threshold(100_000, 20, 5)  # a world is a hundred thousand objects


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The hotline on a fresh folder, at nine on a working Monday; checked at the end."""
    async with World.running(tmp_path / "data") as running:
        yield running


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """All tests with a browser are run by one worker: two browsers are too much for two cores."""
    return _WithOneBrowser(config, log) if config.getvalue("dist") == "loadfile" else None


class _WithOneBrowser(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return "tests/browser" if nodeid.startswith("tests/browser/") else str(super()._split_scope(nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test may be skipped where a server cannot be had; in CI everything can be had."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"CI does not let this pass: {why}"
    return report
