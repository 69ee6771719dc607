"""After `resolved` the customer is asked: content closes, discontent is handled again, else a supervisor decides."""

from tests.harness.callback import DAY, HOUR, asks_for, calls, claims, refused, resolved, told
from tests.harness.people import CALLER, CLAIMS_HEAD, COLLEAGUE, GROUP, LEADER, REPORTER, SUPERVISOR, SUPERVISORS
from tests.harness.world import World


async def test_a_follow_up_can_be_claimed_at_once(world: World) -> None:
    case = await resolved(world)

    hand = await claims(world.by(CALLER))

    assert hand.task == f"{case}.t2"
    await hand.starts()
    assert (await hand.ends("reached", satisfied=True))["state"] == "closed"


async def test_a_score_of_sixty_is_handled_again_with_half_the_limit(world: World) -> None:
    case = await resolved(world)
    await world.advance(2 * HOUR)

    seen = await calls(world, case, "reached", number=2, score=60)

    assert (seen["state"], seen["score"], seen["band"], seen["resolved_at"]) == ("handling", 60, "dissatisfied", None)
    first, second = (each for each in seen["limits"] if each["kind"] == "handling")
    assert (first["due_at"], first["ended_at"]) == ("2026-11-26T01:00:00Z", "2026-11-23T01:00:00Z")
    assert (second["round"], second["due_at"]) == (2, "2026-11-24T15:00:00Z")
    assert await told(world, case, "reopened") == [CLAIMS_HEAD]

    seen = await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已补赔")
    assert seen["task"]["task"] == f"{case}.t3"
    seen = await calls(world, case, "reached", number=3, score=95)
    assert (seen["state"], seen["score"], seen["band"]) == ("closed", 95, "very_satisfied")


async def test_a_follow_up_is_tried_again_like_a_first_callback(world: World) -> None:
    case = await resolved(world)

    seen = await calls(world, case, "no_answer", number=2)

    assert (seen["state"], seen["task"]["not_before"]) == ("resolved", "2026-11-23T01:02:00Z")
    assert (await asks_for(world.by(COLLEAGUE))).status_code == 204


async def test_a_customer_never_reached_again_is_closed_by_a_supervisor_with_a_reason(world: World) -> None:
    case = await resolved(world)
    answer = await world.by(SUPERVISOR).post(f"/api/callback/cases/{case}/close", {"reason": "不用再打了"})
    assert (answer.status_code, answer.json()["code"]) == (409, "follow_up_open")
    for _ in range(5):
        seen = await calls(world, case, "no_answer", number=2)
    assert (seen["state"], seen["unreachable_because"], seen["task"]) == ("resolved", "attempts", None)
    assert await told(world, case, "unreachable") == list(SUPERVISORS)

    assert await refused(world.by(CALLER), case, "close", reason="联系不上") == (403, "forbidden")
    assert await refused(world.by(SUPERVISOR), case, "close") == (422, "invalid")
    seen = await world.by(SUPERVISOR).does("callback", case, "close", reason="五次联系不上")

    assert (seen["state"], seen["score"], seen["ended_at"]) == ("closed", None, "2026-11-23T01:00:00Z")
    assert await told(world, case, "closed") == [REPORTER, LEADER, CLAIMS_HEAD]


async def test_a_supervisor_may_have_the_follow_up_tried_again(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "refused", number=2)

    seen = await world.by(SUPERVISOR).does("callback", case, "retry", reason="客户来电愿意接受回访")

    assert (seen["state"], seen["unreachable_because"], seen["task"]["kind"]) == ("resolved", None, "follow_up")
    assert (await calls(world, case, "reached", number=2, score=70))["state"] == "closed"


async def test_the_first_verdict_stays_when_a_follow_up_gives_no_score(world: World) -> None:
    case = await resolved(world)

    seen = await calls(world, case, "reached", number=2, satisfied=True)

    assert (seen["state"], seen["score"]) == ("closed", None)


async def test_a_follow_up_nobody_makes_is_told_to_the_supervisors_each_day_from_its_due_time(world: World) -> None:
    case = await resolved(world)

    await world.advance(3 * DAY)

    assert await told(world, case, "call_warned") == list(GROUP)
    assert await told(world, case, "call_overdue") == list(SUPERVISORS)
    assert await told(world, case, "still_open") == [*SUPERVISORS] * 2


async def test_a_refused_follow_up_may_go_back_to_the_unit(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "refused", number=2)

    assert await refused(world.by(CALLER), case, "send-back", reason="请再联系") == (403, "forbidden")
    seen = await world.by(SUPERVISOR).does("callback", case, "send-back", reason="请再联系客户")

    assert (seen["state"], seen["unreachable_because"], seen["resolved_at"]) == ("handling", None, None)
    assert await told(world, case, "sent_back") == [CLAIMS_HEAD]
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已再次联系")
    assert (await calls(world, case, "reached", number=3, score=90))["state"] == "closed"
