"""Holes in what we know of people, units and reports; reports that are the same; what can be done and listed."""

from typing import Any

from tests.harness.callback import DAY, MINUTE, PHONE, asks_for, calls, claims, filed, handling, to_dispatch
from tests.harness.chat import Chat
from tests.harness.people import (
    ADMINISTRATOR,
    AGENT,
    AUDITOR,
    CALLER,
    CENTRE_HEAD,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    FELLOW_REPORTER,
    LEADER,
    LUHE_DEPUTY,
    LUHE_HEAD,
    OPERATOR,
    REPORTER,
    SUPERVISOR,
)
from tests.harness.world import World

ITEMS = "/api/platform/quality-items"
CUSTOMER = {"name": "张三", "phone": PHONE}


async def items(world: World, who: str = ADMINISTRATOR, **params: Any) -> list[dict[str, Any]]:
    answer = await (await world.sign_in(who)).get(ITEMS, **params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def names(world: World, item: dict[str, Any], staff_id: str) -> None:
    answer = await world.by(ADMINISTRATOR).post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": staff_id})
    assert answer.status_code == 200, answer.text
    await world.settle()


async def test_a_stranger_of_a_unit_whose_head_is_away_reaches_the_deputy(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_stated={"name": "外聘", "unit_id": "JS-NJ-LH"}, stage="calming", text="客户不满", call_id="C-1"
    )
    await world.advance(5 * MINUTE)
    told = [who for who, kind in await world.told("escalation", case) if kind == "level_told"]
    assert LUHE_DEPUTY in told
    assert LUHE_HEAD not in told
    await (await world.sign_in(LUHE_DEPUTY)).does("escalation", case, "settle", note="已致电")


async def test_a_stranger_who_turns_out_to_be_the_caller_loses_the_task(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_stated={"name": "赵静"}, stage="filed", text="客户不满", customer=CUSTOMER, call_id="C-1"
    )
    hand = await claims(world.by(CALLER), case)
    [item] = [each for each in await items(world) if each["kind"] == "reporter_unresolved"]
    await names(world, item, CALLER)
    await hand.asks("attempts", outcome="reached", satisfied=True)
    seen = await world.by(SUPERVISOR).sees("callback", case)
    assert (seen["reporter_id"], seen["state"]) == (CALLER, "awaiting_callback")
    await world.advance(5 * MINUTE)
    assert (await asks_for(world.by(CALLER), case)).status_code in (403, 409)
    assert (await asks_for(world.by(COLLEAGUE), case)).status_code == 200


async def test_two_administrators_who_name_different_people_do_not_undo_each_other(world: World) -> None:
    await world.by(AGENT).reports(reporter_stated={"name": "某人"}, text="客户不满", call_id="C-1")
    [item] = await items(world)
    await names(world, item, REPORTER)
    other = await world.sign_in("S0007")
    again = await other.post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": FELLOW_REPORTER})
    assert (again.status_code, again.json()["code"]) == (409, "already_resolved")
    assert ADMINISTRATOR in again.text


async def test_a_stranger_of_the_chat_is_shown_masked_and_can_be_revealed(world: World) -> None:
    case = await Chat(world, "service").reports("waipin-13800001111", "不满报告 张三 13812345678 定损太慢")
    seen = await world.by(AUDITOR).get(f"/api/intake/reports/{case}")
    assert "13800001111" not in seen.text
    body = {"fields": ["reporter.stated_userid"], "reason": "核实"}
    shown = await world.by(AUDITOR).post(f"/api/intake/reports/{case}/reveal", body)
    assert shown.json() == {"reporter.stated_userid": "waipin-13800001111"}
    [item] = await items(world)
    assert item["kind"] == "reporter_unresolved"


async def test_an_earlier_report_of_another_person_may_be_named_and_shows_nothing_of_it(world: World) -> None:
    first = await filed(world, by=FELLOW_REPORTER, text="隐私内容")
    second = await filed(world, previous_id=first)
    seen = await world.by(CALLER).sees("callback", second)
    assert seen["previous_id"] == first
    assert "隐私内容" not in (await world.by(REPORTER).get(f"/api/callback/cases/{second}")).text
    assert (await world.by(REPORTER).get(f"/api/callback/cases/{first}")).status_code == 403


async def test_what_may_be_done_is_what_succeeds_when_somebody_is_complained_of(world: World) -> None:
    case = await handling(world, subject_staff_id=CLAIMS_HANDLER)
    seen = await (await world.sign_in(CLAIMS_HANDLER)).get(f"/api/callback/cases/{case}")
    assert seen.status_code == 200
    assert seen.json()["acts"] == []
    assert (await world.by(CLAIMS_HEAD).tries("callback", case, "assign", staff_id=CLAIMS_HANDLER)).status_code in (
        403,
        409,
        422,
    )
    bodies: dict[str, dict[str, Any]] = {"resolve": {"note": "x"}, "return": {"reason": "x"}}
    for act, body in bodies.items():
        answer = await (await world.sign_in(CLAIMS_HANDLER)).tries("callback", case, act, **body)
        assert answer.status_code == 403, act


async def test_a_supervisor_complained_of_finds_the_case_in_no_list_of_decisions(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    await calls(world, case, "refused")
    mine = (await world.by(SUPERVISOR).get("/api/callback/cases", decides="me")).json()["items"]
    assert [row["id"] for row in mine] == []
    other = (await (await world.sign_in("S0018")).get("/api/callback/cases", decides="me")).json()["items"]
    assert [row["id"] for row in other] == [case]
    assert (await world.by(SUPERVISOR).tries("callback", case, "close", reason="x")).status_code == 403
    await (await world.sign_in("S0018")).does("callback", case, "close", reason="客户拒绝")


async def test_both_supervisors_complained_of_leave_the_decision_to_the_head_of_the_centre(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR, risk_flags=["media"])
    await world.change_directory(world.member("S0018", active=False))
    await calls(world, case, "refused")
    assert CENTRE_HEAD in [who for who, kind in await world.told("callback", case) if kind == "unreachable"]
    listed = (await (await world.sign_in(CENTRE_HEAD)).get("/api/callback/cases", decides="me")).json()["items"]
    assert [row["id"] for row in listed] == [case]
    await (await world.sign_in(CENTRE_HEAD)).does("callback", case, "close", reason="客户拒绝")


async def test_the_auditor_reads_everything_and_changes_nothing(world: World) -> None:
    case = await to_dispatch(world)
    auditor = world.by(AUDITOR)
    for path in (
        "/api/platform/policies",
        "/api/platform/dead-letters",
        "/api/platform/directory",
        "/api/platform/audit",
        "/api/intake/audit",
        "/api/escalation/audit",
        "/api/callback/audit",
        f"/api/platform/cases/{case}/events",
        f"/api/intake/reports/{case}/revisions",
        "/api/callback/tasks",
        "/api/callback/orders",
        ITEMS,
    ):
        assert (await auditor.get(path)).status_code == 200, path
    bodies: dict[str, dict[str, Any]] = {
        "dispatch": {"responsible_unit_id": "JS-NJ-LP"},
        "severity": {"severity": 1, "reason": "x"},
        "contacts": {"note": "x"},
        "complaint": {"source": "x", "at": world.now.isoformat()},
    }
    for act, body in bodies.items():
        assert (await auditor.tries("callback", case, act, **body)).status_code == 403, act
    details = await auditor.post(f"/api/intake/reports/{case}/details", {"cause": "slow"})
    assert details.status_code == 403
    refusals = (await auditor.get("/api/callback/audit", subject=case, kind="refusals")).json()["items"]
    assert {row["action"] for row in refusals} >= set(bodies)


async def test_lists_show_a_person_nothing_they_may_not_read(world: World) -> None:
    case = await handling(world)
    calming = await world.by(REPORTER).reports(text="不满", stage="calming", customer={"phone": "13700001111"})
    for who in (FELLOW_REPORTER, OPERATOR, ADMINISTRATOR):
        person = await world.sign_in(who)
        assert (await person.get("/api/callback/cases")).json().get("items", []) == [], who
        assert (await person.get("/api/escalation/cases")).json().get("items", []) == [], who
    for who in (REPORTER, LEADER, CUSTOMER_SERVICE):
        person = await world.sign_in(who)
        found = [row["id"] for row in (await person.get("/api/escalation/cases", live=True)).json()["items"]]
        assert found == [calming], who
    assert case in [row["id"] for row in (await world.by(CLAIMS_HEAD).get("/api/callback/cases")).json()["items"]]
    await world.advance(DAY)
