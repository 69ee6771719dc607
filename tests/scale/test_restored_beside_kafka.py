"""A restored database is older than what Kafka holds: that is not believed, what it lacks is sent again from the log.

Kafka's topics have events of a history that is no more, and numbers of events are given again.
"""

import asyncio
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from deploy.servers.postgres import Postgres
from services.cli.verify import verify
from shared.contracts.services import SERVICES
from shared.engine.events.reconciling import Fault
from shared.platform.settings import Settings
from tests.harness.people import REPORTER
from tests.harness.running import command
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually

TABLES = {"intake": "reports", "escalation": "cases", "callback": "cases"}


async def report(apart: ServiceProcesses, key: str) -> str:
    """File a report; returns its id."""
    body = {"stage": "filed", "text": key, "customer": {"phone": "13812345678"}}
    async with apart.client("intake", REPORTER) as http:
        answer = await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def ids(url: str, service: str) -> set[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(f"SELECT id FROM {service}.{TABLES[service]}")
    await connection.close()
    return {row["id"] for row in rows}


async def everywhere(url: str, wanted: set[str]) -> None:
    """Return when all services know exactly these cases."""

    async def known() -> bool:
        return all([await ids(url, service) == wanted for service in SERVICES])

    await eventually(known, within=60)


async def published(url: str) -> None:
    """Return when intake has handed everything over to Kafka."""

    async def handed_over() -> bool:
        connection = await asyncpg.connect(url)
        waiting = await connection.fetchval("SELECT count(*) FROM intake.outbox")
        await connection.close()
        return bool(waiting == 0)

    await eventually(handed_over, within=60)


@pytest.mark.timeout(240)
async def test_what_the_back_up_has_is_everywhere_and_what_kafka_has_of_later_is_nowhere(
    postgres_server: Postgres,
    postgres_url: str,
    kafka_bootstrap: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data, backup = tmp_path / "data", str(tmp_path / "backup")
    new_url = await postgres_server.create_database("restored_beside_kafka")
    before = {"database_url": postgres_url, "kafka_bootstrap": kafka_bootstrap}
    after = before | {"database_url": new_url}
    with running_services(data, ["intake"], **before) as apart:  # so that nobody reads what it publishes
        unread = await report(apart, "unread")
        await published(postgres_url)
        made = await asyncio.to_thread(command, data, "backup", backup, **before)
        assert made.returncode == 0, made.stderr
        await report(apart, "since")
        await published(postgres_url)
        old = apart.client("intake", REPORTER).headers["Authorization"]
        refused = await asyncio.to_thread(command, data, "restore", backup, **after)
        assert refused.returncode == 2, refused.stdout
        assert "stop every process" in refused.stderr

    restored = await asyncio.to_thread(command, data, "restore", backup, **after)
    assert restored.returncode == 0, restored.stderr
    monkeypatch.setattr("shared.runtime.reconciler.TRAVEL", timedelta())  # what was published is not on its way
    settings = Settings(data_dir=data, database_url=new_url, kafka_bootstrap=kafka_bootstrap)
    found = await verify(settings, repair=True)
    assert (found.counts, found.unmended) == ({Fault.MISSING: 1}, 0)
    with running_services(data, SERVICES, **after) as apart:
        async with apart.client("intake", REPORTER) as http:
            answer = await http.get(f"/api/intake/reports/{unread}", headers={"Authorization": old})
        assert answer.status_code == 401, answer.text
        new = await report(apart, "new")
        await everywhere(new_url, {unread, new})
    assert (await verify(settings, repair=False)).counts == {}
