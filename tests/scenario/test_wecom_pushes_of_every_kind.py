"""A genuine push is never refused for its text or its kind: what can be read is read, what is not for us is let be."""

import pytest

from tests.harness.chat import Chat
from tests.harness.people import FELLOW_REPORTER, REPORTER
from tests.harness.world import World

OF_OTHER_USES = ["kf_msg_or_event", "change_contact", "sys_approval_change", "an_event_of_next_year"]


@pytest.mark.parametrize("odd", ["\x1d", "\x08", "\ufffe", "\uffff", "\x7f", "\ud83d", "]]>"])
async def test_odd_characters_are_left_out_and_the_report_is_filed(world: World, odd: str) -> None:
    chat = Chat(world, "claims")
    inner = f"<Content><![CDATA[不满报告 张三 13812345678 定损{odd}太慢]]></Content><MsgId>7000000000000000101</MsgId>"

    answer = await chat.sends(chat.wecom.push(chat.wecom.message("YuJiayi", "text", world.now, inner), world.now))

    reply = chat.reply(answer)
    assert reply is not None
    report = await world.by(REPORTER).sees_report(await chat.case(reply.content))
    assert (report["stage"], report["customer"]["phone"]) == ("filed", "138****5678")
    assert report["text"] == ("定损]]>太慢" if odd == "]]>" else "定损太慢")


@pytest.mark.parametrize("kind", OF_OTHER_USES)
@pytest.mark.parametrize("names_app", [True, False])
async def test_an_event_of_another_use_is_answered_empty(world: World, kind: str, names_app: bool) -> None:
    chat = Chat(world, "service")
    event = (
        f"<xml><ToUserName><![CDATA[{chat.wecom.corpid}]]></ToUserName><CreateTime>{int(world.now.timestamp())}"
        f"</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{kind}]]></Event>"
        "<Token><![CDATA[TOKEN]]></Token><OpenKfId><![CDATA[OPENKFID]]></OpenKfId></xml>"
    )

    for _ in range(2):
        answer = await chat.sends(chat.wecom.push(event, world.now, names_app=names_app))
        assert chat.reply(answer) is None

    assert await chat.cases() == []
    assert await world.audited("intake", None) == []
    await world.settle()
    assert await chat.states() == ["answered", "answered"]


async def test_a_message_of_an_unknown_kind_is_answered(world: World) -> None:
    chat = Chat(world, "claims")
    answer = await chat.sends(chat.wecom.push(chat.wecom.message("YuJiayi", "hologram", world.now, ""), world.now))

    reply = chat.reply(answer)
    assert reply is not None
    assert "文字" in reply.content


async def test_two_members_messages_with_one_id_are_two_reports_each_with_its_answer(world: World) -> None:
    chat = Chat(world, "claims")
    said = {"YuJiayi": "不满报告 张三 13812345678 定损太慢", "ShiMeiling": "不满报告 李四 13987654321 理赔太慢"}
    for _ in range(2):
        replies = {
            who: chat.reply(await chat.sends(chat.wecom.text(who, text, world.now, msg_id="7000000000000000042")))
            for who, text in said.items()
        }
        for who, masked in (("YuJiayi", "138****5678"), ("ShiMeiling", "139****4321")):
            reply = replies[who]
            assert reply is not None
            assert (reply.to_user, masked in reply.content) == (who, True)

    assert len(await chat.cases()) == 2
    mine = [await world.by(REPORTER).get(f"/api/intake/reports/{case}") for case in await chat.cases()]
    fellow = await world.sign_in(FELLOW_REPORTER)
    hers = [await fellow.get(f"/api/intake/reports/{case}") for case in await chat.cases()]
    assert sorted(answer.status_code for answer in mine) == sorted(answer.status_code for answer in hers) == [200, 403]
