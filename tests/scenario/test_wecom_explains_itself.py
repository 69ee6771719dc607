"""What is no report is answered by how to write one: a plain text, a picture, somebody who opens the app."""

import pytest

from tests.harness.chat import Chat
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("answers that depend on a text alone")

HOW = "不满报告 客户姓名 客户电话 不满原因"


async def test_a_text_that_is_no_report_is_answered_by_the_form(world: World) -> None:
    chat = Chat(world, "claims")

    said = await chat.says("YuJiayi", "你好")

    assert said.startswith("【未受理】没有识别出不满报告")
    assert HOW in said
    assert await chat.cases() == []


@pytest.mark.parametrize("kind", ["image", "voice", "video", "location", "link"])
async def test_what_is_not_text_is_asked_for_as_text(world: World, kind: str) -> None:
    chat = Chat(world, "claims")
    message = chat.wecom.message("YuJiayi", kind, world.now, "<MediaId>x</MediaId><MsgId>1</MsgId>")

    reply = chat.reply(await chat.sends(chat.wecom.push(message, world.now)))

    assert reply is not None
    assert "只能识别文字消息" in reply.content
    assert HOW in reply.content
    assert await chat.cases() == []


async def test_whoever_opens_the_app_is_shown_the_form(world: World) -> None:
    chat = Chat(world, "claims")

    reply = chat.reply(await chat.sends(chat.wecom.event("YuJiayi", "enter_agent", world.now)))

    assert reply is not None
    assert reply.content.startswith("遇到客户不满，请这样报告：")


@pytest.mark.parametrize("event", ["click", "view", "subscribe", "LOCATION"])
async def test_other_events_are_answered_empty(world: World, event: str) -> None:
    chat = Chat(world, "claims")

    answer = await chat.sends(chat.wecom.event("YuJiayi", event, world.now))

    assert (answer.status_code, answer.content) == (200, b"")
    assert await chat.states() == ["answered"]


async def test_no_reply_is_longer_than_wecom_shows(world: World) -> None:
    chat = Chat(world, "claims")
    longest = "不满报告 " + " ".join(["张三" * 20, "13812345678", "保单 " + "P1" * 20, "慢" * 2_000])

    for said in (await chat.says("YuJiayi", longest), await chat.says("YuJiayi", "x" * 9_000)):
        assert len(said.encode()) <= 2048
