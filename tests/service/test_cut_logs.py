"""A write-ahead log cut or torn anywhere, as under a disk that lies: it starts, and `verify` says what is lost.

What was lost is the newest of one database; the others still know it.
"""

import asyncio
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import select

from services.all_in_one import open_all
from services.cli.verify import verify
from shared.contracts.services import DATABASES, PLATFORM, SERVICES
from shared.engine.events.reconciling import Fault
from shared.engine.tables import outbox
from shared.platform.demo import SIGN_INS
from shared.platform.settings import Settings
from shared.runtime.process import Process
from shared.support.http import in_process_client
from tests.harness.people import REPORTER
from tests.harness.waiting import eventually

TABLES = {"intake": "reports", "escalation": "cases", "callback": "cases"}
WAITING = select(outbox.c.position)
REPORTS = 12
CUTS = 7


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Process]:
    process = await open_all(Settings(data_dir=folder))
    process.start()
    yield process
    await process.stop()


def ids(folder: Path, service: str) -> list[str]:
    """The cases of a database, in the order in which they came."""
    connection = sqlite3.connect(folder / f"{service}.db")
    found = [id_ for (id_,) in connection.execute("SELECT case_id FROM event_log WHERE sequence = 1 ORDER BY position")]
    connection.close()
    return found


@pytest.fixture(scope="module")
def hotline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a power cut leaves it: what came since its last start is in the write-ahead logs."""
    return asyncio.run(recorded(tmp_path_factory.mktemp("cut")))


async def recorded(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    async with running(folder):
        pass
    async with running(folder) as process:
        token = {e["staff_id"]: e["token"] for e in json.loads((folder / SIGN_INS).read_text("utf-8"))}[REPORTER]
        async with in_process_client(process.app(run=False), token=token) as http:
            for number in range(REPORTS):
                body = {"text": f"客户不满 {number}", "stage": "filed", "customer": {"phone": f"138123456{number:02}"}}
                answer = await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": f"key-{number}"})
                assert answer.status_code == 201, answer.text

        async def everywhere() -> bool:
            waiting = [await service.database.ask(WAITING) for service in process.services if service.name in SERVICES]
            return not any(waiting) and all(len(ids(folder, service)) == REPORTS for service in SERVICES)

        await eventually(everywhere)
        shutil.copytree(folder, tmp_path / "base")
    return tmp_path / "base"


def cuts(folder: Path, name: str) -> list[int]:
    """Places in a log, from nothing to all of it, most of them within a page."""
    size = (folder / f"{name}.db-wal").stat().st_size
    return [size * number // (CUTS - 1) - number % 2 * 7 for number in range(CUTS)]


def cut(hotline: Path, name: str, place: int, torn: bytes = b"") -> Path:
    """A copy of the folder whose log of this database ends here, or goes on with what a torn write left."""
    folder = Path(mkdtemp(dir=hotline.parent)) / "data"
    shutil.copytree(hotline, folder)
    (folder / f"{name}.db-shm").unlink(missing_ok=True)
    log = folder / f"{name}.db-wal"
    log.write_bytes(log.read_bytes()[:place] + torn)
    return folder


async def found(folder: Path, *, repair: bool = False) -> Counter[Fault]:
    return (await verify(Settings(data_dir=folder), repair=repair)).counts


@pytest.mark.parametrize("name", SERVICES)
async def test_a_log_cut_anywhere_loses_the_newest_only_and_verify_counts_what_is_lost(
    hotline: Path, name: str
) -> None:
    order, lost_before = ids(cut(hotline, name, 2**30), name), REPORTS
    for place in cuts(hotline, name):
        folder = cut(hotline, name, place)
        verified = await found(folder)
        kept = ids(folder, name)  # looked at last, as that writes the log back
        assert kept == order[: len(kept)]
        assert kept == ids(cut(hotline, name, place, torn=b"\x5a" * 5000), name)
        lost = REPORTS - len(kept)
        assert lost <= lost_before
        assert verified == faults(name, lost)
        lost_before = lost
    assert lost_before == 0


def faults(name: str, lost: int) -> Counter[Fault]:
    """What there is to be found when a service has lost so many cases."""
    arrivals = lost if name != "intake" else 0
    without_cause = lost if name != "callback" else 0
    return Counter({Fault.MISSING: arrivals, Fault.AHEAD: without_cause}) + Counter()


async def test_a_log_of_the_platform_cut_anywhere_leaves_the_reports_it_has_no_key_of(hotline: Path) -> None:
    for place in cuts(hotline, PLATFORM):
        folder = cut(hotline, PLATFORM, place)
        verified = await found(folder)
        connection = sqlite3.connect(folder / "platform.db")
        keys = {case_id for (case_id,) in connection.execute("SELECT case_id FROM case_keys")}
        connection.close()
        unreadable = len(set(ids(folder, "intake")) - keys)
        assert verified == Counter({Fault.UNREADABLE: unreadable}) + Counter()


async def test_what_the_desk_lost_with_its_log_is_back_after_a_repair_and_a_start(hotline: Path) -> None:
    folder = cut(hotline, "callback", cuts(hotline, "callback")[CUTS // 2])
    assert (await found(folder, repair=True))[Fault.MISSING] > 0
    async with running(folder):

        async def back() -> bool:
            return sorted(ids(folder, "callback")) == sorted(ids(folder, "intake"))

        await eventually(back)
    assert await found(folder) == {}


@pytest.mark.parametrize("name", DATABASES)
async def test_it_starts_on_a_log_that_is_torn(hotline: Path, name: str) -> None:
    folder = cut(hotline, name, cuts(hotline, name)[CUTS // 2], torn=bytes(4096))
    async with running(folder) as process, in_process_client(process.app(run=False)) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 200, answer.text
