"""Handling through rounds: follow-ups that fail, cases that come back, and what each limit then means."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    MINUTE,
    amends,
    calls,
    claims,
    closed,
    dispatched,
    does,
    filed,
    handling,
    of_kind,
    refused,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    ISSUING,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

ISSUING_HEAD = "S0097"


async def running(world: World, case: str) -> dict[str, str]:
    """When each running limit of the case ends."""
    seen = await world.by(CALLER).sees("callback", case)
    return {limit["kind"]: limit["due_at"] for limit in seen["limits"] if limit["ended_at"] is None}


async def test_a_second_failed_follow_up_gives_half_of_the_limit_and_not_a_quarter(world: World) -> None:
    case = await resolved(world)
    for number, until in ((2, "2026-11-24T13:00:00Z"), (3, "2026-11-24T15:00:00Z")):
        await calls(world, case, "reached", number=number, score=50)
        assert (await running(world, case))["handling"] == until
        await world.advance(2 * HOUR)
        await does(world, CLAIMS_HEAD, case, "resolve", note="再次办理")


async def test_a_slight_case_that_comes_back_has_three_whole_working_days(world: World) -> None:
    case = await to_dispatch(world, ground="perceived")
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    await does(world, CLAIMS_HEAD, case, "accept")
    assert (await world.by(CALLER).sees("callback", case))["severity"] == 3
    await does(world, CLAIMS_HEAD, case, "resolve", note="已解释")
    await calls(world, case, "reached", number=2, score=10)

    assert (await running(world, case))["handling"][:10] == "2026-11-26"


async def test_a_case_sent_back_to_the_unit_begins_a_round_of_half_the_limit(world: World) -> None:
    case = await resolved(world, risk_flags=["media"])
    await world.advance(24 * HOUR)
    await calls(world, case, "refused", number=2)
    seen = await does(world, SUPERVISOR, case, "send-back", reason="客户不愿再谈，请重新核实")

    assert seen["state"] == "handling"
    assert (await running(world, case))["handling"] == "2026-11-24T13:00:00Z"
    assert CLAIMS_HEAD in [who for who, _ in (await world.told("callback", case))[-3:]]


async def test_a_danger_that_shows_while_the_follow_up_waits_makes_the_next_round_grave(world: World) -> None:
    case = await resolved(world)
    await amends(world, REPORTER, case, risk_flags=["media"])
    seen = await world.by(CALLER).sees("callback", case)
    assert seen["severity"] == 1
    heard = await world.told("callback", case)
    assert set(SUPERVISORS) <= {who for who, _ in heard}

    await calls(world, case, "reached", number=2, score=10)

    assert (await running(world, case))["handling"] == "2026-11-23T13:00:00Z"


async def test_everybody_who_loses_a_returned_case_hears_it(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING])
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    before = len(await world.told("callback", case))
    await does(world, CLAIMS_HEAD, case, "return", reason="与理赔无关")

    heard = {who for who, _ in (await world.told("callback", case))[before:]}
    assert {CLAIMS_HANDLER, ISSUING_HEAD} <= heard, heard
    for who in (CLAIMS_HEAD, CLAIMS_HANDLER, ISSUING_HEAD):
        answer = await (await world.sign_in(who)).get(f"/api/callback/cases/{case}")
        assert answer.status_code == 403, who


async def test_an_assisting_unit_that_comes_to_lead_is_told_to_sign_and_the_old_lead_that_it_is_over(
    world: World,
) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[SALES])
    await does(world, CLAIMS_HEAD, case, "accept")
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    before = len(await world.told("callback", case))
    await does(world, SUPERVISOR, case, "transfer", unit_id=SALES, reason="销售误导在先")

    heard = (await world.told("callback", case))[before:]
    assert (SALES_HEAD, "dispatched") in heard or (SALES_HEAD, "transferred") in heard, heard
    assert {CLAIMS_HEAD, CLAIMS_HANDLER} <= {who for who, _ in heard}, heard
    seen = await world.by(CALLER).sees("callback", case)
    assert SALES not in seen["assisting_unit_ids"]
    assert await refused(await world.sign_in(CLAIMS_HANDLER), case, "resolve", note="x") == (403, "forbidden")


async def test_an_order_that_falls_due_while_no_unit_leads_reaches_who_gave_it(world: World) -> None:
    case = await handling(world)
    at = (world.now + 2 * HOUR).isoformat()
    await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户", deadline=at)
    await does(world, CLAIMS_HEAD, case, "return", reason="与理赔无关")
    before = len(await world.told("callback", case))
    await world.advance(2 * HOUR)

    late = [who for who, kind in (await world.told("callback", case))[before:] if "order" in kind or "superv" in kind]
    assert SUPERVISOR in late, (await world.told("callback", case))[before:]
    assert CLAIMS_HEAD not in late


async def test_a_unit_that_gets_a_case_with_an_open_order_is_told_of_the_order_and_answers_it(world: World) -> None:
    case = await handling(world)
    order = (await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户"))["order"]
    await does(world, CLAIMS_HEAD, case, "return", reason="与理赔无关")
    await does(world, CALLER, case, "dispatch", responsible_unit_id=SALES)

    texts = [m["text"] for m in await world.told_of("callback", case) if m["recipient"] == SALES_HEAD]
    assert any("督办" in text for text in texts), texts
    path = f"/api/callback/orders/{order}/answer"
    assert (await world.by(CLAIMS_HEAD).post(path, {"text": "已办"})).status_code == 403
    assert (await (await world.sign_in(SALES_HEAD)).post(path, {"text": "已联系"})).status_code == 200


async def test_a_case_that_becomes_grave_at_night_is_told_to_the_desk_before_morning(tmp_path: Path) -> None:
    at = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    async with World.running(tmp_path / "data", at=at) as world:
        case = await dispatched(world)
        await world.advance(10 * MINUTE)
        before = len(await world.told("callback", case))
        await amends(world, REPORTER, case, risk_flags=["injury"])

        assert (await running(world, case))["accept"] == "2026-11-23T14:00:00Z"
        await world.advance(30 * MINUTE)
        heard = (await world.told("callback", case))[before:]
        assert "S0085" in [who for who, _ in heard], heard
        assert (await (await world.sign_in("S0085")).tries("callback", case, "accept")).status_code == 200


async def test_a_complaint_marked_while_the_follow_up_waits_presses_the_follow_up_and_tells_everybody(
    world: World,
) -> None:
    case = await resolved(world)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["state"], seen["severity"]) == ("resolved", 1)
    assert {*SUPERVISORS, CLAIMS_HEAD, REPORTER, CUSTOMER_SERVICE} <= set(await told(world, case, "complaint"))


async def test_a_case_reopened_by_a_complaint_leaves_the_list_of_cases_to_look_at(world: World) -> None:
    case = await filed(world, risk_flags=["media"])
    await calls(world, case, "reached", satisfied=True)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)

    listed = (await world.by(SUPERVISOR).get("/api/callback/cases", reviewed="false")).json()
    assert case not in [item["id"] for item in listed.get("items", [])], listed
    assert (await running(world, case))["to_dispatch"] == "2026-11-23T01:15:00Z"


async def test_a_reopened_case_tells_the_reporter_again_on_its_way(world: World) -> None:
    case = await closed(world)
    await world.advance(DAY)
    await does(world, SUPERVISOR, case, "reopen", reason="款项未到")
    before = len(await world.told("callback", case))
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    await does(world, CLAIMS_HEAD, case, "accept")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已到账")
    await calls(world, case, "reached", number=3, score=90)

    heard = [kind for who, kind in (await world.told("callback", case))[before:] if who == REPORTER]
    assert (len(heard), heard[-1:]) == (2, ["closed"]), heard


async def test_the_longest_holder_hears_of_a_breach_that_falls_on_another_unit(world: World) -> None:
    case = await handling(world)
    await world.advance(60 * HOUR)
    await does(world, SUPERVISOR, case, "transfer", unit_id=SALES, reason="属销售")
    await world.advance(12 * HOUR)

    assert [each["limit"] for each in await of_kind(world, case, "limit.breached")][-1] == "handling"
    heard = await told(world, case, "limit_breached")
    assert {SALES_HEAD, "S0084", CLAIMS_HEAD} <= set(heard), heard
    assert CLAIMS_EXECUTIVE not in heard[-3:]


async def test_a_score_that_contradicts_the_verdict_of_the_second_case_ends_neither(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by="S0119")
    first, second = await claims(world.by(COLLEAGUE), one), await claims(world.by(COLLEAGUE), two)
    also = [{"task": second.task, "fence": second.fence, "satisfied": True, "score": 40}]
    answer = await first.asks("attempts", outcome="reached", satisfied=True, also=also)

    assert answer.status_code == 422
    for case in (one, two):
        seen = await world.by(COLLEAGUE).sees("callback", case)
        assert (seen["state"], seen["task"]["holder"]) == ("awaiting_callback", COLLEAGUE)
