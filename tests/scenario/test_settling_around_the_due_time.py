"""Settling a moment before a step is due, at that moment, and a moment after: at exactly the due time the step wins."""

from tests.harness.clock import DAY, MILLISECOND, MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World

LEVEL_1_AT, LEVEL_2_AT, FILED_AT = 5 * MINUTE, 15 * MINUTE, 25 * MINUTE


async def test_a_case_settled_a_millisecond_before_level_one_asks_nobody_and_the_leader_hears_of_it(
    world: World,
) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(LEVEL_1_AT - MILLISECOND)

    await world.by(REPORTER).does("escalation", case, "settle", note="已安抚")
    await world.advance(DAY)

    assert await told_of_moves(world, case) == [(LEADER, "settled")]
    assert await world.kinds("escalation", case) == ["case.opened", "case.settled"]


async def test_at_exactly_the_due_time_the_leader_is_told_first_and_settling_holds_too(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    world.lapse(LEVEL_1_AT)

    settled = await world.by(REPORTER).does("escalation", case, "settle", note="已安抚")

    assert (settled["state"], settled["level"]) == ("settled", 1)
    assert settled["told"][0]["told_at"] == "2026-11-23T01:05:00Z"
    await world.advance(DAY)
    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (LEADER, "settled")]
    assert await world.kinds("escalation", case) == ["case.opened", "level.told", "case.settled"]


async def test_a_millisecond_after_the_due_time_the_leader_was_told_on_time(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(LEVEL_1_AT + MILLISECOND)

    settled = await world.by(REPORTER).does("escalation", case, "settle", note="已安抚")
    await world.advance(DAY)

    assert settled["told"][0]["told_at"] == "2026-11-23T01:05:00Z"
    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (LEADER, "settled")]


async def test_settled_a_millisecond_before_level_two_only_the_first_level_ever_hears_of_it(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(LEVEL_2_AT - MILLISECOND)

    await world.by(LEADER).does("escalation", case, "settle", note="已致电客户")
    await world.advance(DAY)

    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (REPORTER, "settled")]


async def test_settled_at_exactly_the_time_of_level_two_both_levels_were_told(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(LEVEL_2_AT - MILLISECOND)
    world.lapse(MILLISECOND)

    await world.by(LEADER).does("escalation", case, "settle", note="已致电客户")
    await world.advance(DAY)

    assert await told_of_moves(world, case) == [
        (LEADER, "level_told"),
        (LEADERS_LEADER, "level_told"),
        (LEADERS_LEADER, "settled"),
        (REPORTER, "settled"),
    ]


async def test_settled_a_millisecond_before_the_flow_starts_it_never_starts(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(FILED_AT - MILLISECOND)

    await world.by(LEADERS_LEADER).does("escalation", case, "settle", note="已解决")
    await world.advance(DAY)

    assert "case.filed" not in await world.kinds("escalation", case)
    assert await told_of_moves(world, case) == [
        (LEADER, "level_told"),
        (LEADERS_LEADER, "level_told"),
        (LEADER, "settled"),
        (REPORTER, "settled"),
    ]


async def test_at_exactly_the_time_of_filing_the_flow_starts_and_settling_is_refused(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(FILED_AT - MILLISECOND)
    world.lapse(MILLISECOND)

    refused = await world.by(LEADERS_LEADER).tries("escalation", case, "settle", note="已解决")

    assert (refused.status_code, refused.json()["code"]) == (409, "already_filed")
    assert (refused.json()["by"], refused.json()["at"]) == (None, "2026-11-23T01:25:00Z")
    await world.advance(DAY)
    assert await told_of_moves(world, case) == [
        (LEADER, "level_told"),
        (LEADERS_LEADER, "level_told"),
        (LEADER, "filed_for_information"),
        (LEADERS_LEADER, "filed_for_information"),
        (REPORTER, "filed_for_information"),
    ]
