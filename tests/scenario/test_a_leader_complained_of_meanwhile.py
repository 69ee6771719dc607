"""A leader who was told turns out to be the person complained of: the stand-in is told as well, and can act."""

import pytest

from tests.harness.clock import MINUTE
from tests.harness.people import GULOU_DESK, LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


async def accused(world: World, whom: str) -> str:
    """A case whose direct leader was told, and of whom the customer complains as is known only then."""
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(6 * MINUTE)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": whom})
    await world.settle()
    return case


async def test_the_deputy_is_told_reads_and_settles_and_the_leader_may_not(world: World) -> None:
    case = await accused(world, LEADER)

    seen = await world.by(REPORTER).sees("escalation", case)
    assert (seen["level"], seen["next_due_at"]) == (1, "2026-11-23T01:15:00Z")
    assert (seen["told"][0]["staff_id"], seen["told"][0]["also_told"]) == (LEADER, [GULOU_DESK])
    assert (REPORTER, "leader_told") in (await world.told("escalation", case))[-2:]
    refused = await world.by(LEADER).tries("escalation", case, "settle", note="我来处理")
    assert refused.status_code == 403
    deputy = await world.sign_in(GULOU_DESK)
    assert (await deputy.get(f"/api/intake/reports/{case}")).status_code == 200
    await deputy.does("escalation", case, "acknowledge", note="由我联系")
    assert (await deputy.does("escalation", case, "settle", note="已解释"))["state"] == "settled"


async def test_the_next_level_comes_when_it_is_due(world: World) -> None:
    case = await accused(world, LEADER)
    await world.advance(9 * MINUTE)

    seen = await world.by(REPORTER).sees("escalation", case)
    assert [told["staff_id"] for told in seen["told"]] == [LEADER, LEADERS_LEADER]
    await world.advance(10 * MINUTE)
    filed = (await world.events("escalation", case))[-1]["data"]
    assert filed["told"] == [LEADER, GULOU_DESK, LEADERS_LEADER]


@pytest.mark.parametrize("whom", [REPORTER, LEADERS_LEADER])
async def test_another_person_complained_of_changes_nothing_now(world: World, whom: str) -> None:
    case = await accused(world, whom)
    assert "level.also_told" not in await world.kinds("escalation", case)
