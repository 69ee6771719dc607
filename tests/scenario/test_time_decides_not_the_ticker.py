"""A command on a case whose step is already due applies that step first, and keeps it whatever becomes of itself."""

from tests.harness.clock import MINUTE, SECOND
from tests.harness.onsite import told_of_moves
from tests.harness.people import AUDITOR, LEADER, REPORTER
from tests.harness.world import World


async def test_a_refused_command_leaves_the_step_applied(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    world.lapse(5 * MINUTE + SECOND)

    refused = await world.by(AUDITOR).tries("escalation", case, "settle", note="已安抚")

    assert refused.status_code == 403
    assert await world.kinds("escalation", case) == ["case.opened", "level.told"]
    assert await told_of_moves(world, case) == [(LEADER, "level_told")]
    assert await world.audited("escalation", case) == [(AUDITOR, "settle", "refused", "forbidden")]


async def test_the_ticker_then_finds_nothing_left_to_do(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    world.lapse(5 * MINUTE + SECOND)
    await world.by(AUDITOR).tries("escalation", case, "settle", note="已安抚")

    await world.settle()

    assert await told_of_moves(world, case) == [(LEADER, "level_told")]
    assert (await world.by(REPORTER).sees("escalation", case))["next_due_at"] == "2026-11-23T01:15:00Z"


async def test_a_leader_can_acknowledge_a_level_that_nobody_fired_yet(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    world.lapse(5 * MINUTE)

    seen = await world.by(LEADER).does("escalation", case, "acknowledge")

    assert seen["told"][0]["acknowledged_at"] == "2026-11-23T01:05:00Z"


async def test_a_reporter_who_escalates_after_the_due_time_leaves_the_direct_leader_his_ten_minutes(
    world: World,
) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    world.lapse(5 * MINUTE + SECOND)

    late = await world.by(REPORTER).tries("escalation", case, "escalate", level=0)

    assert (late.status_code, late.json()["code"], late.json()["level"]) == (409, "already_raised", 1)
    seen = await world.by(REPORTER).sees("escalation", case)
    assert [(t["staff_id"], t["due_at"], t["told_at"]) for t in seen["told"]] == [
        (LEADER, "2026-11-23T01:05:00Z", "2026-11-23T01:05:01Z")
    ]
    assert seen["next_due_at"] == "2026-11-23T01:15:00Z"


async def test_a_late_but_tolerable_tick_does_not_move_the_next_step(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.jump(5 * MINUTE + 30 * SECOND)

    assert (await world.by(REPORTER).sees("escalation", case))["next_due_at"] == "2026-11-23T01:15:00Z"


async def test_a_tick_later_than_that_gives_the_leader_his_ten_minutes_from_receipt(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.jump(5 * MINUTE + 31 * SECOND)

    assert (await world.by(REPORTER).sees("escalation", case))["next_due_at"] == "2026-11-23T01:15:31Z"
