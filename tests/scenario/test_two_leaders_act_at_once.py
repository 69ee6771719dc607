"""Of settle, escalate and file one wins; the other is told who won and when; both are on record."""

import asyncio

import pytest

from tests.harness.clock import MINUTE
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


async def climbed(world: World) -> str:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(16 * MINUTE)
    return case


@pytest.mark.parametrize(("first", "second"), [("settle", "settle"), ("settle", "file"), ("file", "settle")])
async def test_the_second_is_told_who_won_and_when(world: World, first: str, second: str) -> None:
    case = await climbed(world)

    won, lost = await asyncio.gather(
        world.by(LEADER).tries("escalation", case, first, note="已解决"),
        world.by(LEADERS_LEADER).tries("escalation", case, second, note="已解决"),
    )

    state = {"settle": "settled", "file": "filed"}[first]
    assert (won.status_code, won.json()["state"]) == (200, state)
    assert (lost.status_code, lost.json()["code"], lost.json()["state"]) == (409, f"already_{state}", state)
    assert (lost.json()["by"], lost.json()["at"]) == (LEADER, "2026-11-23T01:16:00Z")


async def test_both_attempts_are_on_record_and_only_one_is_in_the_history(world: World) -> None:
    case = await climbed(world)

    await asyncio.gather(
        world.by(LEADER).tries("escalation", case, "settle", note="已解决"),
        world.by(LEADERS_LEADER).tries("escalation", case, "file"),
    )

    assert await world.audited("escalation", case) == [
        (LEADER, "settle", "done", None),
        (LEADERS_LEADER, "file", "refused", "already_settled"),
    ]
    assert (await world.kinds("escalation", case))[-1] == "case.settled"


async def test_ten_presses_of_escalate_at_once_raise_it_as_often_as_there_are_levels(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")

    answers = await asyncio.gather(*(world.by(REPORTER).tries("escalation", case, "escalate") for _ in range(10)))

    assert [answer.status_code for answer in answers] == [200, 200, 200] + [409] * 7
    assert await world.kinds("escalation", case) == ["case.opened", "level.told", "level.told", "case.filed"]
    told = [recipient for recipient, kind in await world.told("escalation", case) if kind == "level_told"]
    assert told == [LEADER, LEADERS_LEADER]
