"""A report without a way to the customer is accepted as calming and asked for it; 补充 adds what was missing."""

from tests.harness.chat import NUMBER, Chat
from tests.harness.people import CALLER, REPORTER
from tests.harness.world import World


async def seen(world: World, case: str) -> dict:
    """The report as its reporter reads it."""
    return (await world.by(REPORTER).get(f"/api/intake/reports/{case}")).json()


async def test_without_a_phone_it_is_calming_and_the_phone_is_asked_for(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 定损太慢")

    number = NUMBER.search(said)
    assert number
    assert "补齐后即启动流程" in said
    assert said.endswith(f"请发送：补充 {number[0]} 客户电话")
    report = await seen(world, await chat.case(said))
    assert (report["stage"], report["missing"]) == ("calming", ["customer"])


async def test_an_amendment_completes_it_and_starts_the_flow(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 定损太慢，客户找了律师")
    case, number = await chat.case(said), NUMBER.search(said)[0]

    said = await chat.says("YuJiayi", f"补充 {number} 13812345678 说要找媒体曝光")

    started = "【已启动流程】您的补充已使报告完整，客户仍未化解的，95518将回访，您无需再上报。"
    assert said == f"{started}\n客户：138****5678。报告编号{number}。"
    report = await seen(world, case)
    assert (report["missing"], report["revision"]) == ([], 1)
    assert report["customer"] == report["customer"] | {"name": "张*", "phone": "138****5678"}
    assert report["text"].splitlines() == ["定损太慢，客户找了律师", "说要找媒体曝光"]
    assert set(report["risk_flags"]) == {"lawyer", "media"}
    assert report["stage"] == "filed"
    assert await world.kinds("escalation", case) == ["case.opened", "case.amended", "case.filed"]
    filed = (await world.events("escalation", case))[-1]["data"]
    assert (filed["because"], filed["filed_at"]) == ("completed", "2026-11-23T01:00:00Z")
    [task] = (await world.by(CALLER).get("/api/callback/tasks")).json()["items"]
    assert (task["id"], task["due_at"]) == (case, "2026-11-23T01:05:00Z")


async def test_an_amendment_of_a_customer_who_is_being_calmed_starts_nothing(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 定损太慢 安抚中")
    case, number = await chat.case(said), NUMBER.search(said)[0]

    assert (await chat.says("YuJiayi", f"补充 {number} 13812345678")).startswith("【已补充】")
    assert await world.kinds("escalation", case) == ["case.opened", "case.amended"]


async def test_whoever_says_that_he_is_calming_is_asked_for_nothing(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 安抚中")

    assert said.startswith("【请继续安抚】已记为安抚中，请在09:05前化解，到时未化解，将通知您的直接领导。")
    assert (await seen(world, await chat.case(said)))["stage"] == "calming"


async def test_an_amendment_that_says_nothing_or_not_of_which_report_is_answered_so(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 定损太慢")
    case, number = await chat.case(said), NUMBER.search(said)[0]

    assert "要补充的内容" in await chat.says("YuJiayi", f"补充 {number}")
    assert "要补充的内容" in await chat.says("YuJiayi", f"补充 {number} 安抚中")
    assert "报告编号" in await chat.says("YuJiayi", "补充 13812345678")
    assert await world.kinds("intake", case) == ["report.accepted"]
