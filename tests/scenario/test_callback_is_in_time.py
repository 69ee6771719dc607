"""A first callback that starts in time and comes to an end causes no message (Art. 12)."""

from tests.harness.callback import DAY, MILLISECOND, MINUTE, SECOND, claims, filed
from tests.harness.people import CALLER
from tests.harness.world import World


async def test_an_attempt_started_before_the_warning_tells_nobody(world: World) -> None:
    case = await filed(world)
    await world.advance(2 * MINUTE)
    hand = await claims(world.by(CALLER), case)
    await world.advance(90 * SECOND - MILLISECOND)

    await hand.starts()
    await world.advance(20 * SECOND)
    seen = await hand.ends("call_later", call_later_at="2026-11-24T10:00:00+08:00")
    await world.advance(DAY - MINUTE)

    assert seen["first_attempt_at"] == "2026-11-23T01:03:29.999000Z"
    assert await world.told("callback", case) == []
    assert "window.warned" not in await world.kinds("callback", case)


async def test_an_outcome_without_a_start_counts_as_the_start(world: World) -> None:
    case = await filed(world)
    await world.advance(3 * MINUTE)
    hand = await claims(world.by(CALLER), case)

    seen = await hand.ends("no_answer")
    await world.advance(7 * MINUTE - MILLISECOND)

    assert seen["first_attempt_at"] == "2026-11-23T01:03:00Z"
    assert await world.told("callback", case) == []


async def test_dialling_pressed_twice_began_the_first_time(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    await hand.starts()
    await world.advance(MINUTE)
    await hand.starts()
    await hand.ends("no_answer")

    assert (await world.by(CALLER).sees("callback", case))["first_attempt_at"] == "2026-11-23T01:00:00Z"
    assert (await world.kinds("callback", case)).count("attempt.started") == 1
