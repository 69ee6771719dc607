"""The message of a level says by when this leader must calm the customer, and what really happens then (Art. 8)."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from shared.platform.settings import ROOT
from tests.harness.clock import MINUTE
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


@pytest_asyncio.fixture(loop_scope="session")
async def patient(tmp_path: Path) -> AsyncIterator[World]:
    """A world whose leaders have twenty minutes each."""
    policies = Path(shutil.copytree(ROOT / "deploy" / "policy", tmp_path / "policy"))
    file = policies / "default.toml"
    file.write_text(file.read_text("utf-8").replace('after = "10 min" ', 'after = "20 min" '), "utf-8")
    async with World.running(tmp_path / "data", policy_dir=policies) as running:
        yield running


async def texts(world: World, staff_id: str) -> list[str]:
    """What this person was asked to do, in their message box, newest first."""
    person = await world.sign_in(staff_id)
    items = (await person.get("/api/escalation/messages")).json()["items"]
    return [each["text"] for each in items if each["kind"] == "level_told"]


async def test_the_first_leader_reads_the_deadline_and_who_is_told_next(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    number = (await world.by(REPORTER).sees("escalation", case))["number"]

    await world.advance(5 * MINUTE)

    assert await texts(world, LEADER) == [
        "【请立即介入】鼓楼支公司于嘉怡报告的客户仍不满，请在09:15前化解。\n"
        f"到时未化解，将通知您的上级杨芳。报告编号{number}。"
    ]


async def test_the_last_leader_reads_that_the_flow_starts(world: World) -> None:
    await world.by(REPORTER).reports(text="定损太慢")

    await world.advance(15 * MINUTE)

    [text] = await texts(world, LEADERS_LEADER)
    assert "请在09:25前化解。\n到时未化解，将启动流程，由95518回访。" in text


async def test_a_policy_with_other_times_is_what_the_leaders_read(patient: World) -> None:
    case = await patient.by(REPORTER).reports(text="定损太慢")

    await patient.advance(25 * MINUTE)

    assert "请在09:25前化解。" in (await texts(patient, LEADER))[0]
    assert "请在09:45前化解。" in (await texts(patient, LEADERS_LEADER))[0]
    await patient.advance(20 * MINUTE)
    assert (await patient.by(REPORTER).sees("escalation", case))["filed_at"] == "2026-11-23T01:45:00Z"
