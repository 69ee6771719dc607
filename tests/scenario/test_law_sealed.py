"""Whatever is masked on a page can be revealed at its place, and nothing else shows it; quotas and lists hold."""

from collections.abc import Iterator
from typing import Any

from tests.harness.callback import DAY, HOUR, MINUTE, PHONE, calls, claims, filed, to_dispatch
from tests.harness.chat import NUMBER, Chat
from tests.harness.people import (
    ADMINISTRATOR,
    AGENT,
    AUDITOR,
    CALLER,
    CENTRE_HEAD,
    CLAIMS_HEAD,
    LEADER,
    REPORTER,
    SUPERVISOR,
)
from tests.harness.world import World

OTHER = "13911112222"
WORDS = f"张三 {OTHER} 要求退费"
CUSTOMER = {
    "name": "张三",
    "phone": PHONE,
    "policy_no": "PDAA202632010000012345",
    "claim_no": "RDAA202632010000054321",
    "accident_no": "BAQZ66210083345",
    "plate": "苏A7K3P9",
}


def masked(value: Any, place: str = "") -> Iterator[str]:
    """The places of all masked texts in an answer."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from masked(each, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from masked(each, f"{place}.{number}")
    elif isinstance(value, str) and "*" in value:
        yield place


async def cannot_reveal(world: World, who: str, service: str, case: str) -> list[str]:
    """The places of the page that are masked and cannot be revealed."""
    path = f"/api/{service}/{'reports' if service == 'intake' else 'cases'}/{case}"
    person = await world.sign_in(who)
    seen = await person.get(path)
    assert seen.status_code == 200
    assert PHONE not in seen.text
    assert OTHER not in seen.text
    lost = []
    for place in masked(seen.json()):
        answer = await person.post(f"{path}/reveal", {"fields": [place], "reason": "核实"})
        if answer.status_code != 200 or "*" in str(answer.json()):
            lost.append(f"{place}: {answer.status_code} {answer.text[:120]}")
    return lost


async def test_everything_masked_on_the_page_of_a_case_on_site_is_revealed_there(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_stated={"name": "李四", "phone": "13700001111", "unit_id": "JS-NJ-GL"},
        stage="calming",
        text=WORDS,
        customer=CUSTOMER,
        call_id=f"C-{OTHER}",
    )
    await world.by(AGENT).does("escalation", case, "escalate", level=0, note=WORDS, call_id="C-1")
    await world.by(LEADER).does("escalation", case, "acknowledge", note=WORDS)
    await world.by(LEADER).does("escalation", case, "settle", note=WORDS)
    assert await cannot_reveal(world, SUPERVISOR, "escalation", case) == []
    assert await cannot_reveal(world, AUDITOR, "intake", case) == []


async def test_no_service_keeps_a_number_in_the_clear_in_events_messages_or_the_record(world: World) -> None:
    case = await filed(world, text=WORDS, customer=CUSTOMER)
    hand = await claims(world.by(CALLER), case)
    await hand.ends("refused", note=WORDS)
    await world.by(SUPERVISOR).does("callback", case, "close", reason=WORDS)
    await world.by(SUPERVISOR).post(f"/api/intake/reports/{case}/details", {"cause": "slow", "reason": WORDS})
    await world.settle()
    for service in ("intake", "escalation", "callback"):
        kept = str(await world.events(service, case)) + str(await world.told_of(service, case))
        record = (await world.by(AUDITOR).get(f"/api/{service}/audit", subject=case)).text
        for secret in (PHONE, OTHER, "退费", *CUSTOMER.values()):
            assert secret not in kept, (service, secret)
        assert PHONE not in record
        assert OTHER not in record


async def test_the_stated_words_of_a_gap_are_masked_in_the_list_and_read_by_somebody(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_id=REPORTER, text="客户不满", call_id="C-1", subject_staff_id=f"老马 {OTHER}", cause=f"张三 {OTHER}"
    )
    listed = (await world.by(ADMINISTRATOR).get("/api/platform/quality-items")).text
    assert OTHER not in listed
    assert await cannot_reveal(world, SUPERVISOR, "intake", case) == []


async def test_the_quota_of_revealing_is_counted_by_person_over_all_services_and_slides(world: World) -> None:
    cases = [await filed(world, customer={"phone": f"138{number:08d}"}) for number in range(31_000_000, 31_000_061)]
    supervisor = world.by(SUPERVISOR)
    body = {"fields": ["phone"], "reason": "核实"}
    for number, case in enumerate(cases[:60]):
        path = ("callback/cases", "escalation/cases", "intake/reports")[number % 3]
        assert (await supervisor.post(f"/api/{path}/{case}/reveal", body)).status_code == 200
        if number == 29:
            await world.advance(30 * MINUTE)
    assert (await supervisor.post(f"/api/callback/cases/{cases[60]}/reveal", body)).status_code == 429
    await world.advance(31 * MINUTE)
    assert (await supervisor.post(f"/api/callback/cases/{cases[60]}/reveal", body)).status_code == 200


async def test_after_the_end_a_reason_is_no_longer_enough_for_the_reporter_leader_or_caller(world: World) -> None:
    case = await to_dispatch(world)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-LP")
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已赔")
    await calls(world, case, "reached", number=2, score=88)
    await world.advance(16 * DAY)
    body = {"fields": ["phone"], "reason": "核实"}
    for service, kind in (("callback", "cases"), ("escalation", "cases"), ("intake", "reports")):
        for who in (REPORTER, LEADER, CALLER, CLAIMS_HEAD, CENTRE_HEAD, AGENT):
            answer = await (await world.sign_in(who)).post(f"/api/{service}/{kind}/{case}/reveal", body)
            assert answer.status_code == 403, (service, who)
        for who in (SUPERVISOR, AUDITOR):
            answer = await world.by(who).post(f"/api/{service}/{kind}/{case}/reveal", body)
            assert answer.status_code == 200, (service, who)


async def test_words_in_the_chat_act_on_the_right_one_of_several_cases_only(world: World) -> None:
    chat = Chat(world, "claims")
    said = [
        await chat.says("YuJiayi", f"不满报告 {name} {phone} 定损太慢 安抚中")
        for name, phone in (("张三", PHONE), ("李四", OTHER))
    ]
    first, second = [await chat.case(each) for each in said]
    number = NUMBER.search(said[1])
    assert number is not None
    await chat.says("YuJiayi", f"{number[0].lower()} 已安抚 客户接受，不要启动流程")
    states = [(await world.by(REPORTER).sees("escalation", case))["state"] for case in (first, second)]
    assert states == ["calming", "settled"]


async def test_a_word_of_yesterday_in_the_chat_is_about_no_case_unless_it_is_named(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    case = await chat.case(said)
    await world.advance(25 * HOUR)
    answer = await chat.says("YuJiayi", "启动流程")
    assert "【已收到】" not in answer
    number = NUMBER.search(said)
    assert number is not None
    answer = await chat.says("YuJiayi", f"补充 {number[0]} 13911112222")
    assert "已" in answer
    assert (await world.by(AUDITOR).sees("callback", case))["customer"]["phone"] == "139****2222"
