"""Limits when severity, unit, policy and round change under them."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    MINUTE,
    amends,
    calls,
    claims,
    closed,
    dispatched,
    does,
    filed,
    handling,
    refused,
    resolved,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World


async def running(world: World, case: str) -> dict[str, str]:
    seen = await world.by(CALLER).sees("callback", case)
    return {limit["kind"]: limit["due_at"] for limit in seen["limits"] if limit["ended_at"] is None}


async def test_a_case_that_becomes_grave_in_its_second_round_has_half_of_the_grave_limit(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "reached", number=2, score=30)
    assert (await running(world, case))["handling"] == "2026-11-24T13:00:00Z"
    await world.advance(HOUR)
    await amends(world, REPORTER, case, risk_flags=["media"])
    assert (await running(world, case))["handling"] == "2026-11-23T13:00:00Z"


async def test_a_unit_in_breach_whose_follow_up_fails_is_warned_and_breached_again_in_the_new_round(
    world: World,
) -> None:
    case = await handling(world)
    await world.advance(73 * HOUR)
    first = await told(world, case, "limit_breached")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    await calls(world, case, "reached", number=2, score=30)
    await world.advance(36 * HOUR)
    assert len(await told(world, case, "limit_breached")) == 2 * len(first)
    assert len(await told(world, case, "limit_warned")) == 2


async def test_no_reminder_of_a_breach_is_sent_while_the_follow_up_waits(world: World) -> None:
    case = await handling(world)
    await world.advance(73 * HOUR)
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    before = len(await world.told("callback", case))
    await world.advance(20 * HOUR)
    heard = (await world.told("callback", case))[before:]
    assert not {who for who, _ in heard} & {CLAIMS_HEAD, CLAIMS_EXECUTIVE}, heard


async def test_a_case_nobody_signs_for_is_pressed_every_day(world: World) -> None:
    case = await dispatched(world)
    await world.advance(30 * MINUTE)
    before = len(await world.told("callback", case))
    await world.advance(2 * DAY + HOUR)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert heard.count(CLAIMS_HEAD) >= 2, heard
    assert heard.count(CLAIMS_EXECUTIVE) >= 2, heard


async def test_a_dispatch_late_in_the_evening_counts_the_half_of_the_time_in_service_hours(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 12, 50, tzinfo=UTC)) as world:
        case = await dispatched(world)
        await world.advance(datetime(2026, 11, 24, 0, 5, tzinfo=UTC) - MINUTE - world.now)
        assert await told(world, case, "limit_half_used") == []
        await world.advance(MINUTE)
        assert CLAIMS_HANDLER in await told(world, case, "limit_half_used")


async def test_a_lowered_severity_is_told_to_the_other_supervisor_and_gives_whole_working_days(world: World) -> None:
    case = await handling(world)
    await does(world, SUPERVISOR, case, "severity", severity=3, reason="客户只是询问")
    heard = [who for who, kind in await world.told("callback", case) if "severity" in kind]
    assert SUPERVISORS[1] in heard, heard
    assert (await running(world, case))["handling"][:10] == "2026-11-30"


async def test_a_danger_withdrawn_by_the_reporter_does_not_make_the_case_slighter(world: World) -> None:
    case = await handling(world, risk_flags=["media"])
    await amends(world, REPORTER, case, risk_flags=[])
    assert (await world.by(CALLER).sees("callback", case))["severity"] == 1


async def test_the_same_danger_said_twice_is_told_once(world: World) -> None:
    case = await handling(world)
    await amends(world, REPORTER, case, risk_flags=["media"])
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, risk_flags=["media"], text="客户再次来电")
    heard = [kind for _, kind in (await world.told("callback", case))[before:]]
    assert not [kind for kind in heard if "severity" in kind or "risk" in kind or "danger" in kind], heard


async def test_a_danger_that_shows_after_the_end_reaches_a_supervisor(world: World) -> None:
    case = await closed(world)
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, risk_flags=["media"])
    heard = {who for who, _ in (await world.told("callback", case))[before:]}
    heard |= {who for who, kind in await world.told("escalation", case) if "risk" in kind or "danger" in kind}
    assert set(SUPERVISORS) <= heard, heard


async def test_a_closed_case_that_becomes_a_complaint_has_twelve_hours_from_its_dispatch(world: World) -> None:
    case = await closed(world)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    assert (await running(world, case))["handling"] == "2026-11-23T13:00:00Z"


async def test_transfers_by_a_supervisor_leave_the_next_choice_to_a_supervisor_and_a_reopening_starts_afresh(
    world: World,
) -> None:
    case = await handling(world)
    await does(world, SUPERVISOR, case, "transfer", unit_id=SALES, reason="属销售")
    await does(world, SALES_HEAD, case, "return", reason="不属销售")
    assert await refused(world.by(CALLER), case, "dispatch", responsible_unit_id=CLAIMS) == (403, "supervisor_decides")
    await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id=CLAIMS)
    await does(world, CLAIMS_HEAD, case, "accept")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    await calls(world, case, "reached", number=2, score=90)
    await does(world, CALLER, case, "reopen", reason="款项未到")
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)


async def test_the_customers_time_holds_for_every_matter_of_the_call(world: World) -> None:
    one, two = await filed(world), await filed(world, by="S0119")
    first, second = await claims(world.by(COLLEAGUE), one), await claims(world.by(COLLEAGUE), two)
    at = "2026-11-24T06:00:00Z"
    also = [{"task": second.task, "fence": second.fence}]
    await first.ends("call_later", call_later_at=at, also=also)
    for case in (one, two):
        assert (await world.by(CALLER).sees("callback", case))["task"]["not_before"] == at


async def test_an_order_on_a_case_closed_since_presses_nobody(world: World) -> None:
    case = await handling(world)
    await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    await calls(world, case, "reached", number=2, score=90)
    before = len(await world.told("callback", case))
    await world.advance(2 * DAY)
    assert (await world.told("callback", case))[before:] == []


async def test_a_refused_call_dispatched_with_less_severity_needs_a_reason(world: World) -> None:
    case = await filed(world, risk_flags=["media"])
    await calls(world, case, "refused")
    supervisor = world.by(SUPERVISOR)
    assert (await refused(supervisor, case, "dispatch", responsible_unit_id=CLAIMS, severity=3))[0] == 422
    await supervisor.does("callback", case, "dispatch", responsible_unit_id=CLAIMS, severity=1, reason="客户拒访")
    assert (await world.by(CALLER).sees("callback", case))["state"] == "dispatched"


async def test_a_danger_told_while_the_caller_talks_puts_the_archived_case_before_a_supervisor(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await amends(world, REPORTER, case, risk_flags=["group"])
    await hand.ends("reached", satisfied=True)
    listed = (await world.by(SUPERVISOR).get("/api/callback/cases", reviewed="false")).json()["items"]
    assert [item["id"] for item in listed] == [case]
