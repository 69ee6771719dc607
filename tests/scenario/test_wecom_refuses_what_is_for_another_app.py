"""A push, rightly signed, that is addressed to another app or company is refused and goes on record."""

import pytest

from tests.harness.chat import Chat
from tests.harness.wecom import FakeWeCom, Request
from tests.harness.world import World


def addressed_to(chat: Chat, corpid: str, agentid: str) -> FakeWeCom:
    """The sender of another app that happens to have the same token and key."""
    fake = FakeWeCom.__new__(FakeWeCom)
    fake.__dict__ |= chat.wecom.__dict__ | {"corpid": corpid, "agentid": agentid}
    return fake


async def sent(world: World, chat: Chat, request: Request) -> None:
    answer = await chat.sends(request)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_for_this_app"
    assert await chat.cases() == []
    assert await world.audited("intake", None) == [("wecom:claims", "wecom_push", "refused", "not_for_this_app")]


@pytest.mark.parametrize(("corpid", "agentid"), [("wwsomebodyelse0001", "1000002"), ("wwdemodemodemo0001", "1000009")])
async def test_an_envelope_for_others_is_not_even_stored(world: World, corpid: str, agentid: str) -> None:
    chat = Chat(world, "claims")

    await sent(world, chat, addressed_to(chat, corpid, agentid).text("YuJiayi", "不满报告 慢", world.now))

    assert await chat.states() == []


async def test_a_message_for_others_in_an_envelope_for_us_is_refused(world: World) -> None:
    chat = Chat(world, "claims")
    inside = addressed_to(chat, chat.wecom.corpid, "1000009").message(
        "YuJiayi", "text", world.now, "<Content>不满报告 慢</Content><MsgId>1</MsgId>"
    )

    await sent(world, chat, chat.wecom.push(inside, world.now))

    assert await chat.states() == ["refused"]
