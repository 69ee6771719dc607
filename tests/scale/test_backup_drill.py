"""The drill: files saved in every way under a load of 25 reports a second, restored, repaired, started, and judged.

HOTLINE_DRILLS says how many rounds; `make endurance` does fifty. All is saved from one running server, which is killed
at the end. What is judged is verified and started in this process, as each process of its own takes seconds to start.
"""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import cycle, islice, permutations
from pathlib import Path

import httpx
import pytest

from services.all_in_one import open_all
from services.cli.verify import verify
from shared.contracts.services import DATABASES, SERVICES
from shared.engine.events.reconciling import Fault
from shared.platform.demo import SIGN_INS
from shared.platform.settings import Settings
from shared.support.http import in_process_client
from tests.harness.people import REPORTER
from tests.harness.running import Running, command, serving
from tests.harness.waiting import eventually

ROUNDS = int(os.environ.get("HOTLINE_DRILLS", "3"))
PER_SECOND = 25
CASES = {"intake": "reports", "escalation": "cases", "callback": "cases"}


@dataclass
class Load:
    """Reports that start the flow at once, each with a key of its own; `accepted` are those that were answered."""

    http: httpx.AsyncClient
    accepted: dict[str, str] = field(default_factory=dict)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        number = 0
        while True:
            number += 1
            self._under_way.add(asyncio.create_task(self.report(f"report-{number}")))
            await asyncio.sleep(1 / PER_SECOND)

    async def report(self, key: str) -> None:
        body = {"text": f"客户不满 {key}", "stage": "filed", "customer": {"phone": "13812345678"}}
        answer = await self.http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": key})
        assert answer.status_code in (200, 201), answer.text
        self.accepted[key] = answer.json()["id"]

    async def more(self, count: int) -> None:
        """Return when so many more reports were accepted."""
        enough = len(self.accepted) + count

        async def reached() -> bool:
            return len(self.accepted) >= enough

        await eventually(reached)

    async def end(self) -> None:
        await asyncio.gather(*self._under_way)


@asynccontextmanager
async def under_load(server: Running) -> AsyncIterator[Load]:
    headers = {"Authorization": f"Bearer {server.token(REPORTER)}"}
    # A connection is let go of before the server does that, so that none ends under a request.
    limits = httpx.Limits(keepalive_expiry=1)
    async with httpx.AsyncClient(
        base_url=server.url, headers=headers, trust_env=False, timeout=30, limits=limits
    ) as http:
        load = Load(http)
        running = asyncio.create_task(load.run())
        yield load
        running.cancel()
        await load.end()


@dataclass(frozen=True)
class Saved:
    """A folder that can be started: what was accepted before the first file of it was saved."""

    folder: Path
    accepted: dict[str, str]


def take_files(data: Path, folder: Path, *names: str) -> None:
    """Copy these databases one after the other, each as it is at a moment; a plain copy of a file may tear it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(data / "hotline.key", folder)
    for name in names:
        with (
            closing(sqlite3.connect(f"file:{data / name}.db?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(folder / f"{name}.db")) as copy,
        ):
            source.backup(copy)


async def by_command(load: Load, data: Path, folder: Path) -> Saved:
    """`backup`, and `restore` into a new folder."""
    accepted = dict(load.accepted)
    made = await asyncio.to_thread(command, data, "backup", str(folder.with_suffix(".backup")))
    assert made.returncode == 0, made.stderr
    take_files(data, folder)
    restored = await asyncio.to_thread(command, folder, "restore", str(folder.with_suffix(".backup")))
    assert restored.returncode == 0, restored.stderr
    return Saved(folder, accepted)


def in_order(*order: str) -> Callable[[Load, Path, Path], "asyncio.Future[Saved]"]:
    """Files copied one after the other by hand, with reports between; the platform's last, as its keys come first."""

    async def save(load: Load, data: Path, folder: Path) -> Saved:
        accepted = dict(load.accepted)
        for name in (*order, "platform"):
            await asyncio.to_thread(take_files, data, folder, name)
            await load.more(5)
        return Saved(folder, accepted)

    return save  # type: ignore[return-value]


WAYS = (by_command, *(in_order(*order) for order in sorted(permutations(SERVICES))))


def ids(folder: Path, service: str) -> list[str]:
    with sqlite3.connect(folder / f"{service}.db") as database:
        found = [id_ for (id_,) in database.execute(f"SELECT id FROM {CASES[service]}")]
    database.close()
    return found


async def verified(folder: Path, *, repair: bool) -> Counter[Fault]:
    """What is wrong between the databases of a folder."""
    return (await verify(Settings(data_dir=folder), repair=repair)).counts


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The hotline runs on this folder; a client of a reporter."""
    process = await open_all(Settings(data_dir=folder))
    process.start()
    sign_ins = json.loads((folder / SIGN_INS).read_text("utf-8"))
    token = next(entry["token"] for entry in sign_ins if entry["staff_id"] == REPORTER)
    async with in_process_client(process.app(run=False), token=token) as http:
        yield http
    await process.stop()


async def judged(saved: Saved) -> None:
    """Repaired and started: all that was accepted before is everywhere, once, and is still known to its reporter."""
    await verified(saved.folder, repair=True)
    wanted = set(saved.accepted.values())
    async with started(saved.folder) as http:

        async def everywhere() -> bool:
            return all(wanted <= set(ids(saved.folder, service)) for service in SERVICES)

        await eventually(everywhere)
        again = Load(http)
        for key in list(saved.accepted)[-20:]:
            await again.report(key)
        assert again.accepted == {key: saved.accepted[key] for key in again.accepted}
    for service in SERVICES:
        found = ids(saved.folder, service)
        assert len(found) == len(set(found))
    after = await verified(saved.folder, repair=False)
    assert Fault.MISSING not in after
    alone = set(ids(saved.folder, "escalation")) - set(ids(saved.folder, "intake"))
    alone |= set(ids(saved.folder, "callback")) - set(ids(saved.folder, "escalation"))
    assert bool(after) == bool(alone)


@dataclass(frozen=True)
class History:
    """What was saved of one server: in rounds, and folders in which one database is older than the others."""

    rounds: list[Saved]
    older: dict[str, Saved]


async def recorded(folder: Path) -> History:
    data = folder / "data"
    rounds: list[Saved] = []
    with serving(data) as server:
        async with under_load(server) as load:
            await load.more(10)
            for number, way in enumerate(islice(cycle(WAYS), ROUNDS)):
                rounds.append(await way(load, data, folder / f"round-{number}"))
            for name in SERVICES:
                await asyncio.to_thread(take_files, data, folder / f"older-{name}", name)
            await load.more(25)
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    older = {}
    for name in SERVICES:
        take_files(data, folder / f"older-{name}", *(other for other in DATABASES if other != name))
        older[name] = Saved(folder / f"older-{name}", load.accepted)
    return History(rounds, older)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """One server under load, saved in every way."""
    return asyncio.run(recorded(tmp_path_factory.mktemp("drill")))


@pytest.mark.timeout(120 + 60 * ROUNDS)
async def test_of_what_was_acknowledged_before_nothing_is_lost_and_nothing_is_there_twice(history: History) -> None:
    for each in history.rounds:
        await judged(each)


@pytest.mark.parametrize("older", ["callback", "escalation"])
async def test_a_database_of_an_earlier_backup_is_given_what_it_lacks(history: History, older: str) -> None:
    await judged(history.older[older])


async def test_a_producer_that_lost_its_newest_commits_is_an_alarm(history: History) -> None:
    folder = history.older["intake"].folder
    found = await asyncio.to_thread(command, folder, "verify", "--repair")
    assert found.returncode == 1
    assert "ahead" in found.stdout
    async with started(folder) as http:

        async def degraded() -> bool:
            return "Unreconciled" in (await http.get("/readyz")).json()["degraded"].get("reconciler", "")

        await eventually(degraded)
