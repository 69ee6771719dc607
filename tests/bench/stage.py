"""The stage: real servers on a temporary folder, the services as processes on them, and everything ended at the end.

PostgreSQL has its durable defaults. Each measurement has a database of its own, a copy of one that a first start has
filled with the demo province.
"""

import asyncio
import json
import shutil
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, Self, TypeVar

import asyncpg

from deploy.servers.kafka import Kafka
from deploy.servers.ports import free_port
from deploy.servers.postgres import Postgres
from deploy.servers.process import ServerProcess
from deploy.servers.scale import answers
from deploy.servers.topics import fresh_topics
from shared.engine.migrations import LINES, migrate_postgres
from tests.harness.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60.0
LOOKS_EVERY = 0.2  # seconds between two questions whether something has happened
TEMPLATE = "first_start"
STAMPED = {"track_commit_timestamp": "on"}  # so that the database itself tells when a row was committed
HOLD = "UPDATE {schema}.leases SET holder = 'bench', until = now() + interval '1 day'"
V = TypeVar("V")


class Served:
    """A process that answers on a port of its own. `started_in` is how long that took, in seconds."""

    def __init__(self, module: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.process = ServerProcess(module, folder)
        self.process.take()
        self._began = time.monotonic()
        settings = {
            "HOTLINE_REPORTS_A_MINUTE": "0",
            **environment,
            "HOTLINE_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        self.process.launch([sys.executable, "-m", module], settings)
        self.started_in = 0.0

    def wait(self) -> None:
        """Come back when it answers."""
        self.process.wait_until(lambda: answers(self.address), within=READY_WITHIN)
        self.started_in = time.monotonic() - self._began

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid


class Stage:
    """See the module. Servers start when they are first asked for."""

    def __init__(self, *, quick: bool, haste: float = 1.0, tell: Callable[[str], None] = lambda line: None) -> None:
        self.quick = quick
        self.tell = tell
        self._haste = haste
        self.folder = Path(mkdtemp(prefix="hotline-bench-"))
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self.data.mkdir()
        self._stack = ExitStack()
        self._postgres: Postgres | None = None
        self._kafka: Kafka | None = None
        self._stamped = False
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()
        if self._postgres is not None:
            self._postgres.kill()  # nobody needs the data any more
        if self._kafka is not None:
            self._kafka.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pick(self, quick: V, full: V) -> V:
        """One of two sizes, by the kind of run."""
        return quick if self.quick else full

    def spell(self, quick: float, full: float) -> float:
        """How many seconds to measure for; `haste` shortens them all, for when nobody looks at the figures."""
        return self.pick(quick, full) / self._haste

    def new(self, what: str) -> str:
        """A name nothing else here has."""
        self._number += 1
        return f"{what}_{self._number}"

    # Servers

    def postgres(self, *, stamped: bool = False) -> Postgres:
        """The PostgreSQL; `stamped` starts it anew so that it remembers when each row was committed."""
        if self._postgres is not None and (not stamped or self._stamped):
            return self._postgres
        first = self._postgres is None
        if self._postgres is not None:
            self._postgres.stop()
        self._stamped = stamped
        settings = {"log_line_prefix": "%a %p|", **(STAMPED if stamped else {})}
        self._postgres = Postgres(self.folder / "postgres", settings=settings).start()
        if first:
            self._first_start(self._postgres)
        return self._postgres

    def kafka(self) -> Kafka:
        """The broker, with empty topics."""
        if self._kafka is None:
            self._kafka = Kafka(self.folder / "kafka", heap="512m").start()
        asyncio.run(fresh_topics(self._kafka.bootstrap))
        return self._kafka

    def database(self, what: str, *, stamped: bool = False) -> str:
        """A new database as a first start leaves it; its address."""
        server = self.postgres(stamped=stamped)
        return asyncio.run(server.create_database(self.new(what), TEMPLATE))

    def drop(self, url: str) -> None:
        """Remove a database: what autovacuum would still do to it must not cost the next one."""
        assert self._postgres is not None
        asyncio.run(self._postgres.drop_database(url.rpartition("/")[2]))

    def postgres_pid(self) -> int:
        """The server's first process, whose children do the work."""
        assert self._postgres is not None
        return int((self._postgres.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def _first_start(self, server: Postgres) -> None:
        url = asyncio.run(server.create_database(TEMPLATE))
        for line in LINES:
            asyncio.run(migrate_postgres(line, url))
        with self.serving(["intake"], url):
            self.tell("PostgreSQL is ready")

    # Services

    @contextmanager
    def serving(
        self, services: Sequence[str], url: str | None, *, one_by_one: bool = False, **settings: str
    ) -> Iterator[list[Served]]:
        """Processes that answer, one for each name; `""` is all services in one. Ended in good order.

        `one_by_one` starts the next when the last one answers: for looking at how long each takes.
        """
        given = {f"HOTLINE_{name.upper()}": value for name, value in settings.items()}
        given = {"HOTLINE_DATA_DIR": str(self.data), "HOTLINE_LOG_FORMAT": "json"} | given
        if url is not None:
            given["HOTLINE_DATABASE_URL"] = url
        with ExitStack() as stack:
            served = []
            for service in services:
                module = f"services.{service}".rstrip(".")
                one = Served(module, self.folder / self.new("process"), given)
                stack.callback(one.process.stop, within=25.0)
                served.append(one)
                if one_by_one:
                    one.wait()
            for one in [] if one_by_one else served:
                one.wait()
            yield served

    def tokens(self, role: str = "reporter", data: Path | None = None) -> tuple[str, ...]:
        """The tokens of the demo's people of this role."""
        entries = json.loads(((data or self.data) / "demo-sign-ins.json").read_text("utf-8"))
        return tuple(entry["token"] for entry in entries if role in entry["roles"])

    # The database, asked directly

    def hold_loops(self, url: str, *schemas: str) -> None:
        """Let it seem that another process runs the loops of these services."""
        for schema in schemas:
            run(url, HOLD.format(schema=schema))

    def settle(self, url: str) -> None:
        """Have behind us what bulk changes leave the server to do."""
        run(url, "VACUUM (ANALYZE)")
        run(url, "CHECKPOINT")


def run(url: str, statement: str, *arguments: object) -> None:
    """A statement on a connection of its own."""
    asyncio.run(_connected(url, lambda connection: connection.execute(statement, *arguments, timeout=900)))


def ask(url: str, statement: str, *arguments: object) -> list[Any]:
    """Rows, by a connection of its own."""
    rows: list[Any] = asyncio.run(
        _connected(url, lambda connection: connection.fetch(statement, *arguments, timeout=900))
    )
    return rows


def wait_until(url: str, statement: str, *arguments: object, within: float) -> None:
    """Come back once the database answers true; asks by one connection and rarely, so as not to be in the way."""

    async def seen(connection: Any) -> bool:
        await asyncio.sleep(LOOKS_EVERY)
        return bool(await connection.fetchval(statement, *arguments))

    asyncio.run(_connected(url, lambda connection: eventually(lambda: seen(connection), within=within)))


async def _connected(url: str, use: Callable[[Any], Awaitable[Any]]) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await use(connection)
    finally:
        await connection.close()
