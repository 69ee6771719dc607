"""What fails or takes too long once the push is stored: an empty answer now, and the reporter is told later."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from services.intake.application import pushes
from shared.engine.db.database import DatabaseAway
from tests.harness.chat import Chat
from tests.harness.people import REPORTER
from tests.harness.waiting import eventually
from tests.harness.world import World

SECOND = timedelta(seconds=1)
REPORT = "不满报告 张三 13812345678 定损太慢"


async def test_what_fails_is_answered_empty_and_finished_by_the_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = Chat(world, "claims")
    with monkeypatch.context() as patch:
        patch.setattr(world.process.context.vault, "new_case", _away)
        answer = await chat.sends(chat.wecom.text("YuJiayi", REPORT, world.now))
        assert (answer.status_code, answer.content) == (200, b"")
        await world.advance(5 * SECOND)
        assert await chat.cases() == []
    world.expected_errors = len(world.errors.lines)
    assert world.expected_errors >= 2

    await world.advance(10 * SECOND)

    [case] = await chat.cases()
    assert await world.told("intake", case) == [(REPORTER, "wecom_answer")]


async def test_what_takes_too_long_is_answered_empty_and_accepted_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = Chat(world, "claims")
    vault = world.process.context.vault
    ready, new_case = asyncio.Event(), vault.new_case

    async def slow() -> Any:
        await ready.wait()
        return await new_case()

    with monkeypatch.context() as patch:
        patch.setattr(pushes, "PATIENCE", timedelta())
        patch.setattr(vault, "new_case", slow)
        answer = await chat.sends(chat.wecom.text("YuJiayi", REPORT, world.now))
        assert (answer.status_code, answer.content) == (200, b"")
        ready.set()
        await eventually(chat.cases)
    assert len(await chat.cases()) == 1
    assert await chat.states() == ["received"]

    await world.advance(5 * SECOND)

    [case] = await chat.cases()
    assert await world.told("intake", case) == [(REPORTER, "wecom_answer")]
    assert await chat.states() == ["finished"]


async def _away() -> None:
    raise DatabaseAway("the platform's database is away")
