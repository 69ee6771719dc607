"""The customer wants to be called later, refuses, or somebody else answers."""

from tests.harness.callback import DAY, HOUR, MILLISECOND, MINUTE, asks_for, calls, claims, filed, told
from tests.harness.people import CALLER, COLLEAGUE, GROUP, REPORTER, SUPERVISORS
from tests.harness.world import World


async def test_a_customer_who_names_a_time_is_called_then(world: World) -> None:
    case = await filed(world)

    seen = await calls(world, case, "call_later", call_later_at="2026-11-23T14:30:00+08:00")

    assert (seen["task"]["not_before"], seen["task"]["due_at"]) == ("2026-11-23T06:30:00Z", "2026-11-23T01:05:00Z")
    await world.advance(5 * HOUR)
    assert (await asks_for(world.by(COLLEAGUE))).status_code == 204
    await world.advance(30 * MINUTE)
    assert (await claims(world.by(COLLEAGUE))).task == f"{case}.t1"


async def test_an_appointment_is_kept_however_many_attempts_there_were(world: World) -> None:
    case = await filed(world)
    for _ in range(4):
        await calls(world, case, "no_answer")

    seen = await calls(world, case, "call_later", call_later_at="2026-11-25T10:00:00+08:00")
    assert seen["state"] == "awaiting_callback"

    await world.advance(2 * DAY + HOUR)
    for _ in range(4):
        assert (await calls(world, case, "no_answer"))["state"] == "awaiting_callback"
    assert (await calls(world, case, "no_answer"))["state"] == "unreachable"


async def test_an_appointment_is_first_in_the_queue_at_its_time_and_warned_of_after_two_minutes(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "call_later", call_later_at="2026-11-23T12:00:00+08:00")
    await world.advance(3 * HOUR + 2 * MINUTE - MILLISECOND)
    assert await told(world, case, "call_warned") == []

    await world.advance(MILLISECOND)
    assert await told(world, case, "call_warned") == list(GROUP)
    await world.advance(13 * MINUTE)
    assert await told(world, case, "call_overdue") == list(SUPERVISORS)
    number = (await world.by(CALLER).sees("callback", case))["number"]
    texts = dict.fromkeys(each["text"] for each in await world.told_of("callback", case))
    assert list(texts) == [
        f"【请立即回访】客户约定12:00通话，尚无人拨打，请马上认领。\n报告编号{number}。",
        f"【约定回访超时】客户约定12:00通话，至今无人拨打，请立即安排人回访。\n报告编号{number}。",
    ]


async def test_later_needs_a_time_that_is_still_to_come(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    years_ahead = {"call_later_at": "2899-01-01T00:00:00Z"}
    for body in ({}, {"call_later_at": "2026-11-23T09:00:00+08:00"}, years_ahead):
        answer = await hand.asks("attempts", outcome="call_later", **body)
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["call_later_at"]


async def test_a_customer_who_refuses_was_reached_and_the_supervisor_decides(world: World) -> None:
    case = await filed(world)

    seen = await calls(world, case, "refused")

    assert (seen["state"], seen["unreachable_because"]) == ("unreachable", "refused")
    assert seen["reached_at"] == "2026-11-23T01:00:00Z"
    assert await told(world, case, "unreachable") == list(SUPERVISORS)
    message = next(each for each in await world.told_of("callback", case) if each["kind"] == "unreachable")
    assert await told(world, case, "not_reached") == [REPORTER]
    assert message["text"] == f"【请您决定】客户不愿接受首次回访，请决定再拨、转办或结案。\n报告编号{seen['number']}。"


async def test_somebody_else_or_a_hung_up_call_is_tried_again(world: World) -> None:
    case = await filed(world)

    assert (await calls(world, case, "third_party"))["task"]["not_before"] == "2026-11-23T02:00:00Z"
    seen = await calls(world, case, "hung_up", talk_seconds=7)

    assert (seen["task"]["not_before"], seen["reached_at"]) == ("2026-11-23T02:00:00Z", None)
    assert [attempt["talk_seconds"] for attempt in seen["attempts"]] == [None, 7]
