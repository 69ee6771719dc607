"""A push signed more than ten minutes away from the real time is refused, and goes on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.chat import Chat
from tests.harness.world import World

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
REPORT = "不满报告 张三 13812345678 定损太慢"


@pytest.mark.parametrize("away", [-10 * MINUTE - SECOND, 10 * MINUTE + SECOND])
async def test_a_stale_push_is_refused_and_audited(world: World, away: timedelta) -> None:
    chat = Chat(world, "claims")

    answer = await chat.sends(chat.wecom.text("YuJiayi", REPORT, world.now + away))

    assert answer.status_code == 403
    assert answer.json()["code"] == "stale_push"
    assert await chat.cases() == []
    assert await chat.states() == []
    [line] = await world.rows("intake", select(audit))
    assert (line["actor"], line["action"]) == ("wecom:claims", "wecom_push")
    assert (line["outcome"], line["code"]) == ("refused", "stale_push")


@pytest.mark.parametrize("away", [-10 * MINUTE, 10 * MINUTE])
async def test_at_exactly_ten_minutes_it_still_counts(world: World, away: timedelta) -> None:
    chat = Chat(world, "claims")

    chat.reply(await chat.sends(chat.wecom.text("YuJiayi", REPORT, world.now + away)))

    assert len(await chat.cases()) == 1


async def test_a_recorded_push_is_of_no_use_after_the_window(world: World) -> None:
    chat = Chat(world, "claims")
    request = chat.wecom.text("YuJiayi", REPORT, world.now)
    chat.reply(await chat.sends(request))

    await world.advance(11 * MINUTE)

    assert (await chat.sends(request)).status_code == 403
    assert len(await chat.cases()) == 1
