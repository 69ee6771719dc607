"""A right that was once written on a case ends when the person no longer has the place by which they got it."""

from typing import Any

import pytest

from tests.harness.callback import MINUTE, claims, filed, handling, to_dispatch
from tests.harness.people import CALLER, CLAIMS_HANDLER, CLAIMS_HEAD, LEADER, REPORTER
from tests.harness.world import World

REVEAL = {"fields": ["phone"], "reason": "联系客户办理"}
ELSEWHERE: list[dict[str, Any]] = [
    {"unit_id": "JS-SZ-LP", "roles": frozenset({"reporter"})},
    {"roles": frozenset({"reporter"})},
    {"roles": frozenset({"agent"})},
]


async def reveals(world: World, who: str, case: str, service: str = "callback") -> int:
    thing = "reports" if service == "intake" else "cases"
    answer = await (await world.sign_in(who)).post(f"/api/{service}/{thing}/{case}/reveal", REVEAL)
    return answer.status_code


async def on_site(world: World) -> str:
    case = await world.by(REPORTER).reports(stage="calming", text="客户不满", customer={"phone": "13812345678"})
    await world.advance(6 * MINUTE)
    return case


@pytest.mark.parametrize("now", ELSEWHERE)
async def test_a_caller_who_reached_the_customer_and_does_other_work_now_sees_no_number(
    world: World, now: dict[str, Any]
) -> None:
    case = await to_dispatch(world)
    assert await reveals(world, CALLER, case) == 200
    await world.change_directory(world.member(CALLER, **now))
    assert await reveals(world, CALLER, case) == 403


@pytest.mark.parametrize("now", ELSEWHERE)
async def test_a_caller_who_holds_the_task_and_does_other_work_now_sees_no_number(
    world: World, now: dict[str, Any]
) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    assert await reveals(world, CALLER, case) == 200
    await world.change_directory(world.member(CALLER, **now))
    assert await reveals(world, CALLER, case) == 403


async def test_a_leader_told_who_left_the_branch_sees_no_number_and_settles_nothing(world: World) -> None:
    case = await on_site(world)
    for service in ("escalation", "intake"):
        assert await reveals(world, LEADER, case, service) == 200, service
    await world.change_directory(
        world.unit("JS-NJ-GL", head_id="S0115", deputy_id=None), world.member(LEADER, unit_id="JS-SZ-KS")
    )
    for service in ("escalation", "intake"):
        assert await reveals(world, LEADER, case, service) == 403, service
    for act in ("acknowledge", "settle", "file"):
        answer = await (await world.sign_in(LEADER)).tries("escalation", case, act, note="x")
        assert answer.status_code == 403, act
    await (await world.sign_in("S0115")).does("escalation", case, "settle", note="已致电")


async def test_a_leader_told_who_only_gave_up_the_headship_keeps_what_they_were_told_for(world: World) -> None:
    case = await on_site(world)
    await world.change_directory(world.unit("JS-NJ-GL", head_id="S0115", deputy_id=None))
    assert await reveals(world, LEADER, case, "escalation") == 200


async def test_a_head_who_signed_and_went_to_another_branch_keeps_nothing(world: World) -> None:
    case = await handling(world)
    assert await reveals(world, CLAIMS_HEAD, case) == 200
    await world.change_directory(
        world.unit("JS-NJ-LP", head_id="S0089", deputy_id=None), world.member(CLAIMS_HEAD, unit_id="JS-SZ-LP")
    )
    assert await reveals(world, CLAIMS_HEAD, case) == 403
    assert await reveals(world, "S0089", case) == 200


async def test_an_assigned_handler_who_left_the_unit_sees_the_number_no_longer(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    assert await reveals(world, CLAIMS_HANDLER, case) == 200
    await world.change_directory(world.member(CLAIMS_HANDLER, unit_id="JS-SZ-LP"))
    assert await reveals(world, CLAIMS_HANDLER, case) == 403
