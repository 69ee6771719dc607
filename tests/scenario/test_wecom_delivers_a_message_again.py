"""WeCom sends a push up to three times: one report, and each delivery gets the very same reply."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from shared.engine.tables import audit
from tests.harness.chat import Chat
from tests.harness.wecom import Request
from tests.harness.world import World


def deliveries(world: World, chat: Chat, inside: str, kind: str = "text") -> list[Request]:
    """The same message three times, encrypted and signed anew each time."""
    message = chat.wecom.message("YuJiayi", kind, world.now, inside)
    return [chat.wecom.push(message, world.now + after * timedelta(seconds=5)) for after in range(3)]


REPORT = "<Content>不满报告 张三 13812345678 定损太慢</Content><MsgId>7000000000000000042</MsgId>"


async def test_three_deliveries_make_one_report_and_get_the_same_reply(world: World) -> None:
    chat = Chat(world, "claims")

    answers = []
    for request in deliveries(world, chat, REPORT):
        answers.append(await chat.sends(request))
        await world.advance(timedelta(seconds=5))

    assert len(await chat.cases()) == 1
    assert chat.reply(answers[0])
    assert {answer.content for answer in answers} == {answers[0].content}


async def test_deliveries_at_the_same_instant_get_the_same_reply_too(world: World) -> None:
    chat = Chat(world, "claims")

    answers = await asyncio.gather(*(chat.sends(request) for request in deliveries(world, chat, REPORT)))

    assert len(await chat.cases()) == 1
    assert chat.reply(answers[0])
    assert {answer.content for answer in answers} == {answers[0].content}


async def test_the_very_same_request_again_has_no_effect(world: World) -> None:
    chat = Chat(world, "claims")
    request = deliveries(world, chat, REPORT)[0]

    first = await chat.sends(request)
    await world.advance(timedelta(minutes=9))
    again = await chat.sends(request)

    assert again.content == first.content
    assert len(await chat.cases()) == 1
    assert await chat.states() == ["answered"]
    [done] = await world.rows("intake", select(func.count().label("n")).where(audit.c.action == "report"))
    assert done["n"] == 1


async def test_an_event_has_no_message_id_and_is_known_again_all_the_same(world: World) -> None:
    chat = Chat(world, "claims")

    first, second, third = [
        await chat.sends(r) for r in deliveries(world, chat, "<Event>enter_agent</Event>", kind="event")
    ]

    assert chat.reply(first)
    assert first.content == second.content == third.content


async def test_the_same_message_id_in_the_other_app_is_another_message(world: World) -> None:
    claims, service = Chat(world, "claims"), Chat(world, "service")

    await claims.sends(deliveries(world, claims, REPORT)[0])
    await service.sends(deliveries(world, service, REPORT)[0])

    assert len(await claims.cases()) == 2


async def test_an_amendment_delivered_again_is_one_revision(world: World) -> None:
    chat = Chat(world, "claims")
    case = await chat.reports("YuJiayi", "不满报告 张三 13812345678 定损太慢")
    number = (await world.events("intake", case))[0]["data"]["number"]

    for request in deliveries(world, chat, f"<Content>补充 {number} 客户又来电催促</Content><MsgId>43</MsgId>"):
        chat.reply(await chat.sends(request))

    assert await world.kinds("intake", case) == ["report.accepted", "report.amended"]
