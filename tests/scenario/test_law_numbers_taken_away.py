"""A number that is taken away is asked for at once."""

from typing import Any

import httpx

from tests.harness.callback import PHONE, filed, told
from tests.harness.people import CALLER, REPORTER
from tests.harness.world import World

POLICY = "PDAA202632010000012345"


async def amend(world: World, who: str, case: str, **body: Any) -> httpx.Response:
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer


async def filed_event(world: World, case: str) -> dict[str, Any]:
    [event] = [each for each in await world.events("escalation", case) if each["kind"] == "case.filed"]
    return dict(event["data"])


async def test_a_number_taken_away_from_a_filed_case_is_asked_for(world: World) -> None:
    case = await filed(world, customer={"phone": PHONE, "policy_no": POLICY})
    answer = await amend(world, REPORTER, case, customer={"phone": None})
    assert answer.status_code == 200
    seen = await world.by(CALLER).sees("callback", case)
    assert seen["customer"]["phone"] is None
    assert seen["task"]["ask_reporter"] is True
    assert REPORTER in await told(world, case, "number_asked")
