"""An amendment that nobody can read, on real servers: figures, log, copies and the command line show it, and all other
cases flow; once it is mended the command line has it handled, with what waited behind it.
"""

import json
from pathlib import Path

import asyncpg
import pytest

from tests.harness.foreign_producer import ForeignMessage, cloud_event, read, write
from tests.harness.people import REPORTER
from tests.harness.running import command
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually
from tests.scale.test_services_apart import on_the_desk, report

TOPIC, AMENDED = "hotline.intake.v1", "hotline.intake.report.amended.v1"
CONSUMERS = ("callback", "escalation")
PARKED = "SELECT state FROM {}.parked ORDER BY position"
MEND = """
    UPDATE {}.parked SET record = jsonb_set(record::jsonb, '{{data}}', to_jsonb(
        (SELECT data::text FROM intake.event_log WHERE case_id = $1 AND type = $2)
    ))::text WHERE state = 'dead'
"""


@pytest.mark.timeout(240)
async def test_a_dead_letter_is_seen_mended_and_replayed(
    postgres_url: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    settings = {"database_url": postgres_url, "kafka_bootstrap": kafka_bootstrap}
    with running_services(tmp_path / "data", **settings) as apart:
        case_id = await report(apart, "first")
        await eventually(lambda: on_the_desk(apart, [case_id]), within=60)
        headers = cloud_event(id="broken", type=AMENDED, subject=case_id)
        await write(kafka_bootstrap, TOPIC, [ForeignMessage(key=case_id.encode(), value=b'{"case', headers=headers)])
        await eventually(lambda: everywhere(postgres_url, ["dead"]), within=30)
        await amend(apart, case_id)
        await eventually(lambda: everywhere(postgres_url, ["dead", "retrying"]), within=30)
        other = await report(apart, "another")
        await eventually(lambda: on_the_desk(apart, [case_id, other]), within=30)

        copies = await read(kafka_bootstrap, f"{TOPIC}.dlq", 2)
        assert {copy.headers["hotline_consumer"] for copy in copies} == {name.encode() for name in CONSUMERS}
        for service in CONSUMERS:
            assert dead_in_the_log(apart, service) == [case_id]
            assert f'hotline_dead_letters_total{{consumer="{service}"}} 1.0' in await figures(apart, service)

        await mend(postgres_url, case_id)
        replayed = command(tmp_path / "data", "dead-letters", "replay", "--all", **settings)
        assert (replayed.returncode, replayed.stdout.count("will be tried again")) == (0, 2)
        await eventually(lambda: everywhere(postgres_url, []), within=30)


async def amend(apart: ServiceProcesses, case_id: str) -> None:
    """The reporter adds something; escalation and callback hear of it."""
    async with apart.client("intake", REPORTER) as http:
        answer = await http.post(f"/api/intake/reports/{case_id}/details", json={"cause": "slow"})
    assert answer.status_code == 200, answer.text


async def everywhere(url: str, states: list[str]) -> bool:
    """True if these are the states of what is parked, in both consumers."""
    connection = await asyncpg.connect(url)
    try:
        found = [[row["state"] for row in await connection.fetch(PARKED.format(name))] for name in CONSUMERS]
    finally:
        await connection.close()
    return found == [states, states]


async def mend(url: str, case_id: str) -> None:
    """Put what was meant in the place of what could not be read."""
    connection = await asyncpg.connect(url)
    try:
        for name in CONSUMERS:
            await connection.execute(MEND.format(name), case_id, AMENDED)
    finally:
        await connection.close()


async def figures(apart: ServiceProcesses, service: str) -> str:
    """What a process shows to whoever scrapes it."""
    async with apart.client(service, REPORTER) as http:
        return (await http.get("/metrics")).text


def dead_in_the_log(apart: ServiceProcesses, service: str) -> list[str]:
    """The cases whose dead letters a process tells of."""
    lines = [json.loads(line) for line in apart.processes[service].log.read_text("utf-8").splitlines()]
    return [line["case_id"] for line in lines if line["action"] == "parking.dead"]
