"""The service was down for a day: each ladder's current step fires once, in due order, stamped late (I3, I5)."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

from tests.harness.clock import DAY, MINUTE, SECOND
from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World

LADDERS = 200


async def test_two_hundred_overdue_ladders_take_one_step_each_in_due_order(world: World) -> None:
    for batch in range(LADDERS // 20):
        await asyncio.gather(*(world.by(REPORTER).submits(key=f"{batch}-{n}", text="客户不满") for n in range(20)))
        world.lapse(SECOND)
    await world.settle()
    await world.close()
    world.lapse(DAY)
    await world.open()
    back_at = world.now

    await world.settle()

    told = [event for event in await world.events("escalation") if event["kind"] == "level.told"]
    assert len({event["case_id"] for event in told}) == len(told) == LADDERS
    assert all(event["at"] == back_at for event in told)
    dues = [event["data"]["due_at"] for event in told]
    assert dues == sorted(dues)
    assert dues[0] < dues[-1]
    assert told[0]["data"]["late_by_seconds"] == (DAY - 5 * MINUTE + 10 * SECOND).total_seconds()
    assert all(event["data"]["next_due_at"] == _text(back_at + 10 * MINUTE) for event in told)


async def test_the_next_steps_come_ten_minutes_after_that_and_not_before(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.close()
    world.lapse(DAY)
    await world.open()
    await world.settle()
    assert await told_of_moves(world, case) == [(LEADER, "level_told")]

    await world.advance(10 * MINUTE - SECOND)
    assert len(await told_of_moves(world, case)) == 1
    await world.advance(SECOND)
    assert (await told_of_moves(world, case))[1] == (LEADERS_LEADER, "level_told")


async def test_a_late_message_says_so_to_its_reader(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.jump(65 * MINUTE)

    for message in await world.told_of("escalation", case):
        assert (message["late_by_seconds"], "本通知晚发60分钟" in message["text"]) == (3600, True)


async def test_short_waits_never_add_up_over_the_steps_of_a_ladder(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    for _ in range(3):
        await world.jump(_until_due(world, await world.by(REPORTER).sees("escalation", case)) + 20 * SECOND)

    times = [event["at"] for event in await world.events("escalation", case)]
    assert [later - earlier for earlier, later in pairwise(times)] == [
        5 * MINUTE + 20 * SECOND,
        10 * MINUTE,
        10 * MINUTE,
    ]


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _until_due(world: World, seen: dict[str, str]) -> timedelta:
    return datetime.fromisoformat(seen["next_due_at"]) - world.now
