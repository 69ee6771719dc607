"""补充 works for a report of one's own; another's number, and one that is not there, get the same answer."""

from tests.harness.chat import NUMBER, Chat
from tests.harness.people import AGENT, REPORTER
from tests.harness.world import World

NOT_FOUND = "【未能补充】没有找到您的这份报告，请核对报告编号。"


async def test_another_members_report_and_none_at_all_get_the_same_answer(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 定损太慢")
    case, number = await chat.case(said), NUMBER.search(said)[0]

    assert await chat.says("MaoLan", f"补充 {number} 13812345678") == NOT_FOUND
    assert await chat.says("Nobody", f"补充 {number} 13812345678") == NOT_FOUND
    assert await chat.says("YuJiayi", "补充 R990101-00000000 13812345678") == NOT_FOUND
    assert await world.kinds("intake", case) == ["report.accepted"]


async def test_a_report_made_on_the_pc_can_be_amended_by_its_reporter(world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    number = (await world.events("intake", case))[0]["data"]["number"]

    said = await Chat(world, "service").says("YuJiayi", f"补充 {number} 13812345678")

    assert said.startswith("【已补充】")
    assert await world.kinds("intake", case) == ["report.accepted", "report.amended"]


async def test_a_stranger_amends_what_he_reported_under_the_same_userid(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("Outsourced-7", "不满报告 张三 定损太慢")
    case, number = await chat.case(said), NUMBER.search(said)[0]

    assert await chat.says("Outsourced-8", f"补充 {number} 13812345678") == NOT_FOUND
    assert (await chat.says("OUTSOURCED-7", f"补充 {number} 13812345678")).startswith("【已启动流程】")

    assert await world.kinds("intake", case) == ["report.accepted", "report.amended"]


async def test_what_an_agent_stated_as_an_id_proves_nothing_in_the_chat(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id="Outsourced-7", call_id="call-1", text="定损太慢")
    number = (await world.events("intake", case))[0]["data"]["number"]

    assert await Chat(world, "claims").says("Outsourced-7", f"补充 {number} 13812345678") == NOT_FOUND
