"""Several processes of administration on one PostgreSQL erase what is due in the same moment: each case once."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from services.admin import bootstrap as admin
from services.admin.application import retention
from shared.platform.settings import ROOT, Settings
from shared.runtime.opening import Overrides, open_process
from shared.runtime.process import Process
from shared.support.http import in_process_client
from tests.bench.filling import Seed, fill_postgres
from tests.harness.clock import ManualClock
from tests.harness.people import REPORTER
from tests.harness.world import World

AFTERWARDS = datetime(2026, 12, 28, 1, tzinfo=UTC)
CASES, PROCESSES = 20, 3
EACH_ONCE = "SELECT count(*) AS all, count(DISTINCT {of}) AS cases FROM platform.{table} WHERE {which}"
RECORDS = (
    ("erasures", "case_id", "why = 'retention'"),
    ("audit", "case_id", "action = 'case.erase'"),
    ("security_events", "subject", "kind = 'case_erased'"),
)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """The shipped policies, by which a settled case is kept for a month."""
    shutil.copytree(ROOT / "deploy" / "policy", tmp_path / "policy")
    with (tmp_path / "policy" / "default.toml").open("a", encoding="utf-8") as file:
        file.write('\n[retention]\nsettled = "1 month"\n')
    return tmp_path / "policy"


async def whole_day(process: Process) -> None:
    """The loop of this process, as if it held the lease."""
    [administration] = process.services
    [loop] = administration.loops
    while await loop.run_once(AFTERWARDS):
        pass


async def by_command(process: Process) -> None:
    """What `retention` asks of the routes."""
    async with in_process_client(process.app(run=False), token=process.context.local_admin.secret) as http:
        more = True
        while more:
            answer = await http.post("/api/platform/retention")
            assert answer.status_code == 200, answer.text
            more = answer.json()["more"]


async def test_each_case_is_erased_once_with_one_audit_line(
    tmp_path: Path, policies: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PIECE", 7)
    async with World.running(tmp_path / "data", database_url=postgres_url, policy_dir=policies) as world:
        reporter = world.by(REPORTER)
        case = await reporter.reports(stage="calming", customer={"phone": "13812345678"}, text="太慢")
        await reporter.does("escalation", case, "settle", note="已安抚")
        seed = Seed(case, (await (await world.sign_in(REPORTER)).get(f"/api/intake/reports/{case}")).json()["number"])
    await asyncio.to_thread(fill_postgres, postgres_url, [seed], CASES, {"event_log", "inbox", "case_keys"})
    settings = Settings(data_dir=tmp_path / "data", database_url=postgres_url, policy_dir=policies)
    at = Overrides(clock=ManualClock(AFTERWARDS))
    processes = [await open_process(settings, [admin], at, single_process=False) for _ in range(PROCESSES)]
    await asyncio.gather(*map(whole_day, processes), *map(by_command, processes))
    for process in processes:
        await process.context.security.flush()
        await process.close()

    connection = await asyncpg.connect(postgres_url)
    for table, of, which in RECORDS:
        [found] = await connection.fetch(EACH_ONCE.format(table=table, of=of, which=which))
        assert (table, *found) == (table, CASES + 1, CASES + 1)
    assert await connection.fetch("SELECT 1 FROM platform.case_keys JOIN platform.erasures USING (case_id)") == []
    await connection.close()
    listed = (settings.erasures).read_text("utf-8").splitlines()
    assert len(listed) == CASES + 1
