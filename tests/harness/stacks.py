"""What a world runs on: `embedded`, SQLite files and the in-process bus, or `scale`, a PostgreSQL database of its own
and a real Kafka. A story is written once for both.

Every world begins on a copy of what was prepared once: migrating and importing take longer than most stories.
"""

import asyncio
import atexit
import itertools
import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple, Protocol

import pytest

from deploy.servers.kafka import Kafka
from deploy.servers.postgres import Postgres
from services.all_in_one import open_all
from shared.engine.db.database import Database
from shared.engine.events.kafka.connections import all_stopped
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.opening import Overrides
from shared.support.logs import SILENT
from tests.harness.clock import CountedIds, ManualClock
from tests.harness.manual_kafka import Clients, ManualKafka, prepare
from tests.harness.postgres_snapshots import (
    SnapshotDatabase,
    database_of,
    databases_of,
    restore_script,
    reuse_databases,
)

KEYS = "hotline.key"
Made = tuple[Path, str]
"""What the result of a first start depends on: the directory and the profile."""

_numbers = itertools.count(1)


class Stack(Protocol):
    """The databases and the bus of worlds."""

    name: str

    async def begin(self, settings: Settings) -> Settings:
        """Make everything that a first start with these settings makes; returns the settings with its addresses."""

    async def bus(self, settings: Settings, *, fresh: bool) -> ManualKafka | None:
        """A bus instead of the one of the settings, or None; `fresh`: for a world that just began."""

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        """Called before a world closes for good."""

    async def release(self) -> None:
        """Close what is kept for further worlds on this event loop."""


class Embedded:
    """All in one process, nothing outside its folder."""

    name = "embedded"

    def __init__(self) -> None:
        self._prepared: dict[Made, Path] = {}

    async def begin(self, settings: Settings) -> Settings:
        made = _made(settings)
        if made not in self._prepared:
            self._prepared[made] = await _first_start(settings)
        shutil.copytree(self._prepared[made], settings.data_dir)
        return settings

    async def bus(self, settings: Settings, *, fresh: bool) -> None:
        """None: the in-process bus delivers when it publishes."""

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        """Nothing: the folder is the caller's."""

    async def release(self) -> None:
        """Nothing is kept."""


class Prepared(NamedTuple):
    """What a first start left: its folder, its database, and the SQL that restores the rows of that."""

    folder: Path
    database: str
    restore_script: str


class Scale:
    """A database a world on one PostgreSQL, and the topics of one Kafka, which all worlds use in turn."""

    name = "scale"

    def __init__(self, postgres: Postgres, kafka: Kafka) -> None:
        reuse_databases()
        for noisy in SILENT:  # as in a running process
            logging.getLogger(noisy).setLevel(logging.CRITICAL)
        self.postgres = postgres
        self.kafka = kafka
        self._prepared: dict[Made, Prepared] = {}
        self._free: list[tuple[Made, SnapshotDatabase]] = []
        self._clients: list[Clients] = []
        self._buses: dict[Path, ManualKafka] = {}

    async def begin(self, settings: Settings) -> Settings:
        made = _made(settings)
        if made not in self._prepared:
            self._prepared[made] = await self._prepare(settings)
        prepared = self._prepared[made]
        shutil.copytree(prepared.folder, settings.data_dir)
        database = await self._free_or_new(made)
        await database.begin()
        return settings.model_copy(update={"database_url": database.url, "kafka_bootstrap": self.kafka.bootstrap})

    async def bus(self, settings: Settings, *, fresh: bool) -> ManualKafka | None:
        if fresh:
            bus = ManualKafka(await self._kept_or_new(self.kafka), settings.drain_rate, silent=True)
        else:
            before = self._buses[settings.data_dir]
            again = Clients(self.kafka.bootstrap, before.clients.number)
            bus = ManualKafka(again, settings.drain_rate, silent=before.silent)
        self._buses[settings.data_dir] = bus
        return bus

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        assert settings.database_url is not None
        database = database_of(settings.database_url)
        database.keep(databases)
        self._free.append((_made(settings), database))
        if bus is not None:
            self._clients.append(bus.keep())
            del self._buses[settings.data_dir]

    async def release(self) -> None:
        here = asyncio.get_running_loop()
        clients = [one for one in self._clients if one.loop is here]
        await asyncio.gather(*(one.close() for one in [*clients, *databases_of(here)]))
        await all_stopped()
        self._clients = [one for one in self._clients if one.loop is not here]
        self._free = [(made, one) for made, one in self._free if one.loop is not here]

    async def _kept_or_new(self, kafka: Kafka) -> Clients:
        for clients in [one for one in self._clients if one.loop is asyncio.get_running_loop()]:
            self._clients.remove(clients)
            if clients.good:
                return clients
            await clients.close()
        return Clients(kafka.bootstrap)

    async def _prepare(self, settings: Settings) -> Prepared:
        if not self._prepared:
            await prepare(self.kafka.bootstrap)
        name = f"prepared_{len(self._prepared)}"
        url = await self.postgres.create_database(name)
        folder = await _first_start(settings, database_url=url)
        return Prepared(folder, name, await restore_script(url))

    async def _free_or_new(self, made: Made) -> SnapshotDatabase:
        for index, (made_of, database) in enumerate(self._free):
            if made_of == made and database.loop is asyncio.get_running_loop():
                del self._free[index]
                return database
        prepared = self._prepared[made]
        url = await self.postgres.create_database(f"world_{next(_numbers)}", prepared.database)
        return SnapshotDatabase(url, prepared.restore_script)


EMBEDDED = Embedded()
_now: list[Stack] = [EMBEDDED]


def current() -> Stack:
    """The stack on which worlds run now."""
    return _now[-1]


@contextmanager
def running_on(stack: Stack) -> Iterator[Stack]:
    """Worlds inside run on this stack."""
    _now.append(stack)
    try:
        yield stack
    finally:
        _now.pop()


def only_embedded(why: str) -> pytest.MarkDecorator:
    """Marks a test that is run on SQLite only; `why` is for the reader."""
    return _only(EMBEDDED.name, why)


def only_scale(why: str) -> pytest.MarkDecorator:
    """Marks a test that is run on PostgreSQL and Kafka only."""
    return _only(Scale.name, why)


def _only(name: str, why: str) -> pytest.MarkDecorator:
    assert why
    return pytest.mark.parametrize("stack", [name], indirect=True, scope="module")


def _made(settings: Settings) -> Made:
    return settings.directory_dir, settings.profile


async def _first_start(settings: Settings, **changes: Any) -> Path:
    """A data folder as the first start leaves it; except for the keys, which all worlds share."""
    folder = _temporary() / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(_keys(), folder / KEYS)
    here = settings.model_copy(update={"data_dir": folder, "kafka_bootstrap": None, **changes})
    first = await open_all(here, Overrides(clock=ManualClock(), ids=CountedIds(start=1_000_000)))
    await first.close()
    return folder


@cache
def _keys() -> Path:
    path = _temporary() / KEYS
    KeyFile.create(path)
    return path


def _temporary() -> Path:
    """A folder that is removed when the tests end."""
    folder = Path(mkdtemp(prefix="hotline-fresh-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
