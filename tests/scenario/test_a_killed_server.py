"""`kill -9` in the middle of traffic: every report answered with 201 has exactly one case, and its ladder goes on."""

import asyncio
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.harness.people import REPORTER
from tests.harness.running import Running, serving
from tests.harness.stacks import only_embedded
from tests.harness.waiting import eventually

pytestmark = only_embedded(
    "it reads the files of the server it kills; on real servers `tests.scale` kills each service"
)

SPEED = 300
CALLERS = 8
ENOUGH = 60


class Traffic:
    """Callers who report one thing after the other, each under a key of its own, until nobody answers any more."""

    def __init__(self, server: Running) -> None:
        self.tried: list[str] = []
        self.accepted: dict[str, str] = {}
        self.enough = asyncio.Event()
        self._server = server

    async def run(self) -> None:
        async with asyncio.TaskGroup() as callers:
            for number in range(CALLERS):
                callers.create_task(self._reports(number))

    async def _reports(self, caller: int) -> None:
        async with client(self._server) as http:
            for number in range(10_000):
                key = f"{caller}-{number}"
                self.tried.append(key)
                try:
                    answer = await report(http, key)
                except httpx.TransportError:
                    return
                assert answer.status_code == 201, answer.text
                self.accepted[key] = answer.json()["id"]
                if len(self.accepted) >= ENOUGH:
                    self.enough.set()


def client(server: Running) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {server.token(REPORTER)}"}
    return httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, timeout=10)


async def report(http: httpx.AsyncClient, key: str) -> httpx.Response:
    return await http.post("/api/intake/reports", json={"text": f"客户不满 {key}"}, headers={"Idempotency-Key": key})


async def case_of(http: httpx.AsyncClient, id_: str) -> dict[str, Any] | None:
    answer = await http.get(f"/api/escalation/cases/{id_}")
    return dict(answer.json()) if answer.status_code == 200 else None


def told_twice(http: httpx.AsyncClient, id_: str) -> Callable[[], Awaitable[bool]]:
    async def reached() -> bool:
        case = await case_of(http, id_)
        return case is not None and case["level"] >= 2

    return reached


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rows(folder: Path, service: str, table: str) -> int:
    with sqlite3.connect(folder / f"{service}.db") as database:
        found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    database.close()
    return found


async def test_every_201_has_exactly_one_case_and_the_ladders_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder, clock_speed=f"{SPEED}") as server:
        traffic = Traffic(server)
        running = asyncio.create_task(traffic.run())
        await traffic.enough.wait()
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL
        await running

    with serving(folder, clock_speed=f"{SPEED}") as server:
        async with client(server) as http:
            again = {key: await report(http, key) for key in traffic.tried}
            ids = {key: answer.json()["id"] for key, answer in again.items()}
            assert {key: ids[key] for key in traffic.accepted} == traffic.accepted
            assert all(again[key].status_code == 200 for key in traffic.accepted)
            await eventually(told_twice(http, next(iter(traffic.accepted.values()))))
            cases = {key: await case_of(http, id_) for key, id_ in ids.items()}
        server.stop()

    assert len(set(ids.values())) == len(traffic.tried) == rows(folder, "intake", "reports")
    assert rows(folder, "escalation", "cases") == len(traffic.tried)
    for key in traffic.accepted:
        case = cases[key]
        assert case is not None
        levels = [told["level"] for told in case["told"]]
        assert levels in ([1], [1, 2])
        assert all(moment(told["told_at"]) >= moment(told["due_at"]) for told in case["told"])
