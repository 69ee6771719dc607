"""The unit that has the case adds what it learnt."""

from typing import Any

import httpx

from tests.harness.callback import (
    amends,
    calls,
    claims,
    handling,
    resolved,
)
from tests.harness.people import CALLER, CLAIMS_HEAD, FELLOW_REPORTER, SALES, SALES_HEAD
from tests.harness.world import World

POLICY = "PDAA202632010000012345"


async def amend(world: World, who: str, case: str, **body: Any) -> httpx.Response:
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer


async def filed_event(world: World, case: str) -> dict[str, Any]:
    [event] = [each for each in await world.events("escalation", case) if each["kind"] == "case.filed"]
    return dict(event["data"])


async def test_the_unit_that_has_the_case_adds_a_number_and_the_unit_that_lost_it_does_not(world: World) -> None:
    case = await handling(world)
    assert (await amend(world, CLAIMS_HEAD, case, customer={"phone": "13911110000"})).status_code == 200
    assert (await world.by(CLAIMS_HEAD).sees("callback", case))["customer"]["phone"] == "139****0000"
    for body in ({"subject_staff_id": FELLOW_REPORTER}, {"responsible_unit_id": SALES}):
        assert (await amend(world, CLAIMS_HEAD, case, reason="不是我们", **body)).status_code == 403
    assert (await amend(world, SALES_HEAD, case, cause="slow")).status_code == 403
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="不属本单位")
    assert (await amend(world, CLAIMS_HEAD, case, cause="slow")).status_code == 403


async def test_a_wrong_number_at_the_follow_up_is_corrected_by_the_unit_that_knows_the_customer(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "wrong_number", number=2)
    await amends(world, CLAIMS_HEAD, case, customer={"phone": "13900001111"})
    task = (await world.by(CALLER).sees("callback", case))["task"]
    assert task["ask_reporter"] is False
    assert (await claims(world.by(CALLER))).task == f"{case}.t2"


async def test_the_unit_that_handles_adds_the_number_it_learnt(world: World) -> None:
    case = await handling(world)
    await amends(world, CLAIMS_HEAD, case, customer={"phone": "13900001111"})
