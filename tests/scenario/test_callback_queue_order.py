"""The queue as callers are given it, against a second reading of its order (an oracle that knows only the API)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.harness.callback import DAY, HOUR, MINUTE, asks_for, calls, filed, resolved
from tests.harness.people import CALLER, GROUP, SUPERVISOR
from tests.harness.world import World

Seen = dict[str, Any]


def place(case: Seen, now: datetime) -> tuple[int, bool, datetime, str]:
    """Band, no risk, due, id: promises, retries, follow-ups, tasks without a number; late ones join the first."""
    task, attempts = case["task"], case["attempts"]
    due, not_before = datetime.fromisoformat(task["due_at"]), datetime.fromisoformat(task["not_before"])
    of_this_call = [each for each in attempts if task["kind"] == "first_callback" or each["number"] <= task["attempts"]]
    tried = of_this_call[-task["attempts"] :] if task["attempts"] else []
    if task["ask_reporter"]:
        band = 3
    elif tried and tried[-1]["outcome"] == "call_later":
        band, due = 0, not_before
    elif tried:
        band, due = int(now < not_before + 5 * MINUTE), not_before + 15 * MINUTE
    elif task["kind"] == "first_callback":
        band = 0
    else:
        band = 2 if now < due - 0.2 * DAY else 0
    return band, not task["risk_flags"], due, case["id"]


async def a_mixed_queue(world: World) -> list[str]:
    """Cases of every kind, of one customer each."""

    def phone(n: int, **more: Any) -> dict[str, Any]:
        return {"customer": {"phone": f"139000000{n:02}"}} | more

    cases = [await resolved(world, **phone(1)), await resolved(world, **phone(2, risk_flags=["media"]))]
    await world.advance(23 * HOUR)
    cases.append(await resolved(world, **phone(10)))
    for n, outcome in ((3, "busy"), (4, "no_answer"), (5, "wrong_number"), (6, "powered_off")):
        cases.append(await filed(world, **phone(n, risk_flags=["lawyer"] if n == 4 else [])))
        await calls(world, cases[-1], outcome)
    cases.append(await filed(world, **phone(7)))
    at = (world.now + 8 * MINUTE).isoformat()
    await calls(world, cases[-1], "call_later", call_later_at=at)
    cases.append(await filed(world, customer={"policy_no": "PDAA202632010000012345"}))
    await world.advance(2 * MINUTE)
    cases += [await filed(world, **phone(8)), await filed(world, **phone(9, risk_flags=["injury"]))]
    return cases


@pytest.mark.parametrize("later", [0, 3, 5, 8, 13, 18, 31], ids=lambda minutes: f"{minutes}-min")
async def test_callers_are_given_the_tasks_in_the_order_of_the_rule(world: World, later: int) -> None:
    cases = await a_mixed_queue(world)
    await world.advance(timedelta(minutes=later))
    seen = [await world.by(CALLER).sees("callback", case) for case in cases]
    ready = [case for case in seen if datetime.fromisoformat(case["task"]["not_before"]) <= world.now]
    expected = [case["id"] for case in sorted(ready, key=lambda case: place(case, world.now))]

    given = []
    for who in (*GROUP[1:], SUPERVISOR, CALLER) * 2:
        answer = await asks_for(await world.sign_in(who))
        if answer.status_code == 200:
            given.append(answer.json()["task"]["id"])

    assert given == expected
