"""Real PostgreSQL and real Apache Kafka for tests: started once a session, when the first test asks, ended with it.

A test that kills or holds a server need not put it right: what it leaves down is started again before the next test.
Where a part of a server cannot be had, the test is skipped and says why; CI does not let that pass (`tests.conftest`).
"""

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest
import pytest_asyncio

from deploy.servers.failures import PartMissing
from deploy.servers.kafka import Kafka
from deploy.servers.postgres import Postgres, binaries
from deploy.servers.topics import fresh_topics
from shared.engine.migrations import LINES, migrate_postgres

FORGETFUL = {"fsync": "off", "full_page_writes": "off"}  # survives any kill of a process, only not a power cut
TEMPLATE = "migrated"
Server = TypeVar("Server", Postgres, Kafka)
SERVERS = {"postgres_server", "kafka_server", "kafka_of_stories", "kafka_cluster"}

_started: list[Postgres | Kafka] = []
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL of this session's own; its client programs are found as if they were installed."""
    with (
        _folder() as folder,
        _started_as(Postgres(folder, settings=FORGETFUL)) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("PATH", str(binaries()), prepend=os.pathsep)
        yield server


@pytest.fixture(scope="session")
def kafka_server() -> Iterator[Kafka]:
    """A Kafka of one broker."""
    with _folder() as folder, _started_as(Kafka(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def kafka_of_stories() -> Iterator[Kafka]:
    """A Kafka of one broker whose topics are never made again: stories keep their clients there open."""
    with _folder() as folder, _started_as(Kafka(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def kafka_cluster() -> Iterator[Kafka]:
    """A Kafka of three brokers, of which one may be lost."""
    with _folder() as folder, _started_as(Kafka(folder, brokers=3)) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_template(postgres_server: Postgres) -> str:
    """The name of a database with every schema at its head, and no rows."""
    url = await postgres_server.create_database(TEMPLATE)
    for name in LINES:
        await migrate_postgres(name, url)
    return TEMPLATE


@pytest.fixture
async def postgres_url(postgres_server: Postgres, postgres_template: str) -> AsyncIterator[str]:
    """A database of this test's own, migrated and empty."""
    name = f"test_{next(_numbers)}"
    yield await postgres_server.create_database(name, postgres_template)
    await postgres_server.drop_database(name)


@pytest.fixture
async def kafka_bootstrap(kafka_server: Kafka) -> str:
    """A single broker with the hotline's topics, empty."""
    await fresh_topics(kafka_server.bootstrap)
    return kafka_server.bootstrap


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Before anything is cleared up: the servers this test might have left down are up again."""
    if SERVERS & set(getattr(item, "fixturenames", ())):
        for server in _started:
            server.resume()
            server.start()


@contextmanager
def skipped_without_parts() -> Iterator[None]:
    """Skip the test where `PartMissing` is raised, with its text."""
    try:
        yield
    except PartMissing as missing:
        pytest.skip(str(missing))


@contextmanager
def _started_as(server: Server) -> Iterator[Server]:
    with skipped_without_parts():
        server.start()
    _started.append(server)
    yield server
    _started.remove(server)
    server.kill()  # the data are not needed any more


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for servers, which may run as another user than the tests do."""
    folder = Path(mkdtemp(prefix="hotline-servers-"))
    folder.chmod(0o711)
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
