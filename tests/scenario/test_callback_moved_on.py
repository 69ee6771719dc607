"""A command on a case that has moved on is refused with its present state, who brought it there, and when."""

import asyncio

from tests.harness.callback import MINUTE, calls, claims, closed, dispatched, filed, handling
from tests.harness.people import CALLER, CLAIMS, CLAIMS_HANDLER, CLAIMS_HEAD, COLLEAGUE, SALES, SUPERVISOR
from tests.harness.world import World


async def test_the_second_of_two_who_dispatch_learns_who_was_first(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=False)
    path = f"/api/callback/cases/{case}/dispatch"

    first, second = await asyncio.gather(
        world.by(CALLER).post(path, {"responsible_unit_id": CLAIMS}),
        world.by(COLLEAGUE).post(path, {"responsible_unit_id": SALES}),
    )

    assert (first.status_code, second.status_code) == (200, 409)
    refusal = second.json()
    assert (refusal["code"], refusal["state"]) == ("already_dispatched", "dispatched")
    assert (refusal["by"], refusal["at"]) == (CALLER, "2026-11-23T01:00:00Z")
    assert (await world.by(CALLER).sees("callback", case))["responsible_unit_id"] == CLAIMS


async def test_signing_twice_says_who_signed_and_when(world: World) -> None:
    case = await dispatched(world)
    handler = await world.sign_in(CLAIMS_HANDLER)
    await world.advance(MINUTE)
    await handler.does("callback", case, "accept")
    await world.advance(MINUTE)

    answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/cases/{case}/accept")

    assert (answer.status_code, answer.json()["code"]) == (409, "already_handling")
    assert (answer.json()["by"], answer.json()["at"]) == (CLAIMS_HANDLER, "2026-11-23T01:01:00Z")


async def test_after_the_end_nothing_moves_any_more(world: World) -> None:
    case = await closed(world)
    told = await world.kinds("callback", case)

    for who, what, body in (
        (CALLER, "dispatch", {"responsible_unit_id": CLAIMS}),
        (CLAIMS_HEAD, "accept", {}),
        (CLAIMS_HEAD, "assign", {"staff_id": CLAIMS_HANDLER}),
        (CLAIMS_HEAD, "transfer", {"unit_id": SALES, "reason": "移交"}),
        (CLAIMS_HEAD, "return", {"reason": "退回"}),
        (CLAIMS_HEAD, "resolve", {"note": "办结"}),
        (SUPERVISOR, "supervise", {"text": "督办"}),
        (SUPERVISOR, "remind", {}),
        (SUPERVISOR, "close", {"reason": "结案"}),
        (SUPERVISOR, "retry", {"reason": "再打"}),
        (SUPERVISOR, "severity", {"severity": 1, "reason": "急"}),
        (SUPERVISOR, "override-independence", {"staff_id": CALLER, "reason": "急"}),
    ):
        answer = await world.by(who).post(f"/api/callback/cases/{case}/{what}", body)
        assert (answer.status_code, answer.json()["code"], answer.json()["by"]) == (409, "already_closed", CALLER), what

    assert await world.kinds("callback", case) == told


async def test_a_task_that_is_done_says_what_became_of_its_case(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.ends("reached", satisfied=True)

    for what in ("start", "heartbeat", "release"):
        answer = await hand.asks(what)
        assert (answer.status_code, answer.json()["code"]) == (409, "already_archived")
    answer = await world.by(COLLEAGUE).post("/api/callback/tasks/claim", {"task": hand.task})
    assert answer.json()["code"] == "already_archived"


async def test_a_refusal_is_on_record_too(world: World) -> None:
    case = await handling(world)

    await world.by(CLAIMS_HEAD).post(f"/api/callback/cases/{case}/accept")

    assert (await world.audited("callback", case))[-1] == (CLAIMS_HEAD, "accept", "refused", "already_handling")


async def test_a_case_nobody_knows_or_that_was_not_filed_is_not_found(world: World) -> None:
    calming = await world.by("S0118").reports(text="定损太慢")
    caller = world.by(CALLER)

    for case in (calming, "00000000-0000-0000-0000-000000000000"):
        assert (await caller.get(f"/api/callback/cases/{case}")).status_code == 404
        assert (await caller.post(f"/api/callback/cases/{case}/remind")).status_code == 404
        assert (await caller.post(f"/api/callback/cases/{case}/reopen", {"reason": "再看"})).status_code == 404
