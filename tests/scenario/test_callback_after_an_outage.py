"""Windows that passed while nothing ran: only the highest fires, the lower ones are recorded as skipped."""

from tests.harness.callback import MINUTE, filed, of_kind, told
from tests.harness.people import CENTRE_HEAD, GROUP, REPORTER, SUPERVISORS
from tests.harness.world import World


async def test_after_a_long_outage_only_the_head_is_told_and_how_late_it_is(world: World) -> None:
    case = await filed(world)

    await world.jump(20 * MINUTE)

    assert await world.told("callback", case) == [(CENTRE_HEAD, "window_breached")]
    [breach] = await of_kind(world, case, "window.breached")
    assert (breach["window"], breach["skipped"], breach["late_by_seconds"]) == ("head", ["warning", "breach"], 300)
    [message] = await world.told_of("callback", case)
    assert message["text"].endswith("（本通知晚发5分钟。）")


async def test_after_a_short_outage_the_supervisors_are_told_and_the_head_in_time(world: World) -> None:
    case = await filed(world)

    await world.jump(6 * MINUTE)
    assert await world.told("callback", case) == [(who, "window_breached") for who in SUPERVISORS]

    await world.advance(9 * MINUTE)
    assert await told(world, case, "window_breached") == [*SUPERVISORS, CENTRE_HEAD]
    assert await told(world, case, "window_warned") == []


async def test_a_case_that_arrives_after_its_windows_fires_the_highest_at_once(world: World) -> None:
    """Escalation filed it, but callback hears of it only ten minutes later."""
    answer = await world.by(REPORTER).post(
        "/api/intake/reports", {"stage": "filed", "text": "慢", "customer": {"phone": "13812345678"}}, key="k"
    )

    await world.jump(10 * MINUTE)

    case = answer.json()["id"]
    assert (await world.kinds("callback", case))[:3] == ["case.received", "task.scheduled", "window.breached"]
    assert await told(world, case, "window_warned") == []
    assert set(GROUP).isdisjoint(await told(world, case, "window_breached"))


async def test_a_restart_on_the_same_files_forgets_no_window(world: World) -> None:
    case = await filed(world)
    await world.advance(4 * MINUTE)

    await world.restart()
    await world.advance(11 * MINUTE)

    assert await told(world, case, "window_warned") == list(GROUP)
    assert await told(world, case, "window_breached") == [*SUPERVISORS, CENTRE_HEAD]
