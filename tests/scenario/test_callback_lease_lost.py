"""A caller's browser dies: the task goes back with its due time, and what she wrote is kept for the next caller."""

from tests.harness.callback import MILLISECOND, MINUTE, SECOND, asks_for, claims, filed, of_kind
from tests.harness.people import CALLER, COLLEAGUE, GROUP, SUPERVISOR
from tests.harness.world import World

LEASE = 2 * MINUTE


async def test_a_lease_that_ends_gives_the_task_back_with_its_due_time(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)

    await world.advance(LEASE - MILLISECOND)
    assert (await asks_for(world.by(COLLEAGUE), case)).json()["code"] == "already_claimed"
    await world.advance(MILLISECOND)

    seen = await world.by(COLLEAGUE).sees("callback", case)
    assert (seen["task"]["state"], seen["task"]["due_at"]) == ("queued", "2026-11-23T01:05:00Z")
    [expired] = await of_kind(world, case, "task.lease_expired")
    assert (expired["holder"], expired["late_by_seconds"]) == (CALLER, 0)
    assert (await claims(world.by(COLLEAGUE), case)).fence == 2


async def test_a_late_hand_is_refused_and_its_note_kept_as_a_draft_that_the_next_caller_reads(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await world.advance(LEASE)
    await claims(world.by(COLLEAGUE), case)

    answer = await hand.asks("attempts", outcome="reached", satisfied=True, note="张三说已经没事了，电话是13812345678")

    assert (answer.status_code, answer.json()["code"], answer.json()["by"]) == (409, "stale_fence", COLLEAGUE)
    [draft] = (await world.by(CALLER).sees("callback", case))["drafts"]
    assert (draft["outcome"], draft["note"]) == ("reached", "***说已经没事了，电话是***")
    for other in (COLLEAGUE, SUPERVISOR):  # the next caller, and who may take over
        assert (await world.by(other).sees("callback", case))["drafts"] == [draft]
    assert (await (await world.sign_in(GROUP[2])).sees("callback", case))["drafts"] == []
    assert (await world.by(CALLER).sees("callback", case))["state"] == "awaiting_callback"


async def test_her_note_is_kept_even_when_a_colleague_has_ended_the_case_meanwhile(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await world.advance(LEASE)
    await (await claims(world.by(COLLEAGUE), case)).ends("reached", satisfied=True)

    answer = await hand.asks("attempts", outcome="reached", satisfied=False, note="客户仍有意见")

    assert (answer.status_code, answer.json()["code"], answer.json()["by"]) == (409, "already_archived", COLLEAGUE)
    [draft] = (await world.by(CALLER).sees("callback", case))["drafts"]
    assert draft["note"] == "客户仍有意见"


async def test_every_other_act_of_a_late_hand_is_refused_too(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await world.advance(LEASE)

    for what in ("start", "heartbeat", "release"):
        answer = await hand.asks(what)
        assert (answer.status_code, answer.json()["code"]) == (409, "stale_fence")

    again = await claims(world.by(CALLER), case)
    assert again.fence == hand.fence + 1
    assert (await hand.asks("start")).status_code == 409
    await again.starts()


async def test_the_lease_has_ended_at_its_end_even_if_no_ticker_has_noticed(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    world.clock.move_to(world.now + LEASE)

    answer = await hand.person.post(f"/api/callback/tasks/{hand.task}/heartbeat", {"fence": hand.fence})

    assert answer.json()["code"] == "stale_fence"
    assert (await world.kinds("callback", case))[-1] == "task.lease_expired"


async def test_a_sign_of_life_keeps_the_lease(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    assert hand.lease_until == "2026-11-23T01:02:00Z"

    for _ in range(6):
        await world.advance(LEASE - SECOND)
        kept = await hand.does("heartbeat")

    assert kept["lease_until"] == "2026-11-23T01:13:54Z"
    assert "task.lease_expired" not in await world.kinds("callback", case)
    await world.advance(LEASE - SECOND)
    await hand.starts()


async def test_a_task_given_back_keeps_its_due_time_and_its_place(world: World) -> None:
    case = await filed(world)
    await world.advance(SECOND)
    await filed(world, customer={"phone": "13900000000"})
    hand = await claims(world.by(CALLER))

    seen = await hand.does("release", reason="要去开会")

    assert (seen["state"], seen["due_at"], seen["attempts"]) == ("queued", "2026-11-23T01:05:00Z", 0)
    assert (await claims(world.by(COLLEAGUE))).task == f"{case}.t1"
    assert (await hand.asks("start")).json()["code"] == "stale_fence"
