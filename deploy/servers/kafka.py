"""A real Apache Kafka 4 on a folder, without ZooKeeper or containers: one broker, or three of which one may be lost.

Every broker is its own process and also a controller (KRaft). Topics are not made by being spoken of: see
`deploy.servers.topics`.
"""

import json
import shutil
import subprocess
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from deploy.servers.account import Account, give, run_as, take_folder
from deploy.servers.failures import ServerFailed
from deploy.servers.jars import kafka_jars
from deploy.servers.java import java
from deploy.servers.ports import free_port
from deploy.servers.process import ServerProcess

LOGGING = Path(__file__).parent / "kafka" / "log4j2.properties"
READY = "Kafka Server started"
STARTS_WITHIN = 90.0  # seconds; after a crash it reads its logs first
FORMAT = "bootstrap.checkpoint"
SMALL = {  # what a small cluster on one machine need not wait for, or keep ready
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "3000",  # after so long a dead broker's partitions move, and it may come back
    "group.initial.rebalance.delay.ms": "0",
    "log.cleaner.dedupe.buffer.size": "4194304",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.num.partitions": "4",
}


class Broker:
    """One of the cluster's processes. Its number is its node id, from 1."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.folder = folder
        self.process = ServerProcess(f"Kafka broker {number}", folder)
        self.ports = [0, 0]  # for clients, for controllers

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"127.0.0.1:{self.ports[0]}"

    @property
    def voter(self) -> str:
        """How controllers name it to each other."""
        return f"{self.number}@127.0.0.1:{self.ports[1]}"

    def is_ready(self) -> bool:
        """True once it serves clients."""
        return READY in self.process.said()


class Kafka:
    """A cluster. `start` makes its folders when there are none, and recovers those that are there."""

    def __init__(
        self, folder: Path, brokers: int = 1, *, heap: str = "256m", settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder.resolve()
        self._brokers = [Broker(number, self.folder / f"broker-{number}") for number in range(1, brokers + 1)]
        self._heap = heap
        self._settings = settings or {}
        self._cluster_id = ""
        self._account: Account | None = None

    @property
    def bootstrap(self) -> str:
        """The addresses clients begin with."""
        return ",".join(broker.address for broker in self._brokers)

    @property
    def brokers(self) -> tuple[int, ...]:
        """The numbers of all brokers, running or not."""
        return tuple(broker.number for broker in self._brokers)

    def log(self, number: int) -> Path:
        """What this broker says."""
        return self._broker(number).process.log

    def running(self, number: int) -> bool:
        """True while this broker's process is there."""
        return self._broker(number).process.running

    def start(self) -> Self:
        """Start all that do not run, and wait until they serve clients. Raises `PartMissing` or `ServerFailed`."""
        down = [broker for broker in self._brokers if not broker.process.running]
        if down:
            self._start(down)
        return self

    def start_broker(self, number: int) -> None:
        """Start one again, at the same address, and wait until it serves clients."""
        self._start([self._broker(number)])

    def stop(self) -> None:
        """End all brokers in good order, as far as they can: the last ones have nobody left to hand over to."""
        for broker in self._brokers:
            broker.process.ask_to_stop()
        for broker in self._brokers:
            broker.process.stop()

    def stop_broker(self, number: int) -> None:
        """End one in good order: it hands its partitions over first."""
        self._broker(number).process.stop()

    def kill(self, number: int | None = None) -> None:
        """End this broker with -9; all of them if none is named."""
        for broker in self._brokers if number is None else [self._broker(number)]:
            broker.process.kill()

    def pause(self, number: int) -> None:
        """Hold one: its connections stay, it does not answer."""
        self._broker(number).process.pause()

    def resume(self, number: int | None = None) -> None:
        """Let it go on; all of them if none is named."""
        for broker in self._brokers if number is None else [self._broker(number)]:
            broker.process.resume()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _broker(self, number: int) -> Broker:
        return self._brokers[number - 1]

    def _start(self, brokers: Sequence[Broker]) -> None:
        try:
            self._recall(brokers)
            jars = kafka_jars()
            for broker in brokers:
                self._prepare(broker, jars)
                broker.process.launch(self._command(broker, jars))
            for broker in brokers:
                broker.process.wait_until(broker.is_ready, within=STARTS_WITHIN)
        except BaseException:
            for broker in brokers:
                broker.process.kill()
                broker.process.release()
            raise

    def _recall(self, brokers: Sequence[Broker]) -> None:
        """The cluster's id, and the ports of last time for as long as they are to be had."""
        for broker in brokers:
            self._account = take_folder(broker.folder)
            broker.process.take()
        file = self.folder / "cluster.json"
        new: dict[str, Any] = {"id": _new_id(), "ports": [[None, None]] * len(self._brokers)}
        known = json.loads(file.read_text()) if file.exists() else new
        if len(known["ports"]) != len(self._brokers):
            raise ServerFailed(f"{self.folder} holds {len(known['ports'])} brokers, not {len(self._brokers)}")
        self._cluster_id = known["id"]
        for broker, ports in zip(self._brokers, known["ports"], strict=True):
            broker.ports = ports if broker not in brokers else [free_port(port) for port in ports]
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({"id": self._cluster_id, "ports": [broker.ports for broker in self._brokers]}))
        draft.rename(file)

    def _prepare(self, broker: Broker, jars: Sequence[Path]) -> None:
        """Write the broker's settings, and what Kafka's own format tool would leave in a new folder."""
        properties = "".join(f"{key}={value}\n" for key, value in self._properties(broker).items())
        (broker.folder / "properties").write_text(properties)
        data = broker.folder / "data"
        if data.exists():
            return
        draft = broker.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        shutil.copyfile(_format_of(jars), draft / FORMAT)
        ids = {"version": 1, "cluster.id": self._cluster_id, "node.id": broker.number, "directory.id": _new_id()}
        (draft / "meta.properties").write_text("".join(f"{key}={value}\n" for key, value in ids.items()))
        give(self._account, draft)
        draft.rename(data)

    def _command(self, broker: Broker, jars: Sequence[Path]) -> list[str]:
        options = ["-Xms64m", f"-Xmx{self._heap}", f"-Djava.io.tmpdir={broker.folder}"]
        command = _java(jars, *options, "kafka.Kafka", str(broker.folder / "properties"))
        return run_as(self._account, command, (broker.folder / "data", java(), jars[0], LOGGING))

    def _properties(self, broker: Broker) -> dict[str, str]:
        copies = min(3, len(self._brokers))
        in_step = max(1, copies - 1)
        return {
            "process.roles": "broker,controller",
            "node.id": str(broker.number),
            "controller.quorum.voters": ",".join(each.voter for each in self._brokers),
            "controller.listener.names": "CONTROLLER",
            "listeners": f"PLAINTEXT://{broker.address},CONTROLLER://127.0.0.1:{broker.ports[1]}",
            "advertised.listeners": f"PLAINTEXT://{broker.address}",
            "log.dirs": str(broker.folder / "data"),
            "auto.create.topics.enable": "false",
            "default.replication.factor": str(copies),
            "min.insync.replicas": str(in_step),
            "offsets.topic.replication.factor": str(copies),
            "transaction.state.log.replication.factor": str(copies),
            "transaction.state.log.min.isr": str(in_step),
            **SMALL,
            **self._settings,
        }


def _new_id() -> str:
    """A random id as Kafka writes them; one that began with a dash would be taken for an option."""
    while (made := urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return made


def _java(jars: Sequence[Path], *arguments: str) -> list[str]:
    """A command line with Kafka on the class path, made for a quick start."""
    options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", f"-Dlog4j2.configurationFile={LOGGING}"]
    return [str(java()), *options, "-cp", ":".join(map(str, jars)), *arguments]


def _format_of(jars: Sequence[Path]) -> Path:
    """What a new metadata log begins with, by Kafka's own tool: the same for every broker, so it is asked once.

    It names the versions of Kafka's features and nothing of the cluster; it lies with the jars it goes with.
    """
    made = jars[0].parent / FORMAT
    if not made.exists():
        with TemporaryDirectory(dir=made.parent) as folder:
            properties = Path(folder) / "properties"
            properties.write_text(
                f"process.roles=broker,controller\nnode.id=1\ncontroller.quorum.voters=1@127.0.0.1:1\n"
                f"controller.listener.names=CONTROLLER\nlisteners=PLAINTEXT://127.0.0.1:2,CONTROLLER://127.0.0.1:1\n"
                f"log.dirs={folder}/data\n"
            )
            tool = ["kafka.tools.StorageTool", "format", "-t", _new_id(), "-c", str(properties)]
            done = subprocess.run(_java(jars, *tool), capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise ServerFailed(f"Kafka's format tool failed:\n{(done.stdout + done.stderr)[-2000:]}")
            (Path(folder) / "data" / FORMAT).rename(made)
    return made
