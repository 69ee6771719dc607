"""What is amended after the flow has started is found by every look-up."""

import pytest

from tests.harness.callback import filed
from tests.harness.people import AGENT, REPORTER
from tests.harness.world import World


@pytest.mark.parametrize(
    "key",
    [
        {"plate": "苏A7K3P9"},
        {"phone": "13911112222"},
        {"claim_no": "RDAA202632010000012345"},
        {"policy_no": "PDAA202632010000012345"},
    ],
)
async def test_a_filed_case_is_found_by_a_key_that_came_later(world: World, key: dict[str, str]) -> None:
    case = await filed(world)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": key})
    await world.settle()
    agent = await world.sign_in(AGENT)
    for service in ("callback", "escalation"):
        answer = await agent.post(f"/api/{service}/lookups", key | {"purpose": "登记客户来电"})
        assert [item["id"] for item in answer.json()["items"]] == [case], service


async def test_a_danger_told_after_the_flow_has_started_is_told_once_to_each_supervisor(world: World) -> None:
    case = await filed(world)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"risk_flags": ["media"]})
    await world.settle()
    heard = [*await world.told("escalation", case), *await world.told("callback", case)]
    graver = [who for who, kind in heard if kind in ("risk_reported", "severity_raised")]
    assert graver
    assert len(graver) == len(set(graver)), graver
