"""The same reporter, the same customer, within ten minutes: accepted, and asked whether it is the same matter."""

from tests.harness.chat import Chat
from tests.harness.clock import MINUTE
from tests.harness.people import FELLOW_REPORTER, REPORTER
from tests.harness.world import World

REPORT = {"text": "定损太慢", "customer": {"phone": "13812345678"}}
AGAIN = {"text": "客户又来催", "customer": {"phone": "+86 138-1234-5678 / 13987654321"}}


async def test_a_second_report_names_the_first_and_is_accepted(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", **REPORT)
    await world.advance(9 * MINUTE)
    second = await world.by(REPORTER).submits(key="2", **AGAIN)

    assert first.json()["same_matter_as"] is None
    assert second.status_code == 201
    assert second.json()["id"] != first.json()["id"]
    assert (second.json()["same_matter_as"]["id"], second.json()["same_matter_as"]["number"]) == (
        first.json()["id"],
        first.json()["number"],
    )
    assert (await world.by(REPORTER).submits(key="2", **AGAIN)).json() == second.json()


async def test_another_reporter_another_customer_and_a_later_report_are_not_asked(world: World) -> None:
    await world.by(REPORTER).submits(key="1", **REPORT)

    others = (
        (await world.sign_in(FELLOW_REPORTER), REPORT),
        (world.by(REPORTER), {"customer": {"phone": "13900000000"}}),
    )
    for person, body in others:
        assert (await person.submits(key="2", **body)).json()["same_matter_as"] is None
    await world.advance(11 * MINUTE)
    assert (await world.by(REPORTER).submits(key="3", **REPORT)).json()["same_matter_as"] is None


async def test_the_chat_asks_too(world: World) -> None:
    chat = Chat(world, "claims")
    first = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    second = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")

    assert "同一件事" not in first
    assert "如果是同一件事，请发送：补充 R" in second
    assert len(await chat.cases()) == 2
