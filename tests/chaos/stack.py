"""What is put to the test: PostgreSQL, a Kafka of three brokers, and two processes of each service on them."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path

import asyncpg

from deploy.servers.failures import PartMissing, ServerFailed
from deploy.servers.kafka import Kafka
from deploy.servers.nginx import Nginx
from deploy.servers.ports import free_port
from deploy.servers.postgres import Postgres
from deploy.servers.scale import ROOT, ServiceProcess
from deploy.servers.topics import ensure_topics
from shared.contracts.services import PROCESSES as NAMES
from shared.contracts.services import SERVICES
from tests.harness.small_disk import SmallDisk, mounted
from tests.harness.waiting import eventually

SPEED = 60
EACH = 2
PROCESSES = tuple(f"{service}-{number}" for service in SERVICES for number in range(1, EACH + 1))
BROKERS = (1, 2, 3)
DAY_AHEAD = Path(__file__).parent / "day_ahead"
"""The wall clock of the host of each service's last process is a day ahead all the time."""
COMES_BACK_WITHIN = 60.0
ENDS_WITHIN = 20.0
DISK_MEGABYTES = 1024  # PostgreSQL's: some hundred rounds fill half of it
POSTGRES = {
    "track_commit_timestamp": "on",
    "max_wal_size": "128MB",
    "commit_delay": "2000",  # microseconds: on a disk in memory, which flushes at once, a commit takes as on a real one
    "commit_siblings": "0",
}


class Stack:
    """All of it. `wrong` collects what a process did that it must not, whatever befell it.

    `disk` is PostgreSQL's own, if one could be mounted. What is on it goes with it, or stays in the folder, to `keep`.
    `proxy` is the address of nginx, if it could be had.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.disk: SmallDisk | None = None
        self.keep = True
        self.proxy: str | None = None
        self.postgres = Postgres(folder / "disk" / "postgres", settings=POSTGRES)
        self.kafka = Kafka(folder / "kafka", brokers=len(BROKERS))
        self.fleet: dict[str, ServiceProcess] = {}
        self.wrong: list[str] = []
        self.strangers: dict[str, asyncpg.Connection] = {}
        self._up: set[str] = set()
        self._opened = ExitStack()

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path) -> AsyncIterator["Stack"]:
        """The stack, ready; whatever happens, nothing of it is left."""
        stack = cls(folder)
        try:
            await stack._start()
            yield stack
        finally:
            await asyncio.to_thread(stack._clear_away)

    def addresses(self, service: str) -> list[str]:
        """Where its processes answer, then the proxy in front of them."""
        processes = [f"http://{address}" for address in self._own(service)]
        return [*processes, self.proxy] if self.proxy else processes

    def tokens(self) -> dict[str, str]:
        """The token of each person who can sign in."""
        entries = json.loads((self.folder / "data" / "demo-sign-ins.json").read_text("utf-8"))
        return {entry["staff_id"]: entry["token"] for entry in entries}

    async def kill(self, name: str) -> None:
        """End a process with -9."""
        self._up.discard(name)
        await asyncio.to_thread(self.fleet[name].kill)

    async def end(self, name: str) -> float:
        """End a process in good order; returns after how many seconds. It is wrong if that is not how it ended."""
        self._up.discard(name)
        clock = asyncio.get_running_loop().time
        began = clock()
        code = await asyncio.to_thread(self.fleet[name].stop)
        took = clock() - began
        if code != 0 or took > ENDS_WITHIN:
            self.wrong.append(f"{name} was asked to stop, and ended with {code} after {took:.1f} s")
        return took

    async def come_back(self, name: str) -> None:
        """Start a process again, as a supervisor would: until it stays."""
        await eventually(lambda: asyncio.to_thread(self._begun, self.fleet[name]), within=COMES_BACK_WITHIN)
        self._up.add(name)

    def look(self) -> None:
        """A process that is gone though nobody ended it is wrong."""
        for name in sorted(self._up):
            if not self.fleet[name].running:
                self.wrong.append(f"{name} has ended by itself; {self.fleet[name].log} may say why")
                self._up.discard(name)

    def logs(self) -> Iterable[Path]:
        """What the processes of the services said, older files too."""
        return sorted((self.folder / "processes").glob("*/server.log*"))

    async def _start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)  # servers may run as another user
        with suppress(PartMissing):
            self.disk = self._opened.enter_context(mounted(self.folder / "disk", megabytes=DISK_MEGABYTES))
        await asyncio.to_thread(self.postgres.start)
        migrating = asyncio.create_task(asyncio.to_thread(self._migrate))
        await asyncio.to_thread(self.kafka.start)
        await ensure_topics(self.kafka.bootstrap, replication=len(BROKERS))
        await migrating
        for name in PROCESSES:
            service, _, number = name.partition("-")
            environment = self._environment()
            if int(number) == EACH:
                environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(DAY_AHEAD)])
            self.fleet[name] = ServiceProcess(service, int(number), self.folder / "processes", environment)
        await asyncio.gather(*(self.come_back(name) for name in PROCESSES))
        with suppress(PartMissing):
            await asyncio.to_thread(self._start_proxy)

    def _start_proxy(self) -> None:
        upstreams = {name: self._own(name if name in SERVICES else SERVICES[0]) for name in NAMES}  # nobody asks others
        address = f"127.0.0.1:{free_port()}"
        self._opened.enter_context(Nginx(self.folder / "nginx", address, upstreams))
        self.proxy = f"http://{address}"

    def _own(self, service: str) -> list[str]:
        return [one.address for one in self.fleet.values() if one.service == service]

    def _environment(self) -> dict[str, str]:
        return {
            "HOTLINE_DATA_DIR": str(self.folder / "data"),
            "HOTLINE_DATABASE_URL": self.postgres.url,
            "HOTLINE_KAFKA_BOOTSTRAP": self.kafka.bootstrap,
            "HOTLINE_CLOCK_SPEED": str(SPEED),
            "HOTLINE_LOG_FORMAT": "json",
            "HOTLINE_REPORTS_A_MINUTE": "0",  # a few people report for thousands
        }

    def _migrate(self) -> None:
        command = [sys.executable, "-m", "services", "migrate"]
        environment = {**os.environ, **self._environment()}
        del environment["HOTLINE_KAFKA_BOOTSTRAP"]  # its brokers are only starting
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    def _begun(self, process: ServiceProcess) -> bool:
        """False if it has ended again, as it may while there is no database."""
        try:
            process.start()
            process.wait()
        except ServerFailed:
            return False
        return True

    def _clear_away(self) -> None:
        for process in self.fleet.values():
            process.kill()
        self.kafka.kill()
        self.postgres.kill()
        if self.keep and self.disk is not None:
            shutil.copytree(self.postgres.folder, self.folder / "postgres")
        self._opened.close()
