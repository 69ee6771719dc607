"""What a call shows to be missing from our data is kept, listed and put right; no call is refused for it."""

from typing import Any

import pytest

from tests.harness.callback import MINUTE, PHONE, calls
from tests.harness.chat import Chat
from tests.harness.people import (
    ADMINISTRATOR,
    AGENT,
    AUDITOR,
    CALLER,
    FELLOW_REPORTER,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
)
from tests.harness.world import World

ITEMS = "/api/platform/quality-items"
CUSTOMER = {"name": "张三", "phone": PHONE}
STRANGER = {"name": "于嘉怡", "phone": "13900001111", "unit_id": "JS-NJ-GL"}
GAPS = {
    "cause": "没有这个原因",
    "responsible_unit_id": "南京理赔 13811112222",
    "subject_staff_id": "S9999",
    "previous_id": "R200101-AAAAAAAA",
}


async def items(world: World, who: str = ADMINISTRATOR, **params: Any) -> list[dict[str, Any]]:
    answer = await (await world.sign_in(who)).get(ITEMS, **params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_a_call_is_never_refused_for_a_unit_person_cause_or_report_that_we_do_not_know(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_id=REPORTER, text="客户不满", customer=CUSTOMER, **GAPS)
    assert answer.status_code == 201
    await world.settle()
    case = answer.json()["id"]
    for seen in (await world.by(AGENT).sees_report(case), await world.by(CALLER).sees("callback", case)):
        stated = {each["field"]: each["stated"] for each in seen["unknown"]}
        assert stated == GAPS | {"responsible_unit_id": "南京理赔 ***"}
    assert {item["kind"] for item in await items(world)} == {f"{field}_unknown" for field in GAPS}
    assert "13811112222" not in str(await world.events("intake", case))


@pytest.mark.parametrize("field", GAPS)
async def test_ones_own_report_names_what_there_is_or_is_refused(world: World, field: str) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满", **{field: GAPS[field]})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await items(world) == []


async def test_an_agent_completes_a_call_with_what_we_do_not_know_and_nothing_known_is_lost(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, text="客户不满", subject_staff_id=FELLOW_REPORTER)
    path = f"/api/intake/reports/{case}/details"
    assert (await world.by(AGENT).post(path, {"subject_staff_id": "姓马的"})).status_code == 200
    seen = await world.by(AGENT).sees_report(case)
    assert seen["subject_staff_id"] == FELLOW_REPORTER
    assert seen["unknown"] == [{"field": "subject_staff_id", "stated": "姓马的"}]
    assert [item["kind"] for item in await items(world)] == ["subject_staff_id_unknown"]


async def test_an_earlier_report_is_named_by_its_number_and_the_caller_sees_it(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", text="客户不满")
    case = await world.by(REPORTER).reports(
        stage="filed", text="又不满", customer=CUSTOMER, previous_id=first.json()["number"]
    )
    assert (await world.by(CALLER).sees("callback", case))["previous_id"] == first.json()["id"]


async def test_a_reporter_who_is_named_reads_and_hears_of_the_case_from_then_on(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=STRANGER, text="客户不满", customer=CUSTOMER)
    reporter = world.by(REPORTER)
    assert (await reporter.get(f"/api/intake/reports/{case}")).status_code == 403
    [item] = await items(world)
    assert (item["kind"], item["id"], item["stated_name"]) == ("reporter_unresolved", case, "于嘉怡")
    assert PHONE not in str(item)

    administrator = world.by(ADMINISTRATOR)
    resolved = await administrator.post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": REPORTER})
    assert (resolved.status_code, resolved.json()["state"]) == (200, "resolved")
    await world.settle()
    assert (await reporter.sees_report(case))["reporter"]["staff_id"] == REPORTER
    assert (await reporter.sees("escalation", case))["reporter_id"] == REPORTER
    assert (await reporter.sees("callback", case))["reporter_id"] == REPORTER
    await world.by(LEADER).sees("callback", case)

    await calls(world, case, "reached", satisfied=True)
    assert (REPORTER, "archived") in await world.told("callback", case)
    assert (ADMINISTRATOR, "resolve", "done", None) in await world.audited("intake", case)
    assert await items(world) == []
    [done] = await items(world, AUDITOR, state="done")
    assert (done["staff_id"], done["closed_by"]) == (REPORTER, ADMINISTRATOR)


async def test_a_reporter_named_while_leaders_are_told_has_leaders_of_their_own_from_then_on(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=STRANGER, stage="calming", text="客户不满")
    [item] = await items(world)
    await world.by(ADMINISTRATOR).post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": REPORTER})
    await world.settle()
    await world.advance(15 * MINUTE)
    told = [who for who, kind in await world.told("escalation", case) if kind == "level_told"]
    assert told == [LEADER, LEADERS_LEADER]


async def test_a_wecom_member_who_is_named_still_adds_to_their_report(world: World) -> None:
    chat = Chat(world, "claims")
    await chat.reports("Outsourced-7", "不满报告 张三 13812345678 定损太慢")
    [item] = await items(world)
    assert (item["kind"], item["stated_userid"]) == ("reporter_unresolved", "Outsourced-7")
    await world.by(ADMINISTRATOR).post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": FELLOW_REPORTER})
    await chat.says("Outsourced-7", f"补充 {item['number']} 车牌 苏A12345")
    assert (await world.by(AUDITOR).sees_report(item["id"]))["customer"]["plate"] is not None


async def test_an_item_is_dismissed_with_a_reason_that_holds_nothing_of_the_customer(world: World) -> None:
    await world.by(AGENT).reports(reporter_stated=STRANGER, text="客户不满", customer=CUSTOMER)
    [item] = await items(world)
    administrator = world.by(ADMINISTRATOR)
    assert (await administrator.post(f"{ITEMS}/{item['item']}/dismiss", {})).status_code == 422
    reason = f"外聘人员，与客户张三 {PHONE} 无关"
    assert (await administrator.post(f"{ITEMS}/{item['item']}/dismiss", {"reason": reason})).status_code == 200
    [done] = await items(world, state="done")
    assert (done["state"], done["reason"]) == ("dismissed", "外聘人员，与客户*** *** 无关")
    again = await administrator.post(f"{ITEMS}/{item['item']}/resolve", {"staff_id": REPORTER})
    assert (again.status_code, again.json()["code"], again.json()["by"]) == (409, "already_dismissed", ADMINISTRATOR)


async def test_only_a_person_of_the_directory_is_named_and_only_an_administrator_names(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=STRANGER, text="客户不满")
    [item] = await items(world)
    path = f"{ITEMS}/{item['item']}/resolve"
    for body in ({}, {"staff_id": "S9999"}):
        assert (await world.by(ADMINISTRATOR).post(path, body)).status_code == 422
    for who in (AUDITOR, CALLER, AGENT):
        assert (await world.by(who).post(path, {"staff_id": REPORTER})).status_code == 403
    assert (AGENT, "resolve", "refused", "forbidden") in await world.audited("intake", case)
    assert (await world.by(CALLER).get(ITEMS)).status_code == 403
    assert (await world.by(ADMINISTRATOR).post(f"{ITEMS}/999/resolve", {})).status_code == 404


async def unknown_subject(world: World) -> tuple[str, str]:
    """A case on site whose person complained of was stated in words, and the address that resolves the item."""
    case = await world.by(AGENT).reports(
        reporter_id=REPORTER, stage="calming", text="客户不满", customer=CUSTOMER, subject_staff_id="姓毛的经理"
    )
    [item] = [each for each in await items(world) if each["kind"] == "subject_staff_id_unknown"]
    return case, f"{ITEMS}/{item['item']}/resolve"


async def test_a_person_complained_of_who_is_named_decides_nothing_and_the_stand_in_is_told(world: World) -> None:
    case, path = await unknown_subject(world)
    assert (await world.by(ADMINISTRATOR).post(path, {"staff_id": "S9999"})).status_code == 422
    assert (await world.by(ADMINISTRATOR).post(path, {"staff_id": LEADER})).status_code == 200
    await world.settle()
    await world.advance(5 * MINUTE)
    told = [who for who, kind in await world.told("escalation", case) if kind == "level_told"]
    assert told == ["S0115"]
    assert (await (await world.sign_in(LEADER)).tries("escalation", case, "settle", note="没事")).status_code == 403
    assert (await world.by(AUDITOR).get(f"/api/intake/reports/{case}")).json()["subject_staff_id"] == LEADER


async def test_a_person_complained_of_whom_the_reporter_named_is_not_changed_by_an_administrator(world: World) -> None:
    case, path = await unknown_subject(world)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": LEADER})
    again = await world.by(ADMINISTRATOR).post(path, {"staff_id": FELLOW_REPORTER})
    assert (again.status_code, again.json()["code"]) == (409, "already_named")
    assert (await world.by(ADMINISTRATOR).post(path, {})).status_code == 200
