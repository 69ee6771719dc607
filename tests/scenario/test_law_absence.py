"""Holders who are away at an awkward moment: another is told and may act; lost rights stay lost."""

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    asks_for,
    calls,
    claims,
    dispatched,
    filed,
    handling,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    GROUP,
    LEADER,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

CLAIMS_DEPUTY, OTHER_EXECUTIVE = "S0089", "S0084"


def away(world: World, who: str, days: int = 30) -> Leave:
    return Leave(staff_id=who, from_at=world.now, until_at=world.now + days * DAY)


async def amend(world: World, who: str, case: str, **body: object) -> int:
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer.status_code


async def heard_after(world: World, case: str, before: int) -> list[tuple[str, str]]:
    return (await world.told("callback", case))[before:]


async def test_a_new_number_reaches_the_stand_in_when_head_and_handler_are_gone(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    await world.change_directory(away(world, CLAIMS_HEAD), world.member(CLAIMS_HANDLER, active=False))
    before = len(await world.told("callback", case))
    assert await amend(world, REPORTER, case, customer={"phone": "13900001111"}) == 200

    heard = {who for who, _ in await heard_after(world, case, before)}
    assert CLAIMS_DEPUTY in heard, heard
    assert CLAIMS_HANDLER not in heard


async def test_a_head_who_goes_on_leave_before_signing_leaves_the_case_to_who_is_warned(world: World) -> None:
    case = await dispatched(world)
    await world.change_directory(away(world, CLAIMS_HEAD))
    await world.advance(24 * MINUTE)

    warned = await told(world, case, "limit_warned")
    assert warned == [CLAIMS_DEPUTY]
    await (await world.sign_in(CLAIMS_DEPUTY)).does("callback", case, "accept")
    await (await world.sign_in(CLAIMS_DEPUTY)).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)


async def test_a_supervisor_back_from_leave_hears_the_daily_reminder_again_and_decides(world: World) -> None:
    await world.change_directory(
        *(Leave(staff_id=who, from_at=world.now, until_at=world.now + 30 * HOUR) for who in SUPERVISORS)
    )
    case = await filed(world)
    await calls(world, case, "refused")
    await world.advance(24 * HOUR)
    first = await told(world, case, "still_open")
    assert first == [CENTRE_HEAD]
    await world.advance(24 * HOUR)
    assert set(SUPERVISORS) <= set(await told(world, case, "still_open"))
    await world.by(SUPERVISOR).does("callback", case, "close", reason="客户不愿再谈")


async def test_with_the_whole_group_on_leave_the_supervisors_are_warned_and_call(world: World) -> None:
    await world.change_directory(*(away(world, who) for who in GROUP))
    case = await filed(world)
    await world.advance(3 * MINUTE + 30 * SECOND)

    warned = await told(world, case, "window_warned")
    assert warned, warned
    assert not set(warned) & set(GROUP), warned
    hand = await claims(await world.sign_in(warned[0]))
    assert (await hand.ends("reached", satisfied=False))["state"] == "to_dispatch"


async def test_with_the_whole_group_on_leave_whoever_is_warned_of_a_case_to_dispatch_dispatches_it(
    world: World,
) -> None:
    case = await to_dispatch(world)
    await world.change_directory(*(away(world, who) for who in GROUP))
    await world.advance(12 * MINUTE)

    warned = await told(world, case, "limit_warned")
    assert warned, warned
    assert not set(warned) & set(GROUP), warned
    await (await world.sign_in(warned[0])).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)


async def test_a_reporter_who_left_is_replaced_where_a_number_is_asked_for(world: World) -> None:
    case = await filed(world)
    await world.change_directory(world.member(REPORTER, active=False))
    await calls(world, case, "wrong_number")

    asked = [who for who, kind in await world.told("callback", case) if kind != "window_warned"]
    assert asked, asked
    assert REPORTER not in asked, asked
    assert await amend(world, asked[0], case, customer={"phone": "13900001111"}) == 200
    assert (await claims(world.by(CALLER), case)).task == f"{case}.t1"


async def test_a_unit_moved_to_another_branch_transfers_within_the_new_one(world: World) -> None:
    case = await handling(world)
    await world.change_directory(world.unit(CLAIMS, parent_id="JS-SZ"))

    answer = await world.by(CLAIMS_HEAD).tries("callback", case, "transfer", unit_id="JS-NJ-GL", reason="属鼓楼")
    assert answer.status_code == 422, answer.text
    answer = await world.by(CLAIMS_HEAD).tries("callback", case, "transfer", unit_id="JS-SZ-LP", reason="属苏州")
    assert answer.status_code == 200, answer.text


async def test_a_provincial_unit_transfers_in_the_province_and_a_prefecture_not_up_to_it(world: World) -> None:
    case = await to_dispatch(world)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-LP")
    head = await world.sign_in("S0045")
    await head.does("callback", case, "transfer", unit_id=CLAIMS, reason="属南京")
    answer = await world.by(CLAIMS_HEAD).tries("callback", case, "transfer", unit_id="JS-LP", reason="属省公司")
    assert answer.status_code == 422, answer.text
    answer = await world.by(CLAIMS_HEAD).tries("callback", case, "transfer", unit_id=SALES, reason="属销售")
    assert answer.status_code == 422, answer.text


async def test_the_executive_of_the_unit_that_had_the_case_reads_no_more_after_a_transfer(world: World) -> None:
    case = await handling(world)
    executive = await world.sign_in(CLAIMS_EXECUTIVE)
    assert (await executive.get(f"/api/callback/cases/{case}")).status_code == 200
    await world.by(SUPERVISOR).does("callback", case, "transfer", unit_id=SALES, reason="属销售")

    assert (await executive.get(f"/api/callback/cases/{case}")).status_code == 403
    assert (await (await world.sign_in(OTHER_EXECUTIVE)).get(f"/api/callback/cases/{case}")).status_code == 200
    assert (await (await world.sign_in(SALES_HEAD)).get(f"/api/callback/cases/{case}")).status_code == 200


async def test_an_executive_on_leave_is_replaced_for_a_breach_and_the_stand_in_may_press_the_unit(
    world: World,
) -> None:
    await world.change_directory(away(world, CLAIMS_EXECUTIVE))
    case = await handling(world)
    await world.advance(73 * HOUR)

    heard = await told(world, case, "limit_breached")
    assert OTHER_EXECUTIVE in heard, heard
    assert CLAIMS_EXECUTIVE not in heard, heard
    stand_in = await world.sign_in(OTHER_EXECUTIVE)
    assert (await stand_in.get(f"/api/callback/cases/{case}")).status_code == 200
    await stand_in.does("callback", case, "supervise", text="请今日办结")


async def test_leaders_told_on_site_who_left_since_do_not_stop_the_end_from_being_told(world: World) -> None:
    case = await world.by(REPORTER).reports(stage="calming", text="客户不满", customer={"phone": "13812345678"})
    await world.advance(25 * MINUTE)
    await world.change_directory(world.member(LEADER, active=False))
    await calls(world, case, "reached", satisfied=True)

    archived = await told(world, case, "archived")
    assert REPORTER in archived, archived
    assert "S0082" in archived, archived


async def test_a_follow_up_whose_caller_left_goes_on_with_another(world: World) -> None:
    case = await resolved(world)
    hand = await claims(world.by(CALLER), case, number=2)
    await hand.starts()
    await world.change_directory(world.member(CALLER, active=False))
    answer = await hand.asks("attempts", outcome="reached", score=90)
    assert answer.status_code in (401, 403), answer.text
    await world.advance(3 * MINUTE)
    assert (await asks_for(world.by(COLLEAGUE), case, number=2)).status_code == 200


async def test_an_agent_finds_a_case_by_number_and_learns_nothing_of_its_content(world: World) -> None:
    case = await handling(world)
    answer = await world.by(AGENT).post("/api/callback/lookups", {"phone": "13812345678", "purpose": "登记客户来电"})
    [item] = answer.json()["items"]
    assert item["id"] == case, item
    assert set(item) <= {"id", "number", "state", "unit_id"}, item
    for path in (f"/api/callback/cases/{case}", f"/api/intake/reports/{case}", f"/api/escalation/cases/{case}"):
        assert (await world.by(AGENT).get(path)).status_code == 403, path
