"""The services as processes of their own, on PostgreSQL and Kafka: a report reaches the desk, whoever is killed."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from deploy.servers.kafka import Kafka
from shared.contracts.services import PROCESSES
from tests.harness.people import REPORTER
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually

CALLER = "S0019"
"""赵静 of the complaint group."""


@pytest.mark.timeout(240)
async def test_every_report_reaches_the_desk_once_whichever_process_is_killed(
    postgres_url: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    with running_services(tmp_path / "data", database_url=postgres_url, kafka_bootstrap=kafka_bootstrap) as apart:
        reports = [await report(apart, "first")]
        for service in ("escalation", "callback", "intake"):
            await eventually(lambda: on_the_desk(apart, reports), within=60)
            apart.processes[service].kill()
            if service != "intake":
                reports.append(await report(apart, f"while {service} is dead"))
            await apart.restart(service)
            reports.append(await report(apart, f"after {service} came back"))
        await eventually(lambda: on_the_desk(apart, reports), within=60)

    assert await counted(postgres_url) == {"reports": len(reports), "cases": len(reports), "tasks": len(reports)}


@pytest.mark.timeout(240)
async def test_without_kafka_reports_are_accepted_and_every_process_ends_in_good_order_when_it_is_asked_to(
    postgres_url: str, kafka_bootstrap: str, kafka_server: Kafka, tmp_path: Path
) -> None:
    with running_services(tmp_path / "data", database_url=postgres_url, kafka_bootstrap=kafka_bootstrap) as apart:
        await report(apart, "before")
        kafka_server.kill()
        await report(apart, "without")
        await eventually(lambda: degraded(apart), within=60)
        stopping = (asyncio.to_thread(process.stop) for process in apart.processes.values())
        codes = await asyncio.gather(*stopping)

    assert codes == [0] * len(PROCESSES)


async def degraded(apart: ServiceProcesses) -> bool:
    """True once intake says that its relay fails; it is ready all the same."""
    async with apart.client("intake", REPORTER) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 200, answer.text
    return "intake.relay" in answer.json()["degraded"]


async def report(apart: ServiceProcesses, text: str) -> str:
    """Report, filed at once; returns the id."""
    async with apart.client("intake", REPORTER) as http:
        body = {"stage": "filed", "text": text, "customer": {"phone": "13812345678"}}
        answer = await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": text.replace(" ", "-")})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def on_the_desk(apart: ServiceProcesses, reports: list[str]) -> bool:
    """True once a task of each is to be seen."""
    async with apart.client("callback", CALLER) as http:
        answer = await http.get("/api/callback/tasks", params={"limit": 200})
    assert answer.status_code == 200, answer.text
    return {item["id"] for item in answer.json()["items"]} == set(reports)


async def counted(url: str) -> dict[str, int]:
    """How many rows there are of what must be there once."""
    connection = await asyncpg.connect(url)
    try:
        return {
            "reports": await connection.fetchval("SELECT count(*) FROM intake.reports"),
            "cases": await connection.fetchval("SELECT count(*) FROM escalation.cases"),
            "tasks": await connection.fetchval(
                "SELECT count(*) FROM callback.event_log WHERE type = 'hotline.callback.task.scheduled.v1'"
            ),
        }
    finally:
        await connection.close()
