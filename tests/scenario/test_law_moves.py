"""People who change their place, or are complained of, after the case has come to them: rights and messages follow."""

from tests.harness.callback import (
    HOUR,
    MARK,
    MINUTE,
    amends,
    asks_for,
    calls,
    claims,
    closed,
    does,
    filed,
    handling,
    reads,
    refused,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    ISSUING,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

CLAIMS_DEPUTY, OTHER_SUPERVISOR = "S0089", "S0018"


async def test_a_head_who_is_no_longer_complained_of_has_the_case_again(world: World) -> None:
    case = await handling(world)
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HEAD)
    assert (await refused(world.by(CLAIMS_HEAD), case, "resolve", note="x"))[0] == 403
    await amends(world, SUPERVISOR, case, subject_staff_id=None, reason="报告人弄错了人")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")


async def test_the_head_of_an_assisting_unit_who_is_complained_of_is_not_told_of_the_dispatch(world: World) -> None:
    case = await to_dispatch(world, subject_staff_id="S0097")
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING])
    heard = [who for who, _ in await world.told("callback", case)]
    assert "S0097" not in heard, heard
    assert len([who for who, kind in await world.told("callback", case) if kind in ("assisting", "dispatched")]) >= 2


async def test_a_complaint_is_not_told_to_the_leader_it_is_about(world: World) -> None:
    case = await handling(world, subject_staff_id=LEADER)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)
    assert LEADER not in await told(world, case, "complaint")


async def test_a_handler_complained_of_hears_neither_of_a_new_number_nor_that_the_customer_rang(world: World) -> None:
    case = await handling(world)
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HANDLER)
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, customer={"phone": "13900001111"})
    await world.by(AGENT).does("callback", case, "contacts", note="客户来电")
    await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户")
    await does(world, CALLER, case, "remind")
    await world.advance(60 * HOUR)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_HANDLER not in heard, heard
    assert CLAIMS_HEAD in heard, heard


async def test_one_of_the_group_who_is_complained_of_hears_nothing_of_the_case_from_first_to_last(
    world: World,
) -> None:
    case = await filed(world, subject_staff_id=CALLER, risk_flags=["media"])
    await world.advance(4 * MINUTE)
    await calls(world, case, "reached", by=COLLEAGUE, satisfied=False)
    await world.advance(13 * MINUTE)
    await does(world, COLLEAGUE, case, "dispatch", responsible_unit_id=CLAIMS)
    await does(world, CLAIMS_HEAD, case, "accept")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    await world.by(AGENT).does("callback", case, "contacts", note="客户来电")
    await calls(world, case, "reached", by=COLLEAGUE, number=2, score=90)
    await does(world, COLLEAGUE, case, "reopen", reason="客户来电")
    heard = [kind for who, kind in await world.told("callback", case) if who == CALLER]
    assert heard == []
    for path in ("/api/callback/tasks", "/api/callback/cases"):
        assert (await world.by(CALLER).get(path)).status_code == 200


async def test_a_supervisor_complained_of_is_not_told_of_a_hold_and_takes_nothing_over(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    hand = await claims(world.by(CALLER), case)
    for _ in range(3):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    assert await told(world, case, "held_too_long") == [OTHER_SUPERVISOR]
    path = f"/api/callback/tasks/{case}.t1/take-over"
    assert (await world.by(SUPERVISOR).post(path, {"reason": "久未拨打"})).status_code == 403


async def test_the_head_of_the_centre_complained_of_is_not_told_of_the_window_his_stand_in_is(world: World) -> None:
    case = await filed(world, subject_staff_id=CENTRE_HEAD)
    await world.advance(15 * MINUTE)
    heard = await told(world, case, "window_breached")
    assert CENTRE_HEAD not in heard, heard
    assert len(set(heard)) > len(SUPERVISORS), heard


async def test_who_gave_an_order_and_left_is_replaced_when_it_is_late(world: World) -> None:
    case = await handling(world)
    await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户")
    await world.change_directory(world.member(SUPERVISOR, active=False))
    before = len(await world.told("callback", case))
    await world.advance(25 * HOUR)
    late = [who for who, kind in (await world.told("callback", case))[before:] if "order" in kind]
    assert SUPERVISOR not in late, late
    assert {CLAIMS_HEAD, OTHER_SUPERVISOR} <= set(late), late


async def test_a_reporter_moved_to_another_branch_still_hears_and_reads_their_case(world: World) -> None:
    case = await handling(world)
    await world.change_directory(world.member(REPORTER, unit_id="JS-SZ-KS"))
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")
    await calls(world, case, "reached", number=2, score=90)
    assert REPORTER in await told(world, case, "closed")
    assert LEADER in await told(world, case, "closed")
    assert await reads(world, REPORTER, case) == 200


async def test_the_new_head_of_the_reporters_unit_reads_the_case_and_the_old_one_who_was_told_too(
    world: World,
) -> None:
    case = await world.by(REPORTER).reports(stage="calming", text="客户不满", customer={"phone": "13812345678"})
    await world.advance(25 * MINUTE)
    await world.change_directory(world.unit("JS-NJ-GL", head_id="S0115", deputy_id=None))
    assert await reads(world, "S0115", case) == 200
    assert await reads(world, LEADER, case) == 200


async def test_customer_service_of_the_branch_of_the_lead_unit_presses_after_a_transfer(world: World) -> None:
    case = await handling(world)
    assert await reads(world, "S0144", case) == 403
    await does(world, SUPERVISOR, case, "transfer", unit_id="JS-SZ-LP", reason="出险地在苏州")
    await does(world, "S0144", case, "supervise", text="请今日联系客户")
    assert await reads(world, CUSTOMER_SERVICE, case) in (200, 403)


async def test_a_caller_named_while_she_holds_two_matters_of_the_customer_loses_only_the_one(world: World) -> None:
    one, two = await filed(world), await filed(world, by="S0119")
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    await first.starts()
    await amends(world, "S0119", two, subject_staff_id=CALLER)
    assert (await second.asks("attempts", outcome="reached", satisfied=True, note="也满意")).status_code == 200
    await first.ends("reached", satisfied=True)
    assert (await world.by(SUPERVISOR).sees("callback", one))["state"] == "archived"
    assert (await world.by(SUPERVISOR).sees("callback", two))["state"] == "awaiting_callback"
    await world.advance(3 * MINUTE)
    assert (await asks_for(world.by(COLLEAGUE), two)).status_code == 200


async def test_a_closed_case_whose_unit_has_a_new_head_since_is_told_to_the_new_one_when_it_comes_back(
    world: World,
) -> None:
    case = await closed(world)
    await world.change_directory(world.unit(CLAIMS, head_id=CLAIMS_DEPUTY, deputy_id=None))
    await world.by(AGENT).does("callback", case, "complaint", **MARK)
    heard = await told(world, case, "complaint")
    assert CLAIMS_DEPUTY in heard, heard
