"""The same reporter reports the same customer again: whether it is the same matter is asked, in time, of them alone."""

import pytest

from tests.harness.callback import MINUTE, PHONE, SECOND
from tests.harness.chat import Chat
from tests.harness.people import REPORTER
from tests.harness.world import World


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"phone": PHONE}, {"phone": "+86 138-1234-5678"}),
        ({"claim_no": "RDAA202632010000054321"}, {"claim_no": "rdaa202632010000054321", "phone": "13900001111"}),
        ({"plate": "苏A7K3P9", "phone": "13700001111"}, {"plate": "苏A·7K3P9", "phone": "13900001111"}),
    ],
)
async def test_the_same_reporter_and_customer_within_ten_minutes_is_asked_whether_it_is_the_same_matter(
    world: World, first: dict[str, str], second: dict[str, str]
) -> None:
    one = await world.by(REPORTER).submits(key="1", stage="filed", text="定损太慢", customer=first)
    await world.settle()
    await world.advance(9 * MINUTE)
    two = await world.by(REPORTER).submits(key="2", stage="filed", text="还是不满", customer=second)
    await world.settle()
    heard = [each["text"] for each in await world.told_of("intake", two.json().get("id", ""))]
    assert one.json()["number"] in two.text or one.json()["id"] in two.text or one.json()["number"] in str(heard)


async def test_the_same_matter_is_asked_for_in_the_chat_too_and_not_of_others_or_later(world: World) -> None:
    chat = Chat(world, "claims")
    said = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    number = next(word for word in said.replace("。", " ").replace("号", " ").split() if word.startswith("R26"))
    other = await chat.says("ShiMeiling", "不满报告 张三 13812345678 定损太慢")
    assert number not in other
    again = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    assert number in again
    await world.advance(10 * MINUTE + SECOND)
    later = await chat.says("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    assert number not in later
