"""Nobody acts: the ladder climbs by itself, level by level, and the flow starts (Art. 8)."""

from datetime import timedelta

from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World

MINUTE = timedelta(minutes=1)
MILLISECOND = timedelta(milliseconds=1)


async def test_nobody_is_told_before_five_minutes_have_passed(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")

    await world.advance(5 * MINUTE - MILLISECOND)

    assert await told_of_moves(world, case) == []


async def test_the_leader_is_told_when_five_minutes_have_passed(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")

    await world.advance(5 * MINUTE)

    assert await told_of_moves(world, case) == [(LEADER, "level_told")]


async def test_his_leader_is_told_ten_minutes_later_and_the_flow_starts_ten_minutes_after_that(world: World) -> None:
    reporter = world.by(REPORTER)
    case = await reporter.reports(text="定损太慢", customer={"phone": "13812345678"})

    await world.advance(15 * MINUTE)
    assert [told["staff_id"] for told in (await reporter.sees("escalation", case))["told"]] == [LEADER, LEADERS_LEADER]

    await world.advance(10 * MINUTE)
    seen = await reporter.sees("escalation", case)
    assert (seen["state"], seen["filed_because"]) == ("filed", "silence")
    assert seen["filed_at"] == "2026-11-23T01:25:00Z"
