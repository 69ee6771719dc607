"""No leader, a circle of leaders, the top of the tree: the duty desk is told and the flow starts."""

from shared.rules.directory import Leave
from tests.harness.clock import DAY, MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import GULOU_DESK, HEAD_OFFICE_HEAD, LEADER, PROVINCE_HEAD, REPORTER
from tests.harness.world import World


async def test_whoever_has_no_leader_files_after_his_five_minutes_and_the_desk_is_told(world: World) -> None:
    case = await world.by(HEAD_OFFICE_HEAD).reports(text="客户催促")

    await world.advance(5 * MINUTE)

    seen = await world.by(HEAD_OFFICE_HEAD).sees("escalation", case)
    assert (seen["state"], seen["filed_because"], seen["told"]) == ("filed", "nobody_left", [])
    assert seen["filed_skipped"] == [{"staff_id": None, "reason": "no_leader"}]
    assert seen["filed_at"] == "2026-11-23T01:05:00Z"
    assert await told_of_moves(world, case) == [
        ("S0002", "nobody_left"),
        (HEAD_OFFICE_HEAD, "filed_for_information"),
    ]


async def test_below_the_top_of_the_tree_the_ladder_has_one_level(world: World) -> None:
    case = await world.by(PROVINCE_HEAD).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    seen = await world.by(PROVINCE_HEAD).sees("escalation", case)
    assert ([told["staff_id"] for told in seen["told"]], seen["filed_because"]) == ([HEAD_OFFICE_HEAD], "nobody_left")
    assert await told_of_moves(world, case) == [
        (HEAD_OFFICE_HEAD, "level_told"),
        ("S0012", "nobody_left"),
        (HEAD_OFFICE_HEAD, "filed_for_information"),
        (PROVINCE_HEAD, "filed_for_information"),
    ]


async def test_a_circle_of_leaders_is_left_at_once(world: World) -> None:
    await world.change_directory(world.member(LEADER, leader_id=REPORTER))
    case = await world.by(REPORTER).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    seen = await world.by(REPORTER).sees("escalation", case)
    assert ([told["staff_id"] for told in seen["told"]], seen["filed_because"]) == ([LEADER], "nobody_left")
    assert seen["filed_skipped"] == [
        {"staff_id": REPORTER, "reason": "reporter"},
        {"staff_id": LEADER, "reason": "cycle"},
    ]
    assert (GULOU_DESK, "nobody_left") in await told_of_moves(world, case)


async def test_a_leader_who_leads_himself_is_told_once(world: World) -> None:
    await world.change_directory(world.member(LEADER, leader_id=LEADER))
    case = await world.by(REPORTER).reports(text="客户催促")

    await world.advance(DAY)

    told = await told_of_moves(world, case)
    assert told.count((LEADER, "level_told")) == 1
    assert (await world.by(REPORTER).sees("escalation", case))["filed_because"] == "nobody_left"


async def test_when_nobody_is_on_duty_either_the_flow_starts_all_the_same(world: World) -> None:
    await world.change_directory(
        *(Leave(staff_id=staff_id, from_at=world.now, until_at=world.now + DAY) for staff_id in ("S0002",)),
    )
    case = await world.by(HEAD_OFFICE_HEAD).reports(text="客户催促")

    await world.advance(5 * MINUTE)

    assert await told_of_moves(world, case) == [(HEAD_OFFICE_HEAD, "filed_for_information")]
    assert await world.kinds("escalation", case) == ["case.opened", "case.filed"]
