"""A process killed while it takes a push: exactly one report, whether WeCom sends the push again or not."""

from datetime import timedelta
from pathlib import Path

import pytest

from shared.support.faults import CrashPoint
from tests.harness.chat import Chat
from tests.harness.people import REPORTER
from tests.harness.world import World

SECOND = timedelta(seconds=1)
INSIDE = "<Content>不满报告 张三 13812345678 定损太慢</Content><MsgId>7</MsgId>"

UNSTORED = [(CrashPoint.BEFORE_COMMIT, 1)]
STORED = [(CrashPoint.AFTER_COMMIT, 1), (CrashPoint.WECOM_STORED, 1)]
ACCEPTING = [(CrashPoint.CASE_KEY_COMMITTED, 1), (CrashPoint.BEFORE_COMMIT, 2)]
ACCEPTED = [(CrashPoint.AFTER_COMMIT, 2), (CrashPoint.BEFORE_COMMIT, 3)]
ANSWERED = [(CrashPoint.AFTER_COMMIT, 3)]


class Killed(BaseException):
    """The process dies here."""


class KilledOnce:
    """Dies at a crash point, when it comes there for the nth time."""

    def __init__(self, point: CrashPoint, time: int) -> None:
        self.point = point
        self.left = time

    def __call__(self, point: CrashPoint) -> None:
        self.left -= point is self.point
        if point is self.point and self.left == 0:
            raise Killed


async def killed(world: World) -> str:
    """The process died while it took a message, and came back; returns the message."""
    chat = Chat(world, "claims")
    message = chat.wecom.message("YuJiayi", "text", world.now, INSIDE)
    with pytest.raises(Killed):
        await chat.sends(chat.wecom.push(message, world.now))
    await world.restart()
    return message


@pytest.mark.parametrize(("point", "time"), UNSTORED + STORED + ACCEPTING + ACCEPTED + ANSWERED)
async def test_sent_again_it_is_one_report_and_its_reporter_is_answered(
    tmp_path: Path, point: CrashPoint, time: int
) -> None:
    async with World.running(tmp_path / "data", crash=KilledOnce(point, time)) as world:
        message = await killed(world)
        chat = Chat(world, "claims")

        await world.advance(SECOND)
        reply = chat.reply(await chat.sends(chat.wecom.push(message, world.now)))
        await world.advance(60 * SECOND)

        assert reply is not None
        assert await chat.cases() == [await chat.case(reply.content)]
        assert await world.told("intake", await chat.case(reply.content)) == []


@pytest.mark.parametrize(("point", "time"), STORED + ACCEPTING + ACCEPTED)
async def test_never_sent_again_it_is_one_report_and_a_message_tells_its_reporter(
    tmp_path: Path, point: CrashPoint, time: int
) -> None:
    async with World.running(tmp_path / "data", crash=KilledOnce(point, time)) as world:
        came_at = world.now
        await killed(world)

        await world.advance(60 * SECOND)

        chat = Chat(world, "claims")
        [case] = await chat.cases()
        assert await chat.states() == ["finished"]
        [message] = (await world.by(REPORTER).get("/api/intake/messages")).json()["items"]
        assert (message["case_id"], message["kind"]) == (case, "wecom_answer")
        assert message["text"].startswith("【已启动流程】")
        assert "客户：张*、138****5678" in message["text"]
        accepted = (await world.events("intake", case))[0]["data"]
        assert accepted["detected_at"] == came_at.isoformat().replace("+00:00", "Z")


async def test_what_was_not_stored_was_not_taken(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", crash=KilledOnce(*UNSTORED[0])) as world:
        await killed(world)

        await world.advance(60 * SECOND)

        assert await Chat(world, "claims").cases() == []
