"""Nobody dials: the group is warned at 3:30, the supervisors hear at 5:00, the centre's head at 15:00, each once."""

from tests.harness.callback import DAY, MILLISECOND, MINUTE, SECOND, claims, filed, told
from tests.harness.people import CALLER, CENTRE_HEAD, GROUP, SUPERVISORS
from tests.harness.world import World


async def test_nobody_is_told_before_the_warning(world: World) -> None:
    case = await filed(world)

    await world.advance(210 * SECOND - MILLISECOND)

    assert await world.told("callback", case) == []


async def test_the_group_is_warned_then_the_supervisors_then_the_head_each_once(world: World) -> None:
    case = await filed(world)

    await world.advance(210 * SECOND)
    assert await told(world, case, "window_warned") == list(GROUP)

    await world.advance(90 * SECOND - MILLISECOND)
    assert await told(world, case, "window_breached") == []
    await world.advance(MILLISECOND)
    assert await told(world, case, "window_breached") == list(SUPERVISORS)

    await world.advance(10 * MINUTE)
    assert await told(world, case, "window_breached") == [*SUPERVISORS, CENTRE_HEAD]

    await world.advance(DAY - MILLISECOND)
    assert len(await world.told("callback", case)) == len(GROUP) + len(SUPERVISORS) + 1


async def test_the_messages_say_what_is_late_and_nothing_of_the_customer(world: World) -> None:
    case = await filed(world)
    await world.advance(15 * MINUTE)

    number = (await world.by(CALLER).sees("callback", case))["number"]
    texts = dict.fromkeys(message["text"] for message in await world.told_of("callback", case))
    assert list(texts) == [
        "【请立即回访】首次回访须在09:05前拨打，尚无人拨打，请马上认领。\n"
        f"到时无人拨打，将通知孔霞、周国栋。报告编号{number}。",
        f"【首次回访超时】09:05已过仍无人拨打，请立即安排人回访。\n09:15仍无人拨打，将通知姜瑶。报告编号{number}。",
        f"【首次回访严重超时】09:05已过，至今无人拨打，请督促投诉组立即回访。\n报告编号{number}。",
    ]


async def test_a_task_claimed_but_not_dialled_still_breaches(world: World) -> None:
    case = await filed(world)
    await world.advance(4 * MINUTE)
    await claims(world.by(CALLER), case)

    await world.advance(MINUTE)

    assert await told(world, case, "window_breached") == list(SUPERVISORS)


async def test_at_exactly_five_minutes_the_breach_wins_over_the_dialling(world: World) -> None:
    case = await filed(world)
    await world.advance(5 * MINUTE - SECOND)
    hand = await claims(world.by(CALLER), case)
    world.clock.move_to(world.now + SECOND)

    await hand.starts()

    kinds = await world.kinds("callback", case)
    assert kinds[-2:] == ["window.breached", "attempt.started"]


async def test_once_somebody_dials_late_the_head_is_spared(world: World) -> None:
    case = await filed(world)
    await world.advance(7 * MINUTE)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await world.advance(MINUTE)
    await hand.ends("no_answer")

    await world.advance(10 * MINUTE)

    assert await told(world, case, "window_breached") == list(SUPERVISORS)


async def test_a_start_that_came_to_nothing_does_not_silence_the_windows(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await hand.does("release", reason="点错")

    await world.advance(15 * MINUTE)

    assert await told(world, case, "window_breached") == [*SUPERVISORS, CENTRE_HEAD]
    assert (await world.by(CALLER).sees("callback", case))["first_attempt_at"] is None


async def test_a_caller_whose_browser_dies_while_dialling_brings_the_breach_with_the_lease(world: World) -> None:
    case = await filed(world)
    await world.advance(4 * MINUTE)
    await (await claims(world.by(CALLER), case)).starts()

    await world.advance(2 * MINUTE - MILLISECOND)
    assert await told(world, case, "window_breached") == []
    await world.advance(MILLISECOND)

    assert await told(world, case, "window_breached") == list(SUPERVISORS)
    message = next(each for each in await world.told_of("callback", case) if each["kind"] == "window_breached")
    assert "晚发" not in message["text"]


async def test_a_breached_task_stays_first_in_the_queue(world: World) -> None:
    late = await filed(world)
    await world.advance(6 * MINUTE)
    await filed(world, customer={"phone": "13900000000"})

    assert (await claims(world.by(CALLER))).task == f"{late}.t1"
