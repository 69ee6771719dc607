"""One message in the chat, and the customer is called back: the whole way of a report by WeCom."""

from datetime import timedelta

from tests.harness.chat import NUMBER, Chat
from tests.harness.people import CALLER, LEADER, REPORTER
from tests.harness.world import World

MESSAGE = "不满报告 张三丰 13812345678 定损三天没有结果，客户要投诉"


async def test_the_reply_gives_the_number_and_names_the_customer_masked_only(world: World) -> None:
    said = await Chat(world, "claims").says("YuJiayi", MESSAGE)

    assert NUMBER.search(said)
    assert "客户：张*、138****5678" in said
    assert said.startswith("【已启动流程】您报告的客户，95518将在09:05前回访，您无需再上报。")
    assert "张三丰" not in said
    assert "13812345678" not in said


async def test_the_report_is_on_record_with_what_the_message_said(world: World) -> None:
    case = await Chat(world, "claims").reports("YuJiayi", MESSAGE)

    answer = await world.by(REPORTER).get(f"/api/intake/reports/{case}")
    report = answer.json()
    assert (report["channel"], report["app"], report["stage"]) == ("wecom", "claims", "filed")
    assert report["other_module"] is False
    assert report["reporter"]["staff_id"] == REPORTER
    assert (report["ground"], report["missing"]) == ("complaint_demanded", [])
    assert report["customer"]["phone"] == "138****5678"


async def test_userids_are_known_whatever_their_case(world: World) -> None:
    case = await Chat(world, "claims").reports("yujiayi", MESSAGE)

    assert (await world.by(REPORTER).sees("escalation", case))["reporter_id"] == REPORTER


async def test_the_flow_starts_at_once_and_the_customer_is_called_back(world: World) -> None:
    case = await Chat(world, "claims").reports("YuJiayi", MESSAGE)

    assert await world.kinds("escalation", case) == ["case.opened", "case.filed"]
    assert (LEADER, "filed_for_information") in await world.told("escalation", case)

    await world.advance(timedelta(minutes=2))
    agent = world.by(CALLER)
    claimed = (await agent.post("/api/callback/tasks/claim")).json()
    assert claimed["task"]["id"] == case
    assert claimed["task"]["due_at"] == "2026-11-23T01:05:00Z"
    attempt = {"fence": claimed["fence"], "outcome": "reached", "satisfied": True}
    answer = await agent.post(f"/api/callback/tasks/{claimed['task']['task']}/attempts", attempt)
    assert answer.status_code == 200, answer.text
    await world.settle()
    assert (await agent.sees("callback", case))["state"] == "archived"
