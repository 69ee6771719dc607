"""介入处理 is recorded and shown, may be given by each level, and never stops the clock (Art. 8)."""

from tests.harness.clock import DAY, MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


async def test_a_leader_who_acknowledges_and_does_nothing_is_escalated_past(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(6 * MINUTE)

    seen = await world.by(LEADER).does("escalation", case, "acknowledge", note="我来处理")
    assert (seen["told"][0]["acknowledged_at"], seen["told"][0]["acknowledged_by"]) == ("2026-11-23T01:06:00Z", LEADER)
    assert seen["next_due_at"] == "2026-11-23T01:15:00Z"

    await world.advance(19 * MINUTE)
    assert (await world.by(REPORTER).sees("escalation", case))["filed_at"] == "2026-11-23T01:25:00Z"
    assert [kind for _, kind in await told_of_moves(world, case)][:2] == ["level_told", "level_told"]


async def test_every_level_may_acknowledge_and_a_stale_level_does_so_for_its_own(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(16 * MINUTE)

    await world.by(LEADERS_LEADER).does("escalation", case, "acknowledge")
    world.lapse(MINUTE)
    seen = await world.by(LEADER).does("escalation", case, "acknowledge")

    assert [told["acknowledged_at"] for told in seen["told"]] == ["2026-11-23T01:17:00Z", "2026-11-23T01:16:00Z"]
    assert seen["next_due_at"] == "2026-11-23T01:25:00Z"
    levels = [e["data"]["level"] for e in await world.events("escalation", case) if e["kind"] == "case.acknowledged"]
    assert levels == [2, 1]


async def test_the_first_acknowledgement_of_a_level_counts_and_the_second_is_on_record(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(6 * MINUTE)
    await world.by(LEADER).does("escalation", case, "acknowledge")
    world.lapse(MINUTE)

    seen = await world.by(LEADER).does("escalation", case, "acknowledge")

    assert seen["told"][0]["acknowledged_at"] == "2026-11-23T01:06:00Z"
    assert (await world.kinds("escalation", case)).count("case.acknowledged") == 2


async def test_a_leader_who_was_not_told_yet_may_settle_but_not_acknowledge(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(6 * MINUTE)

    refused = await world.by(LEADERS_LEADER).tries("escalation", case, "acknowledge")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")

    await world.by(LEADERS_LEADER).does("escalation", case, "settle", note="已亲自致电")
    await world.advance(DAY)
    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (LEADER, "settled"), (REPORTER, "settled")]


async def test_the_reporter_cannot_acknowledge_his_own_report(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(6 * MINUTE)

    assert (await world.by(REPORTER).tries("escalation", case, "acknowledge")).status_code == 403
