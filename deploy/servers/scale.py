"""`python -m deploy.servers.scale`: the services as processes of their own behind one address, until Ctrl-C.

PostgreSQL and Kafka are those of HOTLINE_DATABASE_URL and HOTLINE_KAFKA_BOOTSTRAP; without the two variables they are
started here, with their data in the data folder, and recovered from there after a crash.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from deploy.servers.failures import PartMissing, ServerFailed
from deploy.servers.kafka import Kafka
from deploy.servers.nginx import Nginx
from deploy.servers.ports import free_port
from deploy.servers.postgres import Postgres
from deploy.servers.process import ServerProcess
from deploy.servers.topics import ensure_topics
from shared.contracts.services import PROCESSES

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESSES = ("HOTLINE_DATABASE_URL", "HOTLINE_KAFKA_BOOTSTRAP")
LOOKS_EVERY = 0.5  # seconds between two checks that all still run
READY_WITHIN = 60.0
PARTITIONS = 6


class ServiceProcess:
    """One process of one service, on a port of its own."""

    def __init__(self, service: str, number: int, folder: Path, environment: Mapping[str, str]) -> None:
        self.service = service
        self.port = free_port()
        self._process = ServerProcess(f"{service}-{number}", folder / f"{service}-{number}")
        self._environment = {"PYTHONPATH": str(ROOT), **environment, "HOTLINE_PORT": str(self.port)}

    def start(self) -> None:
        """Start it; returns before it answers."""
        self._process.take()
        self._process.launch([sys.executable, "-m", f"services.{self.service}"], self._environment)

    def wait(self) -> None:
        """Wait until it answers. Raises `ServerFailed`."""
        self._process.wait_until(lambda: answers(self.address), within=READY_WITHIN)

    def stop(self) -> int | None:
        """Stop it gracefully; returns its exit code, None if it did not run."""
        return self._process.stop(within=25.0)

    def kill(self) -> None:
        """Kill it, as a crash would."""
        self._process.kill()

    def pause(self) -> None:
        """Suspend it: its connections stay open, it does nothing."""
        self._process.pause()

    def resume(self) -> None:
        """Resume it."""
        self._process.resume()

    @property
    def address(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """True while the process runs."""
        return self._process.running

    @property
    def log(self) -> Path:
        """The file of its output."""
        return self._process.log


def answers(address: str) -> bool:
    """True if a service at this address is alive."""
    try:
        with urlopen(f"http://{address}/livez", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def main() -> None:
    """Parse the arguments and run everything until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m deploy.servers.scale", description=__doc__)
    parser.add_argument("--processes", type=int, default=1, help="how many of each service")
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        _serve(Path(os.environ.get("HOTLINE_DATA_DIR", "data")).resolve(), asked.processes)
    except KeyboardInterrupt:
        print("scale: stopped; the data are kept")
    except (PartMissing, ServerFailed) as error:
        sys.exit(f"scale: {error}")


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _serve(folder: Path, processes: int) -> None:
    """Run everything; ends by an exception only, with everything stopped."""
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    with ExitStack() as stack:
        environment = {
            "HOTLINE_DATA_DIR": str(folder),
            "HOTLINE_TRUSTED_PROXIES": "127.0.0.1",
            **_servers(folder, stack),
        }
        command = [sys.executable, "-m", "services", "migrate"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=sys.stderr)
        fleet = [
            ServiceProcess(service, number, folder / "processes", environment)
            for service in PROCESSES
            for number in range(1, processes + 1)
        ]
        for one in fleet:
            stack.callback(one.stop)
            one.start()
        for one in fleet:
            one.wait()
        host, port = os.environ.get("HOTLINE_HOST", "127.0.0.1"), os.environ.get("HOTLINE_PORT", "8080")
        upstreams = {service: [one.address for one in fleet if one.service == service] for service in PROCESSES}
        nginx = stack.enter_context(Nginx(folder / "nginx", f"{host}:{port}", upstreams))
        print(_summary(f"http://{host}:{port}", folder, fleet, nginx), flush=True)
        _watch([(one.log, lambda one=one: one.running) for one in fleet] + [(nginx.log, lambda: nginx.running)])


def _servers(folder: Path, stack: ExitStack) -> dict[str, str]:
    """The addresses of both servers; they are started here unless the environment names them."""
    given = {name: os.environ[name] for name in ADDRESSES if name in os.environ}
    if len(given) == len(ADDRESSES):
        return given
    if given:
        raise PartMissing(f"set both {' and '.join(ADDRESSES)}, or neither")
    postgres = stack.enter_context(Postgres(folder / "servers" / "postgres"))
    kafka = stack.enter_context(Kafka(folder / "servers" / "kafka-1", 1))
    asyncio.run(ensure_topics(kafka.bootstrap, PARTITIONS, 1))
    return {"HOTLINE_DATABASE_URL": postgres.url, "HOTLINE_KAFKA_BOOTSTRAP": kafka.bootstrap}


def _watch(parts: list[tuple[Path, Callable[[], bool]]]) -> None:
    """Wait. Raises `ServerFailed` when one of them has ended."""
    while True:
        for log, running in parts:
            if not running():
                raise ServerFailed(f"a process has ended; {log} may say why")
        time.sleep(LOOKS_EVERY)


def _summary(url: str, folder: Path, fleet: list[ServiceProcess], nginx: Nginx) -> str:
    lines = [f"  {one.service:<12} {one.address:<18} output: {one.log}" for one in fleet]
    return "\n".join(
        (
            f"\nThe hotline is ready at {url}, {len(fleet)} processes behind it:\n",
            *lines,
            f"\nSign-ins are in {folder / 'demo-sign-ins.json'}. Ctrl-C stops everything; the data are kept.",
        )
    )


if __name__ == "__main__":
    main()
