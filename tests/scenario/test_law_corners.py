"""Corners of the ladder, of rights and of texts that several rules meet in."""

from typing import Any

import pytest

from shared.rules.directory import Leave
from tests.harness.callback import DAY, HOUR, MINUTE, PHONE, asks_for, claims, filed
from tests.harness.chat import Chat
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_ELSEWHERE,
    GULOU_DESK,
    HEAD_OFFICE_HEAD,
    LEADER,
    LEADERS_LEADER,
    OTHER_AGENT,
    REPORTER,
    SUPERVISOR,
    TWO_HATS,
)
from tests.harness.world import World


async def calming(world: World, by: str = REPORTER, **more: Any) -> str:
    details = {"text": "客户不满", "customer": {"name": "张三", "phone": PHONE}, "stage": "calming"} | more
    return await (await world.sign_in(by)).reports(**details)


async def level_told(world: World, case: str) -> list[str]:
    return [who for who, kind in await world.told("escalation", case) if kind == "level_told"]


@pytest.mark.parametrize(
    "words",
    [
        "何时赔付",
        "钱没到账",
        "任何人不接",
        "安排不当",
        "程序太繁",
        "车被撞了",
        "高度不满",
        "常年拖赔",
        "水泡车",
        "包赔吗",
        "石沉大海",
        "白跑一趟",
        "方便面对面",
        "和解不成",
    ],
)
async def test_words_that_begin_like_a_family_name_are_no_name(world: World, words: str) -> None:
    case = await Chat(world, "claims").reports("YuJiayi", f"不满报告 {words} 13812345678")
    seen = await world.by(AUDITOR).sees_report(case)
    assert (seen["customer"]["name"], seen["customer"]["phone"]) == (None, "138****5678")
    assert seen["text"]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("不满报告 张三 電話13812345678 定損太慢", PHONE),
        ("不满报告 张三 13812345678-定损太慢", PHONE),
        ("不满报告 张三 电话：138-1234-5678。定损太慢", PHONE),
        ("不满报告 张三 定损3天,13812345678,赔款5000元", PHONE),
        ("不满报告 张三 0086-13812345678 定损太慢", PHONE),
        ("不满报告 张三 工单20261123001 13812345678 定损太慢", PHONE),
    ],
)
async def test_the_number_to_call_is_found_among_others(world: World, text: str, phone: str) -> None:
    case = await Chat(world, "claims").reports("YuJiayi", text)
    shown = await world.by(AUDITOR).post(
        f"/api/intake/reports/{case}/reveal", {"fields": ["phone", "name"], "reason": "核实"}
    )
    digits = "".join(each for each in shown.json()["phone"] if each.isdigit()).removeprefix("0086").removeprefix("86")
    assert (digits, shown.json()["name"]) == (phone, "张三")


async def test_a_deputy_who_reports_while_the_head_is_away_is_not_told_of_the_own_report(world: World) -> None:
    await world.change_directory(Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + DAY))
    case = await calming(world, by=GULOU_DESK)
    await world.advance(5 * MINUTE)
    assert await level_told(world, case) == [LEADERS_LEADER]


async def test_a_head_who_reports_has_the_own_leader_as_level_one(world: World) -> None:
    case = await calming(world, by=TWO_HATS)
    await world.advance(5 * MINUTE)
    assert await level_told(world, case) == [LEADERS_LEADER]
    await world.advance(HOUR)
    assert (await (await world.sign_in(TWO_HATS)).sees("escalation", case))["state"] == "filed"


async def test_the_top_of_the_company_reports_and_the_desk_is_told_and_it_is_filed(world: World) -> None:
    case = await calming(world, by=HEAD_OFFICE_HEAD)
    await world.advance(5 * MINUTE)
    seen = await (await world.sign_in(HEAD_OFFICE_HEAD)).sees("escalation", case)
    assert seen["state"] == "filed"
    assert "S0002" in [who for who, _ in await world.told("escalation", case)]


async def test_a_caller_who_reports_never_calls_the_own_customer(world: World) -> None:
    case = await filed(world, by=CALLER)
    assert (await asks_for(world.by(CALLER), case)).status_code in (403, 409)
    assert (await asks_for(world.by(CALLER))).status_code == 204
    assert (await asks_for(world.by(COLLEAGUE), case)).status_code == 200


async def test_a_leader_reads_and_acts_but_does_not_write_in_the_report(world: World) -> None:
    case = await calming(world)
    await world.advance(5 * MINUTE)
    for who in (LEADER, AUDITOR, CUSTOMER_SERVICE, OTHER_AGENT):
        answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", {"cause": "slow"})
        assert answer.status_code == 403, who
    assert (await world.by(AUDITOR).sees_report(case))["revision"] == 0


async def test_who_reads_a_case_on_site_and_who_does_not(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, stage="calming", text="客户不满", call_id="C-1")
    for who in (REPORTER, AGENT, LEADER, LEADERS_LEADER, CALLER, CUSTOMER_SERVICE, AUDITOR):
        assert (await (await world.sign_in(who)).get(f"/api/escalation/cases/{case}")).status_code == 200, who
    for who in (OTHER_AGENT, CUSTOMER_SERVICE_ELSEWHERE, CLAIMS_HEAD):
        answer = await (await world.sign_in(who)).get(f"/api/escalation/cases/{case}")
        assert answer.status_code == 403, who


async def test_the_note_of_an_escalation_is_kept_for_those_who_come_after(world: World) -> None:
    case = await calming(world)
    await world.by(REPORTER).does("escalation", case, "escalate", level=0, note="客户拍桌子")
    await world.by(LEADER).does("escalation", case, "escalate", level=1, note="需要特批")
    seen = (await (await world.sign_in(LEADERS_LEADER)).get(f"/api/escalation/cases/{case}")).text
    assert "客户拍桌子" in seen
    assert "需要特批" in seen
    await world.by(CALLER).does("escalation", case, "file", note="客户来电催")
    seen = (await world.by(COLLEAGUE).get(f"/api/callback/cases/{case}")).text
    for words in ("客户拍桌子", "需要特批", "客户来电催"):
        assert words in seen, words


async def test_at_the_very_due_moment_the_word_of_the_reporter_leaves_a_level_that_is_already_left(
    world: World,
) -> None:
    case = await calming(world)
    world.lapse(5 * MINUTE)
    answer = await world.by(REPORTER).tries("escalation", case, "escalate", level=0)
    await world.settle()
    assert answer.status_code == 409
    assert await level_told(world, case) == [LEADER]


async def test_the_flow_started_without_a_number_asks_the_reporter_whoever_started_it(world: World) -> None:
    for who, body in ((REPORTER, {}), (LEADER, {}), (CALLER, {}), (OTHER_AGENT, {"call_id": "C-5"})):
        case = await calming(world, customer={"name": "张三"})
        await (await world.sign_in(who)).does("escalation", case, "file", **body)
        assert (REPORTER, "number_asked") in await world.told("callback", case), who
        seen = await world.by(SUPERVISOR).sees("callback", case)
        assert seen["task"]["ask_reporter"] is True


async def test_a_complaint_on_site_is_marked_by_those_who_may_and_its_source_is_sealed(world: World) -> None:
    case = await calming(world)
    now = world.now.isoformat()
    for who in (REPORTER, LEADER, AUDITOR, CUSTOMER_SERVICE_ELSEWHERE):
        answer = await (await world.sign_in(who)).tries("escalation", case, "complaint", source="12378", at=now)
        assert answer.status_code == 403, who
    late = (world.now + HOUR).isoformat()
    assert (await world.by(AGENT).tries("escalation", case, "complaint", source="12378", at=late)).status_code == 422
    assert (await world.by(AGENT).tries("escalation", case, "complaint", at=now)).status_code == 422
    body = {"source": "12378", "number": f"TS-{PHONE}", "at": now, "note": f"张三 {PHONE} 要求回电"}
    await world.by(AGENT).does("escalation", case, "complaint", **body)
    seen = await world.by(SUPERVISOR).get(f"/api/callback/cases/{case}")
    assert PHONE not in seen.text
    assert seen.json()["severity"] == 1
    assert PHONE not in str(await world.events("escalation", case))
    assert PHONE not in str(await world.told_of("escalation", case))


async def test_a_reporter_complained_of_reads_neither_notes_nor_what_the_customer_said(world: World) -> None:
    case = await filed(world, subject_staff_id=REPORTER)
    hand = await claims(world.by(CALLER), case)
    await hand.ends("reached", satisfied=False, note="客户要求处分她", answers="态度差")
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-GL", note="请查处分情况")
    seen = (await world.by(REPORTER).get(f"/api/callback/cases/{case}")).text
    for words in ("处分", "态度差"):
        assert words not in seen
    assert "处分" in (await (await world.sign_in(LEADER)).get(f"/api/callback/cases/{case}")).text


async def test_a_case_without_a_number_is_named_so_to_the_unit_that_gets_it_and_filled_by_the_reporter(
    world: World,
) -> None:
    case = await filed(world, customer={"policy_no": "PDAA202632010000012345"})
    await world.by(SUPERVISOR).does(
        "callback", case, "dispatch", responsible_unit_id="JS-NJ-LP", reason="无电话，请上门"
    )
    before = len(await world.told_of("callback", case))
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": {"phone": PHONE}})
    await world.settle()
    assert CLAIMS_HEAD in [each["recipient"] for each in (await world.told_of("callback", case))[before:]]


async def test_a_report_about_the_whole_group_is_called_by_customer_service(world: World) -> None:
    case = await filed(world, responsible_unit_id="JS-95518-TS")
    for who in (CALLER, COLLEAGUE):
        assert (await asks_for(await world.sign_in(who), case)).status_code in (403, 409), who
    assert (await asks_for(await world.sign_in("S0042"), case)).status_code == 200
