"""Two of the group claim at once: one wins, and the other is given the next task, or told who won."""

import asyncio

from tests.harness.callback import SECOND, asks_for, claims, filed
from tests.harness.people import CALLER, COLLEAGUE, REPORTER
from tests.harness.world import World


async def test_asking_for_the_next_each_is_given_another(world: World) -> None:
    first = await filed(world)
    await world.advance(SECOND)
    second = await filed(world, customer={"phone": "13900000000"})

    hands = await asyncio.gather(claims(world.by(CALLER)), claims(world.by(COLLEAGUE)))

    assert [hand.task for hand in hands] == [f"{first}.t1", f"{second}.t1"]


async def test_asking_for_the_same_one_is_told_who_has_it_and_since_when(world: World) -> None:
    case = await filed(world)

    won, lost = await asyncio.gather(asks_for(world.by(CALLER), case), asks_for(world.by(COLLEAGUE), case))

    assert won.status_code == 200
    assert (lost.status_code, lost.json()["code"]) == (409, "already_claimed")
    assert (lost.json()["by"], lost.json()["at"]) == (CALLER, "2026-11-23T01:00:00Z")


async def test_with_nothing_to_do_there_is_no_task(world: World) -> None:
    assert (await asks_for(world.by(CALLER))).status_code == 204


async def test_the_queue_is_not_for_everybody(world: World) -> None:
    case = await filed(world)
    reporter = world.by(REPORTER)

    assert (await asks_for(reporter)).status_code == 403
    assert (await asks_for(reporter, case)).status_code == 403
    assert (await reporter.get("/api/callback/tasks")).status_code == 403


async def test_a_hand_is_nobody_elses(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    answer = await world.by(COLLEAGUE).post(f"/api/callback/tasks/{hand.task}/start", {"fence": hand.fence})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_task_nobody_knows_is_not_found(world: World) -> None:
    case = await filed(world)
    caller = world.by(CALLER)

    for task in ("nonsense", f"{case}.t7", f"{case[:-1]}x.t1"):
        assert (await caller.post("/api/callback/tasks/claim", {"task": task})).status_code == 404
        assert (await caller.post(f"/api/callback/tasks/{task}/start", {"fence": 1})).status_code == 404
