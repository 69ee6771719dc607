"""The on-site case is read by those it concerns; a person's message box is his own."""

from tests.harness.clock import MINUTE
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_ELSEWHERE,
    FELLOW_REPORTER,
    LEADER,
    LEADERS_LEADER,
    PROVINCE_HEAD,
    REPORTER,
)
from tests.harness.world import World


async def test_those_it_concerns_read_it_and_nobody_else_does(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    statuses = {}
    for who in (REPORTER, LEADER, LEADERS_LEADER, PROVINCE_HEAD, CALLER, CUSTOMER_SERVICE, AUDITOR):
        statuses[who] = (await (await world.sign_in(who)).get(f"/api/escalation/cases/{case}")).status_code
    assert set(statuses.values()) == {200}, statuses
    for who in (FELLOW_REPORTER, AGENT, CUSTOMER_SERVICE_ELSEWHERE):
        statuses[who] = (await (await world.sign_in(who)).get(f"/api/escalation/cases/{case}")).status_code
        assert statuses[who] == 403, statuses


async def test_a_list_holds_what_one_may_see_and_only_the_live_ones_if_asked(world: World) -> None:
    settled = await world.by(REPORTER).reports(text="客户不满")
    live = await world.by(REPORTER).reports(text="客户不满")
    other = await world.by("S0136").reports(text="客户不满")
    await world.by(REPORTER).does("escalation", settled, "settle", note="已安抚")

    async def listed(who: str, **params: object) -> set[str]:
        return {item["id"] for item in (await world.by(who).get("/api/escalation/cases", **params)).json()["items"]}

    assert await listed(REPORTER) == {settled, live}
    assert await listed(REPORTER, live=True) == {live}
    assert await listed(LEADERS_LEADER) == {settled, live, other}


async def test_a_long_list_is_read_in_parts_without_loss(world: World) -> None:
    cases = {await world.by(REPORTER).reports(text="客户不满") for _ in range(5)}
    found: list[str] = []
    cursor = None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await world.by(REPORTER).get("/api/escalation/cases", **params)).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert (len(found), set(found)) == (5, cases)


async def test_a_case_that_has_not_opened_yet_says_when_to_ask_again(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满")  # nothing has carried it on yet
    case = answer.json()["id"]

    for early in (
        await world.by(REPORTER).get(f"/api/escalation/cases/{case}"),
        await world.by(REPORTER).tries("escalation", case, "settle", note="已安抚"),
    ):
        assert (early.status_code, early.json()["code"]) == (404, "not_open_yet")
        assert int(early.headers["Retry-After"]) > 0


async def test_the_message_box_is_newest_first_and_ones_own(world: World) -> None:
    first = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(MINUTE)
    second = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(5 * MINUTE)

    box = (await world.by(LEADER).get("/api/escalation/messages")).json()
    assert [(item["case_id"], item["kind"], item["at"]) for item in box["items"]] == [
        (second, "level_told", "2026-11-23T01:06:00Z"),
        (first, "level_told", "2026-11-23T01:05:00Z"),
    ]
    own = (await world.by(REPORTER).get("/api/escalation/messages")).json()["items"]
    assert [(item["case_id"], item["kind"]) for item in own] == [(second, "leader_told"), (first, "leader_told")]


async def test_settling_takes_a_note_and_its_leader_reads_it_masked(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"name": "张三", "phone": "13812345678"})
    for nothing in ({}, {"note": ""}, {"note": "   "}):
        answer = await world.by(REPORTER).tries("escalation", case, "settle", **nothing)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "note")

    await world.by(REPORTER).does("escalation", case, "settle", note="已致电张三13812345678，客户谅解")

    note = (await world.by(LEADER).sees("escalation", case))["settled_note"]
    assert "客户谅解" in note
    assert "张三" not in note
    assert "13812345678" not in note
