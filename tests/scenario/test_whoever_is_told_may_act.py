"""Those who are told read the case and do what is asked: holders, deputies, the next up, desks (audit K1, K2)."""

from shared.rules.directory import DutyShift, Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    PHONE,
    calls,
    dispatched,
    filed,
    handling,
    refused,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    GULOU_DESK,
    LEADER,
    LUHE_DEPUTY,
    LUHE_REPORTER,
    REPORTER,
    SALES_HEAD,
    SUPERVISORS,
)
from tests.harness.world import World

A_SALES_REPORTER = "S0120"
WITHOUT_HEAD, HEAD_ABOVE = "JS-XZ-FX", "S0377"


async def reads(world: World, who: str, case: str, *places: str) -> None:
    """This person reads the case there."""
    person = await world.sign_in(who)
    for place in places:
        path = f"/api/intake/reports/{case}" if place == "intake" else f"/api/{place}/cases/{case}"
        answer = await person.get(path)
        assert answer.status_code == 200, f"{who} in {place}: {answer.text}"


async def away(world: World, *staff: str) -> None:
    """They are on leave for a month."""
    until = world.now + 30 * DAY
    await world.change_directory(*(Leave(staff_id=who, from_at=world.now, until_at=until) for who in staff))


async def test_whoever_is_told_in_a_leaders_place_reads_the_report(world: World) -> None:
    case = await world.by(LUHE_REPORTER).reports(text="客户不满", ground="demand_unmet", customer={"phone": PHONE})
    await world.advance(5 * MINUTE)
    assert (LUHE_DEPUTY, "level_told") in await world.told("escalation", case)
    await reads(world, LUHE_DEPUTY, case, "intake", "escalation")


async def test_the_desk_told_when_no_leader_is_left_reads_all_of_the_case(world: World) -> None:
    await world.change_directory(world.member(LEADER, leader_id=LEADER))
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    await world.advance(HOUR)
    assert (GULOU_DESK, "nobody_left") in await world.told("escalation", case)
    await reads(world, GULOU_DESK, case, "intake", "escalation", "callback")


async def test_a_desk_reads_the_report_it_was_told_of_when_its_shift_is_over(world: World) -> None:
    stated = {"name": "外聘查勘员", "unit_id": "JS-NJ-GL"}
    agent = world.by(AGENT)
    case = await agent.reports(stage="calming", reporter_stated=stated, text="不满", customer={"phone": PHONE})
    shift = DutyShift(unit_id="JS-NJ-GL", staff_id="S0121", from_at=world.now, until_at=world.now + 6 * MINUTE)
    await world.change_directory(shift)
    await world.advance(HOUR)
    assert ("S0121", "level_told") in await world.told("escalation", case)
    await reads(world, "S0121", case, "intake", "escalation", "callback")


async def test_whoever_is_informed_in_a_leaders_place_reads_all_of_the_case(world: World) -> None:
    case = await filed(world, by=LUHE_REPORTER)
    assert (LUHE_DEPUTY, "filed_for_information") in await world.told("escalation", case)
    await reads(world, LUHE_DEPUTY, case, "intake", "escalation", "callback")


async def test_whoever_is_told_of_a_dispatch_can_sign_for_it_assign_and_return(world: World) -> None:
    case = await to_dispatch(world)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=WITHOUT_HEAD)
    assert await told(world, case, "dispatched") == [HEAD_ABOVE]
    await reads(world, HEAD_ABOVE, case, "callback")
    await world.by(HEAD_ABOVE).does("callback", case, "accept")
    await world.by(HEAD_ABOVE).does("callback", case, "return", reason="不归我们")


async def test_who_was_told_of_a_dispatch_may_still_sign_for_it_when_the_head_is_back(world: World) -> None:
    await world.change_directory(
        world.unit("JS-NJ-LP", deputy_id=None),
        Leave(staff_id=CLAIMS_HEAD, from_at=world.now, until_at=world.now + HOUR),
    )
    case = await dispatched(world)
    assert await told(world, case, "dispatched") == [CLAIMS_EXECUTIVE]
    await world.advance(2 * HOUR)
    await (await world.sign_in(CLAIMS_EXECUTIVE)).does("callback", case, "accept")


async def test_the_heads_own_deputy_is_told_of_a_dispatch_as_on_the_ladder(world: World) -> None:
    head = world.member(CLAIMS_HEAD, deputy_id=CLAIMS_HANDLER)
    await world.change_directory(world.unit("JS-NJ-LP", deputy_id=None), head)
    await away(world, CLAIMS_HEAD)
    case = await dispatched(world)
    assert await told(world, case, "dispatched") == [CLAIMS_HANDLER]
    await (await world.sign_in(CLAIMS_HANDLER)).does("callback", case, "assign", staff_id="S0091")


async def test_with_all_supervisors_away_the_head_of_the_centre_decides_and_no_county_desk(world: World) -> None:
    await away(world, *SUPERVISORS)
    case = await filed(world)
    await calls(world, case, "refused")
    assert await told(world, case, "unreachable") == [CENTRE_HEAD]
    await world.by(CENTRE_HEAD).does("callback", case, "retry", reason="再拨一次")


async def test_with_the_head_of_the_centre_away_too_its_deputy_decides(world: World) -> None:
    await away(world, *SUPERVISORS, CENTRE_HEAD)
    case = await filed(world)
    await calls(world, case, "refused")
    [deputy] = await told(world, case, "unreachable")
    assert deputy == "S0015"
    await reads(world, deputy, case, "callback")
    await world.by(deputy).does("callback", case, "close", reason="客户拒绝")


async def test_after_that_the_desk_of_the_province_decides_as_long_as_it_is_on_duty_and_after(world: World) -> None:
    night = DutyShift(unit_id="JS", staff_id="S0013", from_at=world.now, until_at=world.now + HOUR)
    day = next(shift for shift in world.directory.duty_shifts() if shift.unit_id == "JS")
    await world.change_directory(night, without=(day,))
    await away(world, *SUPERVISORS, CENTRE_HEAD, "S0015")
    case = await filed(world)
    await calls(world, case, "refused")
    assert await told(world, case, "unreachable") == ["S0013"]
    await world.advance(2 * HOUR)
    await (await world.sign_in("S0013")).does("callback", case, "retry", reason="再拨一次")


async def test_a_reporter_on_leave_is_told_and_whoever_does_their_part_may_correct_the_number(world: World) -> None:
    case = await filed(world)
    await away(world, REPORTER)
    await calls(world, case, "wrong_number")
    asked = await told(world, case, "number_asked")
    assert asked == [REPORTER, LEADER]
    stand_in = await world.sign_in(LEADER)
    answer = await stand_in.post(f"/api/intake/reports/{case}/details", {"customer": {"phone": "13900001111"}})
    assert answer.status_code == 200, answer.text
    await reads(world, LEADER, case, "callback")


async def test_a_reporter_on_leave_learns_how_it_ended_and_no_desk_instead(world: World) -> None:
    case = await filed(world)
    await away(world, REPORTER)
    await calls(world, case, "reached", satisfied=True)
    assert REPORTER in await told(world, case, "archived")
    assert GULOU_DESK not in await told(world, case, "archived")


async def test_the_agent_who_registered_reads_the_callback_case(world: World) -> None:
    stated = {"name": "外聘查勘员", "phone": "13900001111", "unit_id": "JS-NJ-GL"}
    agent = world.by(AGENT)
    case = await agent.reports(stage="filed", reporter_stated=stated, text="不满", customer={"phone": PHONE})
    await calls(world, case, "reached", satisfied=True)
    assert AGENT in await told(world, case, "archived")
    await reads(world, AGENT, case, "callback", "escalation", "intake")


async def test_a_breach_is_told_to_the_executive_of_the_lead_units_line_who_may_press_the_unit(world: World) -> None:
    case = await handling(world, by=A_SALES_REPORTER)
    assert (await refused(await world.sign_in(CLAIMS_EXECUTIVE), case, "remind"))[0] == 403
    await world.advance(10 * DAY)
    assert CLAIMS_EXECUTIVE in await told(world, case, "limit_breached")
    assert "S0084" not in await told(world, case, "limit_breached")
    await reads(world, CLAIMS_EXECUTIVE, case, "callback")
    await world.by(CLAIMS_EXECUTIVE).does("callback", case, "remind")
    await world.by(CLAIMS_EXECUTIVE).does("callback", case, "supervise", text="请今天答复")


async def test_a_case_is_assigned_only_to_somebody_of_the_unit_who_may_resolve_it_and_is_there(world: World) -> None:
    case = await handling(world)
    head = world.by(CLAIMS_HEAD)
    for nobody in ("S0092", SALES_HEAD):
        assert (await refused(head, case, "assign", staff_id=nobody))[0] == 422
    await away(world, CLAIMS_HANDLER)
    assert (await refused(head, case, "assign", staff_id=CLAIMS_HANDLER))[0] == 422
    await head.does("callback", case, "assign", staff_id="S0091")
    await (await world.sign_in("S0091")).does("callback", case, "resolve", note="已办")
