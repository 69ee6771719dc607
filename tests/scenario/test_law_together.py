"""Several people at one case or one customer in the same moment, and one call for several matters."""

import asyncio
from typing import Any

import pytest

from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    MINUTE,
    amends,
    asks_for,
    calls,
    claims,
    filed,
    handling,
    refused,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    GROUP,
    REPORTER,
    SALES,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World


async def state(world: World, case: str) -> str:
    return str((await world.by(SUPERVISOR).sees("callback", case))["state"])


async def listed(world: World, **what: Any) -> list[str]:
    answer = await world.by(SUPERVISOR).get("/api/callback/cases", **what)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_of_a_dispatch_and_a_close_in_one_moment_one_wins_and_the_other_learns_who(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    other = await world.sign_in(SUPERVISORS[1])
    one, two = await asyncio.gather(
        world.by(SUPERVISOR).tries("callback", case, "dispatch", responsible_unit_id=CLAIMS, reason="客户拒访"),
        other.tries("callback", case, "close", reason="客户拒访"),
    )
    await world.settle()

    assert sorted((one.status_code, two.status_code)) == [200, 409]
    lost = one if one.status_code == 409 else two
    assert lost.json()["by"] in SUPERVISORS, lost.text
    assert lost.json()["code"].startswith("already_"), lost.text


async def test_of_a_transfer_and_a_resolve_in_one_moment_one_wins(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    handler = await world.sign_in(CLAIMS_HANDLER)
    one, two = await asyncio.gather(
        world.by(SUPERVISOR).tries("callback", case, "transfer", unit_id=SALES, reason="属销售"),
        handler.tries("callback", case, "resolve", note="已办"),
    )
    await world.settle()
    codes = sorted((one.status_code, two.status_code))
    assert codes in ([200, 409], [200, 403]), (one.text, two.text)


async def test_a_reopening_and_a_complaint_in_one_moment_open_the_case_once_with_both_on_record(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)
    answers = await asyncio.gather(
        world.by(CALLER).tries("callback", case, "reopen", reason="客户来电"),
        world.by(AGENT).tries("callback", case, "complaint", **MARK),
    )
    await world.settle()

    assert answers[1].status_code == 200, answers[1].text
    assert answers[0].status_code in (200, 409), answers[0].text
    seen = await world.by(SUPERVISOR).sees("callback", case)
    assert (seen["state"], seen["severity"], len(seen["complaints"])) == ("to_dispatch", 1, 1)
    running = [limit["kind"] for limit in seen["limits"] if limit["ended_at"] is None]
    assert running == ["to_dispatch"]


async def test_an_amended_number_leaves_the_customers_appointment_as_it_is(world: World) -> None:
    case = await filed(world)
    at = "2026-11-24T06:00:00Z"
    await calls(world, case, "call_later", call_later_at=at)
    await amends(world, REPORTER, case, customer={"phone": "13900001111"})
    task = (await world.by(CALLER).sees("callback", case))["task"]
    assert (task["not_before"], task["ask_reporter"]) == (at, False)
    await world.advance(DAY)
    assert await asks_status(world) == 204


async def asks_status(world: World) -> int:
    return (await asks_for(world.by(CALLER))).status_code


async def test_a_number_that_arrives_while_the_case_without_one_is_held_is_told_to_the_holder(world: World) -> None:
    case = await filed(world, customer={"claim_no": "RDAA202632010000054321"})
    await claims(world.by(CALLER), case)
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, customer={"claim_no": "RDAA202632010000054321", "phone": "13900001111"})
    assert CALLER in [who for who, _ in (await world.told("callback", case))[before:]]
    assert (await world.by(CALLER).sees("callback", case))["task"]["ask_reporter"] is False


async def test_a_grave_case_archived_beside_another_is_looked_at_too(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by=FELLOW_REPORTER, risk_flags=["media"])
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    also = [{"task": second.task, "fence": second.fence, "satisfied": True}]
    await first.ends("reached", satisfied=True, also=also)

    assert await state(world, two) == "archived"
    assert {who for who, kind in await world.told("callback", two)} >= set(SUPERVISORS)
    assert await listed(world, reviewed="false") == [two]


async def test_a_case_without_a_number_answered_beside_another_is_asked_about_no_more(world: World) -> None:
    claim_no = "RDAA202632010000054321"
    one = await filed(world, customer={"phone": "13812345678", "claim_no": claim_no})
    two = await filed(world, by=FELLOW_REPORTER, customer={"claim_no": claim_no})
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    also = [{"task": second.task, "fence": second.fence, "satisfied": True}]
    await first.ends("reached", satisfied=True, also=also)
    before = len(await world.told("callback", two))
    await world.advance(3 * DAY)

    assert await state(world, two) == "archived"
    assert len(await world.told("callback", two)) == before


async def test_one_call_answers_only_what_the_caller_holds_and_nothing_is_written_otherwise(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by=FELLOW_REPORTER)
    first = await claims(world.by(CALLER), one)
    second = await claims(world.by(COLLEAGUE), two)
    also = [{"task": second.task, "fence": second.fence, "satisfied": True}]
    answer = await first.asks("attempts", outcome="reached", satisfied=True, also=also)

    assert answer.status_code in (403, 409), answer.text
    assert [await state(world, one), await state(world, two)] == ["awaiting_callback"] * 2
    assert (await second.asks("attempts", outcome="reached", satisfied=True)).status_code == 200


async def test_one_call_closes_one_matter_and_opens_the_other_when_their_verdicts_differ(world: World) -> None:
    one = await resolved(world)
    two = await filed(world, by=FELLOW_REPORTER)
    first, second = await claims(world.by(CALLER), one, number=2), await claims(world.by(CALLER), two)
    also = [{"task": second.task, "fence": second.fence, "satisfied": False, "note": "另一件事仍不满"}]
    await first.ends("reached", score=95, also=also)

    assert [await state(world, one), await state(world, two)] == ["closed", "to_dispatch"]


async def test_a_missed_call_counts_for_every_matter_that_the_caller_held(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by=FELLOW_REPORTER)
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    also = [{"task": second.task, "fence": second.fence}]
    await first.ends("no_answer", also=also)
    await world.advance(MINUTE)

    for case in (one, two):
        task = (await world.by(CALLER).sees("callback", case))["task"]
        assert (task["attempts"], task["not_before"]) == (1, "2026-11-23T01:02:00Z"), task


async def test_two_group_members_who_dispatch_after_two_returns_are_both_refused(world: World) -> None:
    case = await to_dispatch(world)
    for _ in range(2):
        await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
        await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
    answers = await asyncio.gather(
        *(world.by(who).tries("callback", case, "dispatch", responsible_unit_id=SALES) for who in (CALLER, COLLEAGUE))
    )
    assert [answer.status_code for answer in answers] == [403, 403]
    heard = [who for who, _ in await world.told("callback", case)]
    assert SUPERVISOR in heard, "nobody who may dispatch knows that it waits for them"


@pytest.mark.parametrize("number", ["13812345678", "+86 138 1234 5678", "无", "８８８８８８８８", "11111111111", "123"])
async def test_a_number_that_cannot_help_frees_no_task(world: World, number: str) -> None:
    case = await filed(world)
    await calls(world, case, "wrong_number")
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": {"phone": number}})
    await world.settle()
    task = (await world.by(CALLER).sees("callback", case))["task"]
    assert task["ask_reporter"] is True, number


@pytest.mark.parametrize("number", ["0512-66668888", "+852 9123 4567", "400-810-5518", "025-88888888转801", "95518"])
async def test_a_usable_number_of_every_kind_frees_the_task(world: World, number: str) -> None:
    case = await filed(world)
    await calls(world, case, "wrong_number")
    await amends(world, REPORTER, case, customer={"phone": number})
    task = (await world.by(CALLER).sees("callback", case))["task"]
    assert task["ask_reporter"] is False, number
    assert (await asks_for(world.by(COLLEAGUE), case)).status_code == 200


async def test_a_group_member_hears_of_a_dispatch_that_is_owed_until_a_supervisor_must_decide(world: World) -> None:
    case = await to_dispatch(world)
    await world.advance(HOUR)
    assert set(await told(world, case, "limit_warned")) == set(GROUP)
    assert await refused(world.by(CALLER), case, "close", reason="x") != (200, "")
