"""What tests of the shared rooms are given: a database of every kind, a clock that stands still, an executor."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.db.database import Database
from shared.work.executor import Executor
from tests.harness.clock import ManualClock
from tests.harness.databases import KINDS
from tests.harness.tally import SOURCE, STORY, Tally


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the tables of every service, empty."""
    async with KINDS[request.param](tmp_path, SOURCE) as opened:
        yield opened


@pytest.fixture
def clock() -> ManualClock:
    """Nine on a working Monday."""
    return ManualClock()


@pytest.fixture
def executor(database: Database, clock: ManualClock) -> Executor[Tally]:
    """An executor of tallies."""
    return Executor(database, STORY, clock)
