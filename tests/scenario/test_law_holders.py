"""Who loses a case because of what became known, or because they moved: others hear it."""

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    amends,
    asks_for,
    claims,
    dispatched,
    does,
    handling,
    reads,
    refused,
    to_dispatch,
    told,
)
from tests.harness.people import (
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    CUSTOMER_SERVICE_OF_PROVINCE,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

CLAIMS_DEPUTY = "S0089"
GROUP_TEAM = "JS-95518-TS"
REVEAL = {"fields": ["phone"], "reason": "联系客户办理"}


async def test_a_head_named_after_signing_loses_the_case_to_a_stand_in_who_hears_it(world: World) -> None:
    case = await handling(world)
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HEAD)

    assert await refused(world.by(CLAIMS_HEAD), case, "resolve", note="已办结") == (403, "forbidden")
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_DEPUTY in heard, heard
    await does(world, CLAIMS_DEPUTY, case, "resolve", note="已办结")


async def test_a_handler_named_after_the_case_was_assigned_no_longer_has_it_and_the_head_hears(world: World) -> None:
    case = await handling(world)
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HANDLER)

    assert await refused(await world.sign_in(CLAIMS_HANDLER), case, "resolve", note="已办结") == (403, "forbidden")
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_HEAD in heard, heard
    answer = await (await world.sign_in(CLAIMS_HANDLER)).post(
        f"/api/callback/cases/{case}/reveal", {"fields": ["phone"], "reason": "核实"}
    )
    assert answer.status_code == 403


async def test_a_case_dispatched_to_the_group_itself_is_followed_up_by_customer_service(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=GROUP_TEAM)
    await does(world, SUPERVISOR, case, "accept")
    await does(world, SUPERVISOR, case, "resolve", note="已道歉")

    for who in (CALLER, *SUPERVISORS):
        answer = await asks_for(await world.sign_in(who), case, number=2)
        assert answer.status_code == 403, (who, answer.text)
    await world.advance(20 * HOUR)
    assert CUSTOMER_SERVICE_OF_PROVINCE in await told(world, case, "call_warned")
    await world.advance(3 * HOUR)  # until the morning
    hand = await claims(await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE), case, number=2)
    assert (await hand.ends("reached", score=90))["state"] == "closed"


async def test_a_handler_who_left_the_unit_keeps_nothing_of_the_case(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    await world.change_directory(world.member(CLAIMS_HANDLER, unit_id="JS-SZ-LP"))

    handler = await world.sign_in(CLAIMS_HANDLER)
    assert await refused(handler, case, "resolve", note="x") == (403, "forbidden")
    assert (await handler.get(f"/api/callback/cases/{case}")).status_code == 403
    answer = await handler.post(f"/api/callback/cases/{case}/reveal", {"fields": ["phone"], "reason": "核实"})
    assert answer.status_code == 403
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id="S0091")


async def test_a_head_who_signed_and_then_went_to_another_branch_keeps_nothing(world: World) -> None:
    case = await handling(world)
    await world.change_directory(
        world.unit(CLAIMS, head_id=CLAIMS_DEPUTY, deputy_id=None), world.member(CLAIMS_HEAD, unit_id="JS-SZ-LP")
    )
    assert await reads(world, CLAIMS_HEAD, case) == 403
    answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/cases/{case}/reveal", REVEAL)
    assert answer.status_code == 403
    assert (await refused(world.by(CLAIMS_HEAD), case, "resolve", note="x"))[0] == 403
    await does(world, CLAIMS_DEPUTY, case, "resolve", note="已办")


async def test_a_stand_in_told_of_a_dispatch_who_left_the_branch_signs_for_nothing(world: World) -> None:
    await world.change_directory(Leave(staff_id=CLAIMS_HEAD, from_at=world.now, until_at=world.now + DAY))
    case = await dispatched(world)
    assert CLAIMS_DEPUTY in await told(world, case, "dispatched")
    await world.change_directory(world.unit(CLAIMS, deputy_id="S0090"), world.member(CLAIMS_DEPUTY, unit_id="JS-SZ-LP"))
    assert (await refused(await world.sign_in(CLAIMS_DEPUTY), case, "accept"))[0] == 403
    await does(world, "S0090", case, "accept")
