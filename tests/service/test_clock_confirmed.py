"""After the host's clock has jumped the alarm stands until somebody of operations has looked; that is on record."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.all_in_one import open_all
from shared.platform.settings import Settings
from shared.platform.tables import audit
from shared.runtime.opening import Overrides
from shared.runtime.process import Process
from shared.support.http import Client, in_process_client
from tests.harness.clock import A_MONDAY_MORNING, Host

HOUR = timedelta(hours=1)
CONFIRM = "/api/platform/clock/confirm"


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def hotline(tmp_path: Path, host: Host) -> AsyncIterator[Process]:
    """Everything in one process, on the clocks of this host."""
    embedded = await open_all(Settings(data_dir=tmp_path / "data"), Overrides(clock=host.clock()))
    yield embedded
    await embedded.close()


@pytest.fixture
async def client(hotline: Process) -> AsyncIterator[Client]:
    async with in_process_client(hotline.app(run=False), token=hotline.context.local_admin.secret) as inside:
        yield inside


async def test_a_jump_is_seen_and_moves_nothing(client: Client, host: Host) -> None:
    host.wall += HOUR
    clock = (await client.get("/api/platform/clock")).json()
    assert clock == {
        "now": "2026-11-23T01:00:00Z",
        "speed": 1.0,
        "drift_seconds": 3600.0,
        "held_since": None,
        "ahead_seconds": None,
    }
    assert (await client.get("/readyz")).json()["clock_alarm"] == 3600.0


async def test_confirming_ends_the_alarm_and_is_on_record(client: Client, hotline: Process, host: Host) -> None:
    host.wall += HOUR
    confirmed = await client.post(CONFIRM, json={})
    assert confirmed.json() == {
        "now": "2026-11-23T01:00:00Z",
        "speed": 1.0,
        "drift_seconds": None,
        "held_since": None,
        "ahead_seconds": None,
    }
    assert (await client.post(CONFIRM, json={})).status_code == 409
    async with hotline.context.platform.reading() as connection:
        [line] = await connection.execute(select(audit))
    assert (line["actor"], line["action"], line["at"]) == ("local", "clock.confirm", A_MONDAY_MORNING)
    facts = json.loads(line["facts"])
    assert (facts["drift_seconds"], facts["follow_wall"]) == (3600.0, False)


async def test_the_hotline_follows_the_wall_only_when_told_to(client: Client, host: Host) -> None:
    host.wall += HOUR
    confirmed = await client.post(CONFIRM, json={"follow_wall": True})
    assert confirmed.json()["now"] == "2026-11-23T02:00:00Z"
