"""Two intakes behind nginx are replaced one after the other while people report: nobody is refused."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import asyncpg
import httpx
import pytest

from deploy.servers.nginx import Nginx
from deploy.servers.ports import free_port
from deploy.servers.scale import ServiceProcess
from shared.contracts.services import PROCESSES
from shared.support.host_clock import read_monotonic
from tests.harness.people import REPORTER
from tests.harness.waiting import eventually

REPORTERS = 8
STOPS_WITHIN = 20.0  # seconds


class Fleet:
    """Two intakes, and the address at which nginx stands for them."""

    def __init__(self, folder: Path, intakes: list[ServiceProcess], address: str) -> None:
        self.intakes = intakes
        self.url = f"http://{address}"
        self._folder = folder

    def client(self, keep: int) -> httpx.AsyncClient:
        """A reporter's, who keeps at most so many connections between two requests."""
        entries = json.loads((self._folder / "demo-sign-ins.json").read_text("utf-8"))
        token = next(entry["token"] for entry in entries if entry["staff_id"] == REPORTER)
        return httpx.AsyncClient(
            base_url=self.url,
            headers={"Authorization": f"Bearer {token}"},
            limits=httpx.Limits(max_keepalive_connections=keep),
            trust_env=False,
            timeout=30,
        )


@pytest.fixture
def fleet(postgres_url: str, kafka_bootstrap: str, tmp_path: Path) -> Iterator[Fleet]:
    """Ready; ended in good order."""
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {
        "HOTLINE_DATABASE_URL": postgres_url,
        "HOTLINE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "HOTLINE_DATA_DIR": str(folder),
        "HOTLINE_REPORTS_A_MINUTE": "0",
    }
    with ExitStack() as stack:
        intakes = [ServiceProcess("intake", number, folder / "processes", environment) for number in (1, 2)]
        for intake in intakes:
            stack.callback(intake.stop)
            intake.start()
        for intake in intakes:
            intake.wait()
        address = f"127.0.0.1:{free_port()}"
        upstreams = {name: [intake.address for intake in intakes] for name in PROCESSES}
        stack.enter_context(Nginx(folder / "nginx", address, upstreams))
        yield Fleet(folder, intakes, address)


class Reporters:
    """People who report one after the other without a pause, until they are told that it is enough."""

    def __init__(self, fleet: Fleet) -> None:
        self.answers: list[tuple[int, str]] = []
        self.amended: list[tuple[int, str]] = []
        self._fleet = fleet
        self._enough = False
        self._numbers = count(1)

    async def report(self, keep: int) -> None:
        """One of them: with a connection of his own each time, or with one that is kept."""
        async with self._fleet.client(keep) as http:
            while not self._enough:
                number = next(self._numbers)
                body = {"stage": "filed", "text": f"报告 {number}", "customer": {"phone": "13812345678"}}
                headers = {"Idempotency-Key": f"report-{number}"}
                answer = await http.post("/api/intake/reports", json=body, headers=headers)
                self.answers.append((answer.status_code, answer.text))
                if answer.status_code == 201:
                    details = f"{answer.headers['Location']}/details"  # without a key: nobody may ask twice for him
                    amended = await http.post(details, json={"cause": "slow"})
                    self.amended.append((amended.status_code, amended.text))

    def are_done(self) -> None:
        """It is enough."""
        self._enough = True

    async def go_on(self, more: int = 100) -> None:
        """Come back when so many more were answered."""
        before = len(self.answers)

        async def answered() -> bool:
            return len(self.answers) >= before + more

        await eventually(answered, within=60)


@pytest.mark.timeout(240)
async def test_nobody_is_refused_while_one_intake_after_the_other_is_replaced(fleet: Fleet, postgres_url: str) -> None:
    people = Reporters(fleet)
    reporting = [asyncio.create_task(people.report(keep=number % 2)) for number in range(REPORTERS)]
    for intake in fleet.intakes:
        await people.go_on()
        began = read_monotonic()
        assert await asyncio.to_thread(intake.stop) == 0
        assert (read_monotonic() - began).total_seconds() < STOPS_WITHIN
        await people.go_on()
        intake.start()
        await asyncio.to_thread(intake.wait)
    people.are_done()
    await asyncio.gather(*reporting)

    assert [answer for answer in people.answers if answer[0] != 201] == []
    assert [answer for answer in people.amended if answer[0] != 200] == []
    connection = await asyncpg.connect(postgres_url)
    assert await connection.fetchval("SELECT count(*) FROM intake.reports") == len(people.answers)
    await connection.close()
