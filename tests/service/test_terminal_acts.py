"""What is done at a terminal of the host, beside the server, is on record for the auditor."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg

from shared.platform.security_events import SecurityKind
from shared.platform.settings import Settings
from shared.runtime.terminal_acts import FOLDER, record_act, record_left
from tests.harness.people import AUDITOR
from tests.harness.world import World

FACTS = {"made_at": "2026-11-23T01:00:00+00:00", "last_events": {"intake": 7}}


async def listed(world: World, path: str, **wanted: str) -> list[dict[str, Any]]:
    answer = await world.by(AUDITOR).get(path, **wanted)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_the_auditor_reads_who_took_a_back_up_once_though_the_hotline_ran(world: World) -> None:
    record_act(world.settings, "backup.make", FACTS, SecurityKind.BACKED_UP)
    [path] = (world.folder / FOLDER).iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    platform = world.process.context.platform
    assert [await record_left(platform, world.folder) for _ in range(2)] == [1, 0]
    [line] = await listed(world, "/api/platform/audit", action="backup.make")
    assert line["actor"] == "local"
    assert line["facts"].pop("user")
    assert line["facts"] == FACTS
    [event] = await listed(world, "/api/platform/security-events", kind="backed_up")
    assert event["subject"] == FACTS["made_at"]


async def test_an_act_that_cannot_be_read_is_put_aside_and_the_others_are_recorded(world: World) -> None:
    world.expected_errors = 1
    record_act(world.settings, "verify.repair", {"sent_again": 3})
    (world.folder / FOLDER / "20260101.json").write_text('{"at": "yesterday"}', "utf-8")
    assert await record_left(world.process.context.platform, world.folder) == 2
    assert [path.suffix for path in (world.folder / FOLDER).iterdir()] == [".unreadable"]
    [line] = await listed(world, "/api/platform/audit", action="verify.repair")
    assert line["facts"]["sent_again"] == 3


async def test_on_postgresql_the_command_writes_the_line_itself(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgres_url)
    await asyncio.to_thread(record_act, settings, "backup.make", FACTS, SecurityKind.BACKED_UP)
    connection = await asyncpg.connect(postgres_url)
    facts = await connection.fetchval("SELECT facts FROM platform.audit WHERE action = 'backup.make'")
    events = await connection.fetchval("SELECT count(*) FROM platform.security_events WHERE kind = 'backed_up'")
    await connection.close()
    assert json.loads(facts)["last_events"] == {"intake": 7}
    assert events == 1
