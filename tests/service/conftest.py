"""Fixtures for tests of the engine: a database of either kind, a clock that stands still, an executor."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.servers.postgres import Postgres
from shared.engine.db.database import Database
from shared.engine.executor import Executor
from tests.harness.clock import Host, ManualClock
from tests.harness.counter_aggregate import SOURCE, SPEC, Tally
from tests.harness.databases import postgresql, sqlite
from tests.harness.hosted import Hosted


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the tables of every service, empty: of either kind, on a real server."""
    if request.param == "sqlite":
        async with sqlite(tmp_path, SOURCE) as opened:
            yield opened
    else:
        server: Postgres = request.getfixturevalue("postgres_server")
        async with postgresql(server, SOURCE) as opened:
            yield opened


@pytest.fixture
def clock() -> ManualClock:
    """Nine on a working Monday."""
    return ManualClock()


@pytest.fixture
def executor(database: Database, clock: ManualClock) -> Executor[Tally]:
    """An executor of tallies."""
    return Executor(database, SPEC, clock)


@pytest.fixture
async def hotline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hosted]:
    """The hotline in one process, on a host whose clocks the test sets."""
    host = Host()
    host.is_read_by(monkeypatch)
    hosted = Hosted(tmp_path / "data", host)
    await hosted.start()
    yield hosted
    await hosted.stop()
