"""What a world runs on: `embedded`, SQLite files and the in-process bus, or `scale`, a PostgreSQL database of its own
and a real Kafka. A story does not know on which it is told.

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
from tests.harness.postgres_snapshots import Rewound, of_url, use_again, way_back

KEYS = "hotline.key"
Made = tuple[Path, str]
"""What a fresh start depends on."""

_numbers = itertools.count(1)


class Stack(Protocol):
    """See the module."""

    name: str

    async def begin(self, settings: Settings) -> Settings:
        """Make everything as the first start with these settings would leave it; returns them with where it is."""

    async def bus(self, settings: Settings, *, fresh: bool) -> ManualKafka | None:
        """A bus in place of the one of the settings, if there is to be one; if `fresh`, for a world that just began."""

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        """The world is about to close all this, and nobody will come back to it."""

    async def let_go(self) -> None:
        """There will be no more worlds on this event loop."""


class Embedded:
    """All in one process, nothing outside its folder."""

    name = "embedded"

    def __init__(self) -> None:
        self._prepared: dict[Made, Path] = {}

    async def begin(self, settings: Settings) -> Settings:
        """See `Stack`."""
        made = _made(settings)
        if made not in self._prepared:
            self._prepared[made] = await _first_start(settings)
        shutil.copytree(self._prepared[made], settings.data_dir)
        return settings

    async def bus(self, settings: Settings, *, fresh: bool) -> None:
        """See `Stack`: publishing is hearing."""

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        """See `Stack`: whoever gave the folder clears it up."""

    async def let_go(self) -> None:
        """See `Stack`: nothing is held."""


class Prepared(NamedTuple):
    """What a first start left: its folder, its database, and the way back to what is in that."""

    folder: Path
    database: str
    way_back: str


class Scale:
    """A database a world on one PostgreSQL, and the topics of one Kafka, which all worlds use in turn."""

    name = "scale"

    def __init__(self, postgres: Postgres, kafka: Kafka) -> None:
        use_again()
        for noisy in SILENT:  # as in a running process
            logging.getLogger(noisy).setLevel(logging.CRITICAL)
        self.postgres = postgres
        self.kafka = kafka
        self._prepared: dict[Made, Prepared] = {}
        self._free: list[tuple[Made, Rewound]] = []
        self._clients: list[Clients] = []
        self._buses: dict[Path, ManualKafka] = {}

    async def begin(self, settings: Settings) -> Settings:
        """See `Stack`."""
        made = _made(settings)
        if made not in self._prepared:
            self._prepared[made] = await self._prepare(settings)
        prepared = self._prepared[made]
        shutil.copytree(prepared.folder, settings.data_dir)
        database = await self._free_or_new(made)
        await database.begin()
        return settings.model_copy(update={"database_url": database.url, "kafka_bootstrap": self.kafka.bootstrap})

    async def bus(self, settings: Settings, *, fresh: bool) -> ManualKafka | None:
        """See `Stack`."""
        if fresh:
            bus = ManualKafka(await self._kept_or_new(self.kafka), settings.drain_rate, silent=True)
        else:
            before = self._buses[settings.data_dir]
            again = Clients(self.kafka.bootstrap, before.clients.number)
            bus = ManualKafka(again, settings.drain_rate, silent=before.silent)
        self._buses[settings.data_dir] = bus
        return bus

    def end(self, settings: Settings, databases: Iterable[Database], bus: ManualKafka | None) -> None:
        """See `Stack`."""
        assert settings.database_url is not None
        database = of_url(settings.database_url)
        database.keep(databases)
        self._free.append((_made(settings), database))
        if bus is not None:
            self._clients.append(bus.keep())
            del self._buses[settings.data_dir]

    async def let_go(self) -> None:
        """See `Stack`."""
        here = asyncio.get_running_loop()
        kept: list[Clients | Rewound] = [*self._clients, *(database for _, database in self._free)]
        await asyncio.gather(*(one.close() for one in kept if one.loop is here))
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
        return Prepared(folder, name, await way_back(url))

    async def _free_or_new(self, made: Made) -> Rewound:
        for index, (made_of, database) in enumerate(self._free):
            if made_of == made and database.loop is asyncio.get_running_loop():
                del self._free[index]
                return database
        prepared = self._prepared[made]
        url = await self.postgres.create_database(f"world_{next(_numbers)}", prepared.database)
        return Rewound(url, prepared.way_back)


EMBEDDED = Embedded()
_now: list[Stack] = [EMBEDDED]


def current() -> Stack:
    """On what worlds run now."""
    return _now[-1]


@contextmanager
def running_on(stack: Stack) -> Iterator[Stack]:
    """Until its end, worlds run on this."""
    _now.append(stack)
    try:
        yield stack
    finally:
        _now.pop()


def only_embedded(why: str) -> pytest.MarkDecorator:
    """Marks tests that say nothing about the other stack; `why` is for the reader."""
    return _only(EMBEDDED.name, why)


def only_scale(why: str) -> pytest.MarkDecorator:
    """The other way round."""
    return _only(Scale.name, why)


def _only(name: str, why: str) -> pytest.MarkDecorator:
    assert why
    return pytest.mark.parametrize("stack", [name], indirect=True, scope="module")


def _made(settings: Settings) -> Made:
    return settings.directory_dir, settings.profile


async def _first_start(settings: Settings, **changes: Any) -> Path:
    """A data folder as the first start leaves it, but for its keys: all worlds have the same."""
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
    """A folder for as long as the tests run."""
    folder = Path(mkdtemp(prefix="hotline-fresh-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
