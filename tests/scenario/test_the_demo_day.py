"""A fresh demo opens on a day of cases: every state is there, at whatever hour it is begun, and nothing is amiss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from deploy.demo import day
from services.callback.adapters.tables import cases as callback_cases
from services.callback.domain.states import State as CallbackState
from services.escalation.adapters.tables import cases as onsite_cases
from services.escalation.domain.states import State as OnSiteState
from shared.platform.settings import Profile, Settings
from shared.support.local_time import SHANGHAI
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("the day is for a data folder")

AT_NOON = datetime(2026, 11, 27, 12, 0, tzinfo=SHANGHAI)
ON_A_HOLIDAY_NIGHT = datetime(2026, 10, 5, 2, 40, tzinfo=SHANGHAI)


async def states(world: World, service: str, cases: Table) -> set[str]:
    return {row["state"] for row in await world.rows(service, select(cases.c.state))}


@pytest.mark.parametrize("now", [AT_NOON, ON_A_HOLIDAY_NIGHT], ids=["at noon", "on a holiday night"])
async def test_a_fresh_demo_has_a_case_in_every_state(tmp_path: Path, now: datetime) -> None:
    folder, now = tmp_path / "data", now.astimezone(UTC)
    assert await day.play_day(Settings(data_dir=folder), now) == 28
    async with World.running(folder, at=now) as world:
        assert await states(world, "escalation", onsite_cases) == set(OnSiteState)
        assert await states(world, "callback", callback_cases) == set(CallbackState)


def test_only_an_empty_folder_of_the_demo_gets_a_day(tmp_path: Path) -> None:
    assert day.wants_a_day(Settings(data_dir=tmp_path))
    assert not day.wants_a_day(Settings(data_dir=tmp_path, profile=Profile.PRODUCTION))
    assert not day.wants_a_day(Settings(data_dir=tmp_path, database_url="postgresql://u@127.0.0.1/h"))
    (tmp_path / "platform.db").touch()
    assert not day.wants_a_day(Settings(data_dir=tmp_path))
