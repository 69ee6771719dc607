"""Administration alone on SQLite: it reads the files of services that do not run beside it, where there are any."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.admin import bootstrap as admin
from services.all_in_one import open_all
from shared.contracts.services import DATABASES, SERVICES
from shared.engine.db.database import DatabaseAway
from shared.platform.settings import Settings
from shared.runtime.opening import Overrides, open_process
from shared.runtime.process import Process
from shared.support.http import in_process_client
from tests.harness.clock import ManualClock


@asynccontextmanager
async def administration(settings: Settings) -> AsyncIterator[Process]:
    """A process that runs nothing else."""
    process = await open_process(settings, [admin], Overrides(clock=ManualClock()))
    try:
        yield process
    finally:
        await process.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


async def test_it_answers_for_services_that_do_not_run_beside_it(settings: Settings) -> None:
    await (await open_all(settings, Overrides(clock=ManualClock()))).close()
    async with administration(settings) as process:
        token = process.context.local_admin.secret
        async with in_process_client(process.app(run=False), token=token) as client:
            assert (await client.get("/api/platform/dead-letters")).json() == {"items": [], "next": None, "away": []}
            for service in SERVICES:
                missing = await client.post(f"/api/platform/dead-letters/{service}/1/replay")
                assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
            assert (await client.get("/api/platform/cases/nothing/events")).status_code == 404


async def test_services_that_were_never_started_are_away_and_nothing_is_made_for_them(settings: Settings) -> None:
    async with administration(settings) as process:
        for service in SERVICES:
            with pytest.raises(DatabaseAway, match=f"{service} has no database yet"):
                await process.context.installation.database(service)
    assert [path.stem for path in settings.data_dir.glob("*.db")] == ["platform"]


async def test_what_is_no_service_has_no_database_for_it(settings: Settings) -> None:
    async with administration(settings) as process:
        for name in {*DATABASES, "admin", "nothing"} - {*SERVICES}:
            with pytest.raises(KeyError):
                await process.context.installation.database(name)


async def test_a_database_is_opened_once_however_often_it_is_asked_for(settings: Settings) -> None:
    await (await open_all(settings, Overrides(clock=ManualClock()))).close()
    async with administration(settings) as process:
        first, second = [await process.context.installation.database("intake") for _ in range(2)]
        assert first is second


async def test_a_process_of_administration_alone_is_alive_ready_and_shows_figures(settings: Settings) -> None:
    async with administration(settings) as process, in_process_client(process.app(run=False)) as client:
        assert (await client.get("/livez")).json() == {"status": "alive"}
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["away"]) == (200, [])
        assert "hotline_clock_drift_seconds 0.0" in (await client.get("/metrics")).text
        assert (await client.get("/api/escalation/cases")).status_code == 404
