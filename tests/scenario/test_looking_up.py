"""An agent with the customer on the line finds the cases by a number: which, in what state, where; nothing of them."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.callback import MINUTE, closed, dispatched, filed
from tests.harness.people import AGENT, AUDITOR, CLAIMS, CLAIMS_HEAD, FELLOW_REPORTER, LEADER, REPORTER
from tests.harness.world import World

PHONE = "13812345678"
CUSTOMER = {
    "name": "张三",
    "phone": PHONE,
    "policy_no": "PDAA202632010000012345",
    "claim_no": "RDAA202632010000054321",
    "accident_no": "BAQZ66210083345",
    "plate": "苏A7K3P9",
}
NUMBERS = {kind: number for kind, number in CUSTOMER.items() if kind != "name"}


async def looks_up(world: World, service: str, who: str, **body: Any) -> tuple[int, Any]:
    """The status, and the answer."""
    answer = await (await world.sign_in(who)).post(f"/api/{service}/lookups", {"purpose": "登记客户来电"} | body)
    return answer.status_code, answer.json()


async def found(world: World, service: str, who: str, **body: Any) -> list[str]:
    status, answer = await looks_up(world, service, who, **body)
    assert status == 200, answer
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize("kind", NUMBERS)
async def test_each_number_finds_the_case_in_every_service(world: World, kind: str) -> None:
    case = await filed(world, customer=CUSTOMER)
    await filed(world, customer={"phone": "13700000000"})
    asked = {kind: NUMBERS[kind].lower()}

    for service in ("escalation", "callback"):
        assert await found(world, service, AGENT, **asked) == [case]
    assert (await looks_up(world, "intake", AGENT, **asked))[1]["count"] == 1


async def test_the_answer_says_which_in_what_state_and_where_and_nothing_of_the_content(world: World) -> None:
    ended, live = await closed(world, customer=CUSTOMER), await dispatched(world, customer=CUSTOMER)

    status, answer = await looks_up(world, "callback", AGENT, phone="+86 138-1234-5678")

    numbers = {
        event["case_id"]: event["data"]["number"] for event in await world.events("intake") if "number" in event["data"]
    }
    assert (status, answer["items"]) == (
        200,
        [
            {"id": live, "number": numbers[live], "state": "dispatched", "unit_id": CLAIMS},
            {"id": ended, "number": numbers[ended], "state": "closed", "unit_id": CLAIMS},
        ],
    )
    assert (await looks_up(world, "callback", AGENT, phone="13700000000"))[1]["items"] == []


async def test_all_but_agents_learn_only_of_cases_they_may_read(world: World) -> None:
    hers, theirs = await dispatched(world), await filed(world, by=FELLOW_REPORTER)

    assert await found(world, "callback", AGENT, phone=PHONE) == [theirs, hers]
    assert await found(world, "callback", LEADER, phone=PHONE) == [theirs, hers]
    assert await found(world, "callback", REPORTER, phone=PHONE) == [hers]
    assert await found(world, "callback", CLAIMS_HEAD, phone=PHONE) == [hers]
    assert await found(world, "escalation", FELLOW_REPORTER, phone=PHONE) == [theirs]
    assert (await looks_up(world, "intake", REPORTER, phone=PHONE))[1]["count"] == 1
    assert (await looks_up(world, "intake", AGENT, phone=PHONE))[1]["count"] == 2


async def test_a_case_on_site_is_found_before_it_is_filed(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE}, stage="calming")

    assert (await looks_up(world, "escalation", AGENT, phone=PHONE))[1]["items"][0]["state"] == "calming"
    assert await found(world, "callback", AGENT, phone=PHONE) == []
    counted = (await looks_up(world, "intake", AGENT, phone=PHONE))[1]
    assert {name: counted[name] for name in ("count", "calming", "filed", "more")} == {
        "count": 1,
        "calming": 1,
        "filed": 0,
        "more": False,
    }
    assert case in await found(world, "escalation", AGENT, phone=PHONE)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"phone": PHONE, "plate": "苏A7K3P9"}, "body"),
        ({"phone": PHONE, "purpose": ""}, "purpose"),
        ({"phone": "无"}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"claim_no": "不详"}, "claim_no"),
        ({"plate": "000000"}, "plate"),
    ],
)
async def test_a_look_up_needs_one_number_that_can_be_searched_and_a_purpose(
    world: World, body: dict[str, str], field: str
) -> None:
    status, answer = await looks_up(world, "callback", AGENT, **body)
    assert (status, answer["errors"][0]["field"]) == (422, field)


async def test_who_looked_for_what_kind_of_number_and_why_is_on_record_without_the_number(world: World) -> None:
    case = await filed(world)
    await looks_up(world, "callback", AGENT, phone=PHONE)
    await looks_up(world, "callback", AGENT, phone=PHONE, purpose=f"张三 {PHONE} 来电")
    await looks_up(world, "callback", AGENT, phone="13700000000", purpose="王五 13700000000 来电")

    rows = await world.rows("callback", select(audit).where(audit.c.action == "looked_up").order_by(audit.c.position))
    facts = [
        {name: fact for name, fact in json.loads(row["facts"]).items() if not name.startswith("by_")} for row in rows
    ]
    assert {row["actor"] for row in rows} == {AGENT}
    assert facts[0] == {"by": "phone", "found": [case], "purpose": "登记客户来电"}
    key = await world.process.context.vault.key(case)
    assert key.open("purpose", facts[1]["purpose"]) == f"张三 {PHONE} 来电"
    assert facts[2] == {"by": "phone", "found": [], "purpose": None}


async def test_after_thirty_look_ups_an_hour_it_is_refused_in_every_service(world: World) -> None:
    for _ in range(30):
        assert (await looks_up(world, "intake", AGENT, phone=PHONE))[0] == 200
    for service in ("intake", "escalation", "callback"):
        status, answer = await looks_up(world, service, AGENT, phone=PHONE)
        assert (status, answer["code"], answer["retry_after"]) == (429, "quota_used_up", 3600)
    assert (await looks_up(world, "callback", AUDITOR, phone=PHONE))[0] == 200
    await world.advance(60 * MINUTE)
    assert (await looks_up(world, "callback", AGENT, phone=PHONE))[0] == 200
