"""The customer does not answer: tried again later each time, until a supervisor has to decide."""

from datetime import timedelta

from tests.harness.callback import DAY, HOUR, MINUTE, asks_for, calls, claims, filed, of_kind, refused, told
from tests.harness.people import CALLER, COLLEAGUE, LEADER, REPORTER, SUPERVISOR, SUPERVISORS
from tests.harness.world import World


async def test_busy_is_tried_again_the_next_half_day_and_the_next_day(world: World) -> None:
    case = await filed(world)

    for spacing in (2 * MINUTE, 15 * MINUTE, 4 * HOUR + 43 * MINUTE, 19 * HOUR):  # 14:00, then 09:00
        seen = await calls(world, case, "busy")
        assert seen["task"]["not_before"] == _utc(world, spacing)
        await world.advance(spacing)

    assert seen["task"]["due_at"] == "2026-11-23T01:05:00Z"
    assert [attempt["outcome"] for attempt in seen["attempts"]] == ["busy"] * 4


async def test_the_next_task_is_not_given_before_its_time_but_asked_for_by_name_it_is(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")

    await world.advance(2 * MINUTE - timedelta(milliseconds=1))
    assert (await asks_for(world.by(COLLEAGUE))).status_code == 204
    hand = await claims(world.by(COLLEAGUE), case)
    await hand.does("release")

    await world.advance(timedelta(milliseconds=1))
    assert (await claims(world.by(COLLEAGUE))).task == hand.task


async def test_five_attempts_without_an_answer_are_enough(world: World) -> None:
    case = await filed(world)
    for outcome in ("no_answer", "busy", "powered_off", "hung_up"):
        await calls(world, case, outcome)
        await world.advance(HOUR)

    seen = await calls(world, case, "no_answer")

    assert (seen["state"], seen["unreachable_because"], seen["task"]) == ("unreachable", "attempts", None)
    assert await told(world, case, "unreachable") == list(SUPERVISORS)
    [message, _] = [each for each in await world.told_of("callback", case) if each["kind"] == "unreachable"]
    assert message["text"] == f"【请您决定】拨打5次联系不上客户，请决定再拨、转办或结案。\n报告编号{seen['number']}。"


async def test_two_days_after_the_first_attempt_the_next_one_is_the_last(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    await world.advance(2 * DAY - timedelta(seconds=1))
    assert (await calls(world, case, "no_answer"))["state"] == "awaiting_callback"
    await world.advance(timedelta(seconds=1))

    seen = await calls(world, case, "no_answer")

    assert (seen["state"], seen["unreachable_because"]) == ("unreachable", "period")
    [given_up] = await of_kind(world, case, "case.unreachable")
    assert given_up["attempts"] == 3


async def test_only_a_supervisor_decides_how_it_goes_on_and_a_retry_is_a_new_round(world: World) -> None:
    case = await _unreachable(world)

    assert await refused(world.by(CALLER), case, "retry", reason="再试一次") == (403, "forbidden")
    assert await refused(world.by(CALLER), case, "dispatch", responsible_unit_id="JS-NJ-LP") == (
        403,
        "supervisor_decides",
    )
    assert await refused(world.by(CALLER), case, "close", reason="联系不上") == (403, "forbidden")
    seen = await world.by(SUPERVISOR).does("callback", case, "retry", reason="再试一次")

    assert (seen["state"], seen["task"]["attempts"]) == ("awaiting_callback", 5)
    assert (await calls(world, case, "busy"))["task"]["not_before"] == _utc(world, 2 * MINUTE)


async def test_a_supervisor_may_dispatch_without_having_reached_the_customer(world: World) -> None:
    case = await _unreachable(world)

    seen = await world.by(SUPERVISOR).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-LP")

    assert (seen["state"], seen["unreachable_because"]) == ("dispatched", None)


async def test_a_supervisor_may_close_without_having_reached_the_customer_and_says_why(world: World) -> None:
    case = await _unreachable(world)

    assert await refused(world.by(SUPERVISOR), case, "close", reason="") == (422, "invalid")
    await world.by(SUPERVISOR).does("callback", case, "close", reason="五次联系不上")

    messages = [each for each in await world.told_of("callback", case) if each["kind"] == "closed"]
    assert [message["recipient"] for message in messages] == [REPORTER, LEADER]
    assert all(
        each["text"].startswith("【已结案】未能完成回访，95518孔霞决定结案，您无需再处理。") for each in messages
    )


async def _unreachable(world: World) -> str:
    case = await filed(world)
    for _ in range(5):
        await calls(world, case, "no_answer")
    return case


def _utc(world: World, after: timedelta) -> str:
    return (world.now + after).isoformat().replace("+00:00", "Z")
