"""Administration as a process of its own on PostgreSQL: it answers for all services, wherever they run."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from deploy.servers.postgres import Postgres
from shared.engine import codec
from shared.engine.events.record import Record
from shared.engine.events.relay import to_record
from shared.runtime.wake_up import channel_of
from tests.harness.people import AUDITOR, OPERATOR, REPORTER
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually
from tests.scale.test_services_apart import on_the_desk, report

DEAD_LETTERS = "/api/platform/dead-letters"
GIVE_UP = """
    INSERT INTO escalation.parked (consumer, event_id, case_id, type, record, state, attempts, retry_at, error, at)
    SELECT 'escalation', event_id, case_id, type, $2, 'dead', 8, at, 'builtins.ValueError', at
    FROM intake.event_log WHERE case_id = $1 RETURNING position
"""
_numbers = count(1)


@pytest.mark.timeout(240)
async def test_events_and_dead_letters_of_all_services_come_from_the_process_of_administration(
    postgres_url: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    with running_services(tmp_path / "data", database_url=postgres_url, kafka_bootstrap=kafka_bootstrap) as apart:
        case_id = await report(apart, "first")
        await eventually(lambda: on_the_desk(apart, [case_id]), within=60)

        events, away = await events_of(apart, case_id)
        assert {event["service"] for event in events} == {"intake", "escalation", "callback"}
        assert away is None

        async with notified(postgres_url, "escalation") as woken:
            position = await give_up(postgres_url, case_id)
            listed = await asks(apart, OPERATOR, DEAD_LETTERS)
            assert [(one["service"], one["position"]) for one in listed["items"]] == [("escalation", position)]
            assert listed["away"] == []
            await replay(apart, position)
            async with asyncio.timeout(15):
                await woken.wait()
        await eventually(lambda: none_parked(postgres_url), within=30)


@pytest.mark.timeout(240)
async def test_a_service_without_a_database_is_named_until_it_has_one(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    name = f"administered_{next(_numbers)}"
    url = await postgres_server.create_database(name)
    with running_services(tmp_path / "data", ("intake", "admin"), database_url=url) as apart:
        case_id = await report(apart, "first")
        assert (await asks(apart, OPERATOR, DEAD_LETTERS))["away"] == ["escalation", "callback"]
        events, away = await events_of(apart, case_id)
        assert [event["type"] for event in events] == ["hotline.intake.report.accepted.v1"]
        assert away == "escalation, callback"

        with running_services(tmp_path / "data", ("escalation",), database_url=url):
            assert (await asks(apart, OPERATOR, DEAD_LETTERS))["away"] == ["callback"]
    await postgres_server.drop_database(name)


@pytest.mark.timeout(120)
async def test_each_process_has_its_own_routes_and_all_of_them_those_of_health(
    postgres_url: str, tmp_path: Path
) -> None:
    with running_services(tmp_path / "data", ("escalation", "admin"), database_url=postgres_url) as apart:
        for process, own, others in (
            ("admin", "/api/platform/me", "/api/escalation/cases"),
            ("escalation", "/api/escalation/cases", "/api/platform/me"),
        ):
            async with apart.client(process, REPORTER) as http:
                answers = [
                    (await http.get(path)).status_code for path in (own, others, "/livez", "/readyz", "/metrics")
                ]
            assert answers == [200, 404, 200, 200, 200], process


async def asks(apart: ServiceProcesses, staff_id: str, path: str) -> dict[str, Any]:
    """Administration's answer."""
    async with apart.client("admin", staff_id) as http:
        answer = await http.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def events_of(apart: ServiceProcesses, case_id: str) -> tuple[list[dict[str, Any]], str | None]:
    """A case's events as administration answers them, and the services that are said to be away."""
    async with apart.client("admin", AUDITOR) as http:
        answer = await http.get(f"/api/platform/cases/{case_id}/events")
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()], answer.headers.get("Services-Away")


async def replay(apart: ServiceProcesses, position: int) -> None:
    """Let a dead letter of escalation be tried again."""
    async with apart.client("admin", OPERATOR) as http:
        answer = await http.post(f"{DEAD_LETTERS}/escalation/{position}/replay")
    assert answer.status_code == 204, answer.text


async def give_up(url: str, case_id: str) -> int:
    """Make a dead letter of the report's event, which escalation handled before; returns its position."""
    connection = await asyncpg.connect(url)
    try:
        [row] = await connection.fetch("SELECT * FROM intake.event_log WHERE case_id = $1", case_id)
        return int(await connection.fetchval(GIVE_UP, case_id, record_of(row)))
    finally:
        await connection.close()


def record_of(row: Any) -> str:
    """The record of an event, as the parking stores it."""

    return codec.dump(to_record("intake", dict(row)), Record)


async def none_parked(url: str) -> bool:
    """True once escalation has handled what was parked."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT count(*) FROM escalation.parked") == 0
    finally:
        await connection.close()


@asynccontextmanager
async def notified(url: str, service: str) -> AsyncIterator[asyncio.Event]:
    """An event that is set when the loops of this service are woken from another process."""
    woken = asyncio.Event()
    connection = await asyncpg.connect(url)
    await connection.add_listener(channel_of(service), lambda *heard: woken.set())
    try:
        yield woken
    finally:
        await connection.close()
