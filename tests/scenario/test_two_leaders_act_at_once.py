"""Of settle, escalate and file one wins; the other is told who won and when; both are on record."""

import asyncio
from operator import itemgetter
from typing import Any

import pytest

from tests.harness.clock import MINUTE
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World

ENDED = {"settle": "settled", "file": "filed"}


async def climbed(world: World) -> str:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(16 * MINUTE)
    return case


async def at_once(world: World, case: str, first: str, second: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two leaders at the same moment: what the one who won was answered, and the other. Each with `who` and `what`."""
    acts = {LEADER: first, LEADERS_LEADER: second}
    tried = [world.by(who).tries("escalation", case, what, note="已解决") for who, what in acts.items()]
    found = [
        {"who": who, "what": what, "status": answer.status_code} | answer.json()
        for (who, what), answer in zip(acts.items(), await asyncio.gather(*tried), strict=True)
    ]
    won, lost = sorted(found, key=itemgetter("status"))
    return won, lost


@pytest.mark.parametrize(("first", "second"), [("settle", "settle"), ("settle", "file"), ("file", "settle")])
async def test_the_second_is_told_who_won_and_when(world: World, first: str, second: str) -> None:
    case = await climbed(world)

    won, lost = await at_once(world, case, first, second)

    state = ENDED[won["what"]]
    assert (won["status"], won["state"]) == (200, state)
    assert (lost["status"], lost["code"], lost["state"]) == (409, f"already_{state}", state)
    assert (lost["by"], lost["at"]) == (won["who"], "2026-11-23T01:16:00Z")


async def test_both_attempts_are_on_record_and_only_one_is_in_the_history(world: World) -> None:
    case = await climbed(world)

    won, lost = await at_once(world, case, "settle", "file")

    state = ENDED[won["what"]]
    assert await world.audited("escalation", case) == [
        (won["who"], won["what"], "done", None),
        (lost["who"], lost["what"], "refused", f"already_{state}"),
    ]
    assert (await world.kinds("escalation", case))[-1] == f"case.{state}"


async def test_ten_presses_of_escalate_at_once_raise_it_by_one_level(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")

    presses = (world.by(REPORTER).tries("escalation", case, "escalate", level=0) for _ in range(10))
    answers = await asyncio.gather(*presses)

    assert [answer.status_code for answer in answers] == [200] + [409] * 9
    assert [answer.json()["level"] for answer in answers] == [1] * 10
    assert await world.kinds("escalation", case) == ["case.opened", "level.told"]
