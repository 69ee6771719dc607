"""The policy is frozen on the case when it opens; the person is resolved when the step fires (fault 26)."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from shared.platform.settings import ROOT
from tests.harness.clock import MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import FELLOW_REPORTER, LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of the shipped policies, to be changed."""
    return Path(shutil.copytree(ROOT / "deploy" / "policy", tmp_path / "policy"))


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path, policies: Path) -> AsyncIterator[World]:
    """A world that reads those."""
    async with World.running(tmp_path / "data", policy_dir=policies) as running:
        yield running


def hurry(policies: Path) -> None:
    file = policies / "default.toml"
    file.write_text(file.read_text("utf-8").replace('after = "10 min" ', 'after = "1 min" '), "utf-8")


async def test_a_case_keeps_the_ladder_it_opened_with_though_the_policy_changes(world: World, policies: Path) -> None:
    old = await world.by(REPORTER).reports(text="客户不满")
    hurry(policies)
    await world.restart()
    new = await world.by(REPORTER).reports(text="客户不满")

    await world.advance(6 * MINUTE)

    assert await told_of_moves(world, old) == [(LEADER, "level_told")]
    assert await told_of_moves(world, new) == [(LEADER, "level_told"), (LEADERS_LEADER, "level_told")]
    await world.advance(MINUTE)
    assert (await world.by(REPORTER).sees("escalation", new))["state"] == "filed"
    assert (await world.by(REPORTER).sees("escalation", old))["next_due_at"] == "2026-11-23T01:15:00Z"


async def test_a_new_leader_entered_between_two_steps_is_the_one_told(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(4 * MINUTE)
    await world.change_directory(world.member(REPORTER, leader_id=FELLOW_REPORTER))

    await world.advance(MINUTE)

    assert await told_of_moves(world, case) == [(FELLOW_REPORTER, "level_told")]


async def test_level_two_is_the_leader_of_whom_level_one_was_meant_for_as_the_tree_stands_then(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(6 * MINUTE)
    await world.change_directory(world.unit("JS-NJ", head_id="S0083"))

    await world.advance(9 * MINUTE)

    assert await told_of_moves(world, case) == [(LEADER, "level_told"), ("S0083", "level_told")]


async def test_a_reporter_who_moves_to_another_unit_keeps_the_one_of_the_report(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.change_directory(world.member(REPORTER, unit_id="JS-CZ-LY"))

    seen = await world.by(REPORTER).sees("escalation", case)

    assert (seen["reporter_unit_id"], seen["ladder"]) == ("JS-NJ-GL", "default@2018-06-01")
