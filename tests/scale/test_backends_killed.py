"""PostgreSQL's backends are ended under load: whoever was cut off is told to ask again, asking again by the same key
makes one report of it, and a moment later all is as before (42, 3).
"""

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path

import asyncpg
import httpx
import pytest

from shared.support.host_clock import read_monotonic
from tests.harness.people import REPORTER
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually

REPORTERS = 8
TIMES = 3
CLEAN_WITHIN = 5.0  # seconds
BACKENDS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'hotline%'
"""
ACCEPTED = (200, 201)


class Load:
    """People who report one after the other; whoever is told to ask again does so, by the same key."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.away: list[httpx.Response] = []
        self.ids: dict[str, str] = {}
        self.last_away = 0.0
        self._enough = False
        self._numbers = count(1)

    async def report(self, apart: ServiceProcesses) -> None:
        """One of them."""
        async with apart.client("intake", REPORTER) as http:
            while not self._enough:
                key = f"report-{next(self._numbers)}"
                await eventually(lambda key=key: self._accepted(http, key), within=20)

    def are_done(self) -> None:
        """It is enough."""
        self._enough = True

    async def go_on(self, more: int = 100) -> None:
        """Come back when so many more reports were accepted."""
        before = len(self.ids)

        async def accepted() -> bool:
            return len(self.ids) >= before + more

        await eventually(accepted, within=60)

    async def _accepted(self, http: httpx.AsyncClient, key: str) -> bool:
        body = {"stage": "filed", "text": key, "customer": {"phone": "13812345678"}}
        answer = await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": key})
        self.statuses[answer.status_code] += 1
        if answer.status_code in ACCEPTED:
            self.ids[key] = answer.json()["id"]
        else:
            self.away.append(answer)
            self.last_away = read_monotonic().total_seconds()
        return answer.status_code in ACCEPTED


@pytest.mark.timeout(240)
async def test_backends_ended_under_load_cost_nobody_his_report(
    postgres_url: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    settings = {"database_url": postgres_url, "kafka_bootstrap": kafka_bootstrap}
    load = Load()
    with running_services(tmp_path / "data", ["intake"], **settings) as apart:
        reporting = [asyncio.create_task(load.report(apart)) for _ in range(REPORTERS)]
        for _ in range(TIMES):
            await load.go_on()
            assert await terminate(postgres_url) > 0
            ended_at = read_monotonic().total_seconds()
            await load.go_on(200)
            assert load.last_away - ended_at < CLEAN_WITHIN
        load.are_done()
        await asyncio.gather(*reporting)

    assert set(load.statuses) <= {*ACCEPTED, 503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in load.away)
    assert len(set(load.ids.values())) == len(load.ids)
    assert await stored(postgres_url) == set(load.ids.values())


async def terminate(url: str) -> int:
    """End every backend of the hotline, as an operator would; returns how many there were."""
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval(BACKENDS))
    finally:
        await connection.close()


async def stored(url: str) -> set[str]:
    """The ids of all reports on record."""
    connection = await asyncpg.connect(url)
    try:
        return {row["id"] for row in await connection.fetch("SELECT id FROM intake.reports")}
    finally:
        await connection.close()
