"""The Apache Kafka we start: a broker that comes back after a crash, three of which one may be lost, jars as listed."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from deploy.servers import jars, packages
from deploy.servers.failures import PartMissing, ServerFailed
from deploy.servers.kafka import Kafka
from deploy.servers.topics import ensure_topics

TOPIC = "hotline.intake.v1"


async def write(bootstrap: str, values: Sequence[bytes]) -> None:
    """Write records that every replica in step has when this comes back."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        await asyncio.gather(*[await producer.send(TOPIC, value, key=value) for value in values])


async def read(bootstrap: str, count: int) -> set[bytes]:
    """Read this many records, from the first on."""
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    async with asyncio.timeout(60), consumer:
        return {(await consumer.getone()).value for _ in range(count)}


async def partitions(bootstrap: str) -> dict[str, int]:
    """How many partitions each topic has, beside Kafka's own."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    described = await admin.describe_topics()
    await admin.close()
    return {topic["topic"]: len(topic["partitions"]) for topic in described if not topic["topic"].startswith("__")}


async def test_every_service_has_a_topic_and_one_for_dead_letters(kafka_server: Kafka, kafka_bootstrap: str) -> None:
    found = await partitions(kafka_bootstrap)
    wanted = {
        f"hotline.{service}.v1{end}": 6 for service in ("intake", "escalation", "callback") for end in ("", ".dlq")
    }
    assert found.items() >= wanted.items(), "other tests may leave topics of their own"
    await ensure_topics(kafka_server.bootstrap, partitions=12)
    assert await partitions(kafka_bootstrap) == found


async def test_what_a_broker_took_is_there_after_a_crash(kafka_server: Kafka, kafka_bootstrap: str) -> None:
    before = {b"%d" % number for number in range(20)}
    await write(kafka_bootstrap, sorted(before))
    kafka_server.kill(1)
    kafka_server.start_broker(1)
    assert kafka_server.bootstrap == kafka_bootstrap
    assert await read(kafka_bootstrap, 20) == before


async def test_a_test_begins_with_empty_topics(kafka_bootstrap: str) -> None:
    await write(kafka_bootstrap, [b"first"])
    assert await read(kafka_bootstrap, 1) == {b"first"}


async def test_two_of_three_brokers_go_on_without_the_third(kafka_cluster: Kafka) -> None:
    await ensure_topics(kafka_cluster.bootstrap, replication=3)
    await write(kafka_cluster.bootstrap, [b"%d" % number for number in range(20)])
    kafka_cluster.kill(2)
    await write(kafka_cluster.bootstrap, [b"%d" % number for number in range(20, 40)])
    assert await read(kafka_cluster.bootstrap, 40) == {b"%d" % number for number in range(40)}
    kafka_cluster.start_broker(2)
    assert all(kafka_cluster.running(number) for number in kafka_cluster.brokers)


def test_a_folder_of_one_broker_is_not_taken_for_three(tmp_path: Path) -> None:
    (tmp_path / "cluster.json").write_text('{"id": "x", "ports": [[1, 2]]}')
    with pytest.raises(ServerFailed, match="holds 1 brokers, not 3"):
        Kafka(tmp_path, brokers=3).start()


@pytest.fixture
def changed_jar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache in which one jar is not as it was."""
    real = jars.kafka_jars()[0].parent
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "dissatisfaction-hotline" / real.name
    shutil.copytree(real, folder)
    changed = folder / "slf4j-api-1.7.36.jar"
    changed.write_bytes(changed.read_bytes() + b"\0")
    return changed


def test_a_jar_that_is_not_as_listed_is_refused(changed_jar: Path) -> None:
    with pytest.raises(PartMissing, match=f"^{changed_jar.name} in .* is not what jars.sha256 lists"):
        jars.kafka_jars()


def test_without_maven_whoever_is_not_root_is_told_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(PartMissing, match=r"Maven is missing.*type: sudo apt-get install -y maven"):
        jars.kafka_jars()
