"""Servers below a folder of mode 0700, as below root's home: root runs them as another user, who may not enter it."""

import subprocess
from pathlib import Path

import pytest

from deploy.servers import account
from deploy.servers.account import Account, run_as
from deploy.servers.failures import PartMissing
from deploy.servers.kafka import Kafka
from deploy.servers.postgres import Postgres
from deploy.servers.topics import ensure_topics
from tests.harness.servers import FORGETFUL, skipped_without_parts

NOBODY = Account(65534, 65534)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that only its owner may enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


async def test_kafka_makes_topics_in_a_closed_folder(closed: Path) -> None:
    with skipped_without_parts(), Kafka(closed / "kafka") as kafka:
        await ensure_topics(kafka.bootstrap)
        assert "ERROR" not in kafka.log(1).read_text()
        kafka.kill()


def test_postgres_starts_in_a_closed_folder(closed: Path) -> None:
    with skipped_without_parts(), Postgres(closed / "postgres", settings=FORGETFUL) as postgres:
        assert postgres.running


def test_access_lets_the_server_in(closed: Path) -> None:
    """access(2) is what Java and PostgreSQL ask, and it has rules of its own."""
    file = closed / "file"
    file.touch()
    with skipped_without_parts():
        command = run_as(account.take_folder(closed / "data"), ["test", "-r", str(file)], [file])
    subprocess.run(command, check=True)


def test_root_without_the_capabilities_is_told_what_to_do(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "CAPABILITIES", {})
    with pytest.raises(PartMissing, match=r"closed to others.*move the clone"):
        run_as(NOBODY, ["true"], [closed / "file"])
