"""已化解, 启动流程 and 上报领导 in the chat: answered at once with what was understood, then with what came of it."""

from typing import Any

import pytest

from tests.harness.chat import NUMBER, Chat
from tests.harness.clock import MINUTE, SECOND
from tests.harness.people import AGENT, FELLOW_REPORTER, LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World

OWN, FELLOW = "YuJiayi", "ShiMeiling"


async def calming(world: World) -> tuple[Chat, str, str]:
    """A report whose reporter is calming the customer: the chat, the case and its number."""
    chat = Chat(world, "claims")
    said = await chat.says(OWN, "不满报告 张三 13812345678 定损太慢 安抚中")
    found = NUMBER.search(said)
    assert found is not None
    return chat, await chat.case(said), found[0]


async def answers(world: World, case: str) -> list[str]:
    """What the reporter was told to have come of their words."""
    told = await world.told_of("escalation", case)
    return [each["text"] for each in told if (each["recipient"], each["kind"]) == (REPORTER, "press_answered")]


@pytest.mark.parametrize("word", ["已化解", "已安抚"])
async def test_a_reporter_settles_with_a_note(world: World, word: str) -> None:
    chat, case, number = await calming(world)

    assert await chat.says(OWN, f"{word} {number} 客户接受解释") == (
        f"【已收到】您要求化解，结果随后通知您。\n报告编号{number}。"
    )

    seen = await world.by(LEADER).sees("escalation", case)
    assert (seen["state"], seen["moved_by"], seen["settled_note"]) == ("settled", REPORTER, "客户接受解释")
    assert await answers(world, case) == [
        f"【已化解】您报告的客户已按您的消息记为化解，您无需再处理。\n报告编号{number}。"
    ]
    assert (LEADER, "settled") in await world.told("escalation", case)


async def test_a_settlement_without_a_note_is_asked_for_it(world: World) -> None:
    chat, case, number = await calming(world)

    assert "请发送：已化解 报告编号 如何化解。" in await chat.says(OWN, f"已化解 {number}")
    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "calming"


async def test_a_reporter_starts_the_flow_without_naming_their_only_report(world: World) -> None:
    chat, case, number = await calming(world)

    await chat.says(OWN, "启动流程")

    seen = await world.by(REPORTER).sees("escalation", case)
    assert (seen["state"], seen["filed_because"], seen["moved_by"]) == ("filed", "asked", REPORTER)
    assert await answers(world, case) == [
        f"【已启动流程】您报告的客户将由95518回访，您无需再上报。\n报告编号{number}。"
    ]


async def test_of_several_reports_the_number_is_asked_for(world: World) -> None:
    chat, _, number = await calming(world)
    await chat.says(OWN, "不满报告 李四 13912345678 服务态度 安抚中")

    assert (await chat.says(OWN, "上报领导")).endswith("上报领导 报告编号")
    assert (await chat.says(OWN, f"上报领导 {number}")).startswith("【已收到】您要求上报领导")


async def test_a_reporter_escalates_one_level_at_a_time(world: World) -> None:
    chat, case, number = await calming(world)

    await chat.says(OWN, f"上报领导 {number}")
    await world.advance(SECOND)
    await chat.says(OWN, f"上报领导 {number}")

    seen = await world.by(REPORTER).sees("escalation", case)
    assert [told["staff_id"] for told in seen["told"]] == [LEADER, LEADERS_LEADER]
    assert (await answers(world, case))[0].startswith("【已上报】已通知毛岚介入，须在09:10前化解，请继续安抚。\n")


async def test_a_word_older_than_the_level_told_by_time_escalates_nothing(world: World) -> None:
    chat, case, number = await calming(world)
    world.lapse(5 * MINUTE)
    push = chat.wecom.text(OWN, f"上报领导 {number}", world.now)
    await chat.sends(push)
    await world.settle()

    seen = await world.by(REPORTER).sees("escalation", case)
    assert ([told["staff_id"] for told in seen["told"]], seen["next_due_at"]) == ([LEADER], "2026-11-23T01:15:00Z")
    assert (await answers(world, case))[0].startswith("【已上报】毛岚已于09:05收到通知，无需再次上报")


async def test_a_word_delivered_three_times_acts_once(world: World) -> None:
    chat, case, number = await calming(world)
    message = chat.wecom.message(OWN, "text", world.now, f"<Content>上报领导 {number}</Content><MsgId>77</MsgId>")
    for _ in range(3):
        await chat.sends(chat.wecom.push(message, world.now))
        await world.advance(SECOND)

    assert (await world.kinds("escalation", case)).count("level.told") == 1
    assert len(await answers(world, case)) == 1


async def test_a_word_that_comes_too_late_is_told_who_was_first(world: World) -> None:
    chat, case, number = await calming(world)
    await world.by(LEADER).does("escalation", case, "settle", note="已致电客户")

    await chat.says(OWN, f"启动流程 {number}")

    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "settled"
    assert await answers(world, case) == [
        f"【已化解】您报告的客户已由毛岚于09:00化解，您无需再处理。\n报告编号{number}。"
    ]
    assert (REPORTER, "file", "refused", "already_settled") in await world.audited("escalation", case)


@pytest.mark.parametrize("word", ["启动流程", "上报领导", "已化解 {} 客户谅解"])
async def test_another_persons_case_is_as_one_that_does_not_exist(world: World, word: str) -> None:
    chat, case, number = await calming(world)
    userid = next(p.wecom_userid for p in world.directory.people() if p.staff_id == FELLOW_REPORTER)

    said = await chat.says(userid or "", word.format(number) if "{}" in word else f"{word} {number}")

    assert (
        said
        == await chat.says(OWN, "启动流程 R261123-00000000")
        == "【未能办理】没有找到您的这份报告，请核对报告编号。"
    )
    assert await world.kinds("escalation", case) == ["case.opened"]


async def test_a_stranger_is_sent_to_an_agent_who_may_do_it(world: World) -> None:
    chat = Chat(world, "service")
    case = await chat.reports("Outsourced-7", "不满报告 张三 定损太慢 安抚中")

    assert "95518按6" in await chat.says("Outsourced-7", "启动流程")

    filed: dict[str, Any] = await world.by(AGENT).does("escalation", case, "file", call_id="CALL-7")
    assert filed["state"] == "filed"
