"""A lost answer is asked for again with the same key: the attempt counts once, and the answer is the same."""

from tests.harness.callback import MINUTE, claims, filed
from tests.harness.people import CALLER
from tests.harness.world import World


async def test_an_attempt_sent_twice_counts_once_and_is_answered_alike(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    first = await hand.asks("attempts", key="call-1", outcome="reached", satisfied=False, note="客户不满意")
    await world.advance(10 * MINUTE)

    again = await hand.asks("attempts", key="call-1", outcome="reached", satisfied=False, note="客户不满意")

    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (await world.kinds("callback", case)).count("attempt.ended") == 1
    assert (await world.by(CALLER).sees("callback", case))["drafts"] == []


async def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.asks("attempts", key="call-1", outcome="busy")

    answer = await hand.asks("attempts", key="call-1", outcome="no_answer")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_claim_whose_answer_was_lost_gives_the_same_fence_again(world: World) -> None:
    await filed(world)
    caller = world.by(CALLER)

    first = await caller.post("/api/callback/tasks/claim", {}, key="claim-1")
    again = await caller.post("/api/callback/tasks/claim", {}, key="claim-1")

    assert (again.status_code, again.json()) == (200, first.json())
