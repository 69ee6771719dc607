"""A case that stands still is told to the supervisors every day, in every open state, until its state changes."""

from tests.harness.callback import DAY, HOUR, MINUTE, calls, dispatched, filed, handling, resolved, to_dispatch, told
from tests.harness.people import CLAIMS, SUPERVISOR, SUPERVISORS
from tests.harness.world import World

TWICE = [*SUPERVISORS, *SUPERVISORS]

STANDING_STILL = (
    (filed, 15 * MINUTE),
    (to_dispatch, 15 * MINUTE),
    (dispatched, 30 * MINUTE),
    (handling, 72 * HOUR),
    (resolved, DAY),
)
"""How to bring a case into each open state, and when the last step of its ladder is."""


async def test_each_day_after_the_last_step_the_supervisors_are_reminded_in_every_open_state(world: World) -> None:
    began = world.now
    cases = [(await bring_there(world), last_step) for bring_there, last_step in STANDING_STILL]

    await world.advance(5 * DAY + HOUR)

    for case, last_step in cases:
        days = [began + last_step + day * DAY for day in range(1, 6) if last_step + day * DAY <= 5 * DAY + HOUR]
        reminders = [each for each in await world.told_of("callback", case) if each["kind"] == "still_open"]
        told_at = [each["at"] for each in reminders if each["recipient"] in SUPERVISORS]
        assert told_at == [day for day in days for _ in SUPERVISORS]


async def test_the_reminder_says_since_when_and_in_which_state(world: World) -> None:
    case = await to_dispatch(world)
    await world.advance(25 * HOUR)

    message = next(each for each in await world.told_of("callback", case) if each["kind"] == "still_open")
    number = (await world.by(SUPERVISOR).sees("callback", case))["number"]
    assert message["text"] == f"【请您跟进】案件自11月23日09:00起待转办，一直没有进展，请安排。\n报告编号{number}。"


async def test_an_unreachable_customer_is_reminded_of_until_somebody_decides(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")

    await world.advance(2 * DAY)
    assert await told(world, case, "still_open") == TWICE

    await world.by(SUPERVISOR).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    await world.advance(DAY)
    assert await told(world, case, "still_open") == TWICE


async def test_until_a_time_the_customer_named_nobody_is_pressed_and_then_the_day_counts_from_it(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "call_later", call_later_at="2026-11-25T09:00:00+08:00")

    await world.advance(2 * DAY + 15 * MINUTE)
    assert await told(world, case, "still_open") == []
    await world.advance(DAY)
    assert await told(world, case, "still_open") == list(SUPERVISORS)


async def test_what_has_ended_is_left_alone(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)

    await world.advance(30 * DAY)

    assert await told(world, case, "still_open") == []


async def test_after_an_outage_of_days_there_is_one_reminder(world: World) -> None:
    case = await to_dispatch(world)

    await world.jump(5 * DAY)

    assert await told(world, case, "still_open") == list(SUPERVISORS)
