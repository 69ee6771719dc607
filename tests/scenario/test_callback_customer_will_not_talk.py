"""The customer wants to be called later, refuses, or somebody else answers."""

from tests.harness.callback import DAY, HOUR, MINUTE, asks_for, calls, claims, filed, told
from tests.harness.people import CALLER, COLLEAGUE, SUPERVISORS
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
    assert (await calls(world, case, "no_answer"))["state"] == "unreachable"


async def test_later_needs_a_time_that_is_still_to_come(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    for body in ({}, {"call_later_at": "2026-11-23T09:00:00+08:00"}):
        answer = await hand.asks("attempts", outcome="call_later", **body)
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["call_later_at"]


async def test_a_customer_who_refuses_was_reached_and_the_supervisor_decides(world: World) -> None:
    case = await filed(world)

    seen = await calls(world, case, "refused")

    assert (seen["state"], seen["unreachable_because"]) == ("unreachable", "refused")
    assert seen["reached_at"] == "2026-11-23T01:00:00Z"
    assert await told(world, case, "unreachable") == list(SUPERVISORS)
    [message, _] = await world.told_of("callback", case)
    assert message["text"] == f"【请您决定】客户不愿接受首次回访，请决定再拨、转办或结案。\n报告编号{seen['number']}。"


async def test_somebody_else_or_a_hung_up_call_is_tried_again(world: World) -> None:
    case = await filed(world)

    assert (await calls(world, case, "third_party"))["task"]["not_before"] == "2026-11-23T01:02:00Z"
    seen = await calls(world, case, "hung_up", talk_seconds=7)

    assert (seen["task"]["not_before"], seen["reached_at"]) == ("2026-11-23T01:05:00Z", None)
    assert [attempt["talk_seconds"] for attempt in seen["attempts"]] == [None, 7]
