"""Lists of cases and supervision orders: what waits for whom, the most urgent first, and only what one may read."""

from typing import Any

from tests.harness.callback import HOUR, MINUTE, calls, closed, dispatched, filed, handling, to_dispatch
from tests.harness.people import (
    AUDITOR,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_ELSEWHERE,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World


async def listed(world: World, who: str, /, **params: Any) -> list[str]:
    """The ids of the whole list, page by page."""
    person, found, cursor = await world.sign_in(who), [], None
    while True:
        answer = await person.get("/api/callback/cases", limit=2, **params, **({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.text
        found += [item["id"] for item in answer.json()["items"]]
        cursor = answer.json()["next"]
        if cursor is None:
            return found


async def orders(world: World, who: str, /, **params: Any) -> list[dict[str, Any]]:
    answer = await (await world.sign_in(who)).get("/api/callback/orders", **params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_open_cases_come_by_the_time_left_and_ended_ones_on_demand(world: World) -> None:
    ended = await closed(world)
    handled = await handling(world)
    waits = await to_dispatch(world)
    fresh = await filed(world)
    assert await listed(world, CALLER) == [fresh, waits, handled]
    assert await listed(world, CALLER, order="slack", state="to_dispatch") == [waits]
    assert await listed(world, AUDITOR, state="closed") == [ended]
    await world.advance(MINUTE)
    later = await filed(world)
    assert await listed(world, CALLER) == [fresh, later, waits, handled]


async def test_a_unit_lists_its_own_cases_and_a_handler_what_is_assigned_to_them(world: World) -> None:
    ours = await handling(world)
    other = await dispatched(world, unit=SALES)
    assert await listed(world, CLAIMS_HEAD, unit="mine") == [ours]
    assert await listed(world, CLAIMS_HEAD) == [ours]
    assert await listed(world, SALES_HEAD, unit=SALES) == [other]
    assert await listed(world, SALES_HEAD, unit=CLAIMS) == []
    assert await listed(world, CLAIMS_HANDLER, handler="me") == []
    await world.by(CLAIMS_HEAD).does("callback", ours, "assign", staff_id=CLAIMS_HANDLER)
    assert await listed(world, CLAIMS_HANDLER, handler="me") == [ours]
    assert await listed(world, SUPERVISOR, unit=CLAIMS, handler=CLAIMS_HANDLER, state="handling") == [ours]


async def test_who_oversees_a_branch_lists_its_cases_and_no_others(world: World) -> None:
    case = await handling(world)
    assert await listed(world, CUSTOMER_SERVICE) == [case]
    assert await listed(world, CUSTOMER_SERVICE_ELSEWHERE) == []


async def test_what_waits_for_a_decision_is_listed_for_those_who_may_decide(world: World) -> None:
    await handling(world)
    refused = await filed(world)
    await calls(world, refused, "refused")
    numberless = await filed(world, customer={"accident_no": "620263201000098765"})
    for who in (SUPERVISOR, CENTRE_HEAD):
        assert set(await listed(world, who, decides="true")) == {refused, numberless}
    assert await listed(world, CALLER, decides="me") == []
    await world.by(SUPERVISOR).does("callback", refused, "close", reason="客户明确拒绝")
    assert await listed(world, SUPERVISOR, decides="me") == [numberless]


async def test_a_row_says_what_a_page_needs_and_nothing_of_the_customer(world: World) -> None:
    case = await handling(world, cause="slow", risk_flags=["media"])
    [row] = (await world.by(CLAIMS_HEAD).get("/api/callback/cases", unit="mine")).json()["items"]
    seen = await world.by(CLAIMS_HEAD).sees("callback", case)
    assert {name: row[name] for name in ("id", "number", "state", "severity", "cause", "responsible_unit_id")} == {
        name: seen[name] for name in ("id", "number", "state", "severity", "cause", "responsible_unit_id")
    }
    [limit] = [each for each in seen["limits"] if each["kind"] == "handling"]
    assert row["next_due_at"] == limit["due_at"]
    assert {"customer", "text", "notes"}.isdisjoint(row)


async def test_orders_are_listed_until_they_are_answered(world: World) -> None:
    case = await handling(world)
    first = await world.by(SUPERVISOR).does("callback", case, "supervise", text="请今日联系客户")
    await world.by(SUPERVISOR).does("callback", case, "supervise", text="请书面说明")
    assert [each["order"] for each in await orders(world, CLAIMS_HEAD, unit="mine", open=True)] == [
        f"{case}.o1",
        f"{case}.o2",
    ]
    answered = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{first['order']}/answer", {"text": "已联系"})
    assert answered.status_code == 200
    assert [each["order"] for each in await orders(world, SUPERVISOR, open=True)] == [f"{case}.o2"]
    assert [each["order"] for each in await orders(world, SUPERVISOR, open=False)] == [f"{case}.o1"]
    assert len(await orders(world, SUPERVISOR)) == 2
    assert await orders(world, SALES_HEAD) == []


async def test_a_list_is_asked_for_in_the_words_of_the_document_only(world: World) -> None:
    await filed(world)
    person = world.by(CALLER)
    for params in ({"state": "nowhere"}, {"decides": "maybe"}, {"cursor": "7"}, {"order": "newest"}, {"limit": 0}):
        assert (await person.get("/api/callback/cases", **params)).status_code == 422, params
    await world.advance(HOUR)


async def test_a_grave_case_that_was_archived_is_listed_until_a_supervisor_has_looked_at_it(world: World) -> None:
    grave, plain = await filed(world, risk_flags=["media"]), await filed(world)
    for case in (grave, plain):
        await calls(world, case, "reached", satisfied=True)
    assert await listed(world, SUPERVISOR, reviewed="false") == [grave]
    assert await listed(world, SUPERVISOR, reviewed="true") == []
    await world.by(SUPERVISOR).does("callback", grave, "reviewed")
    assert await listed(world, SUPERVISOR, reviewed="false") == []
    assert await listed(world, SUPERVISOR, reviewed="true") == [grave]
    assert await listed(world, SALES_HEAD, reviewed="true") == []
    await world.by(SUPERVISOR).does("callback", grave, "reopen", reason="再看")
    assert await listed(world, SUPERVISOR, reviewed="true") == []


async def test_a_unit_lists_the_cases_in_which_it_assists_too(world: World) -> None:
    ours, foreign = await dispatched(world, unit=SALES), await dispatched(world)
    await world.advance(MINUTE)
    helped = [await to_dispatch(world) for _ in range(3)]
    for case in helped:
        await world.by(CALLER).does(
            "callback", case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[SALES, "JS-LP"]
        )
        await world.advance(MINUTE)
    assert await listed(world, SALES_HEAD, unit="mine") == [ours, *helped]
    assert await listed(world, SALES_HEAD) == [ours, *helped]
    assert await listed(world, SUPERVISOR, unit=SALES, state="dispatched") == [ours, *helped]
    assert await listed(world, SUPERVISOR, unit=SALES, state="handling") == []
    assert await listed(world, CLAIMS_HEAD, unit=CLAIMS) == [foreign, *helped]
    await world.by(CLAIMS_HEAD).does("callback", helped[0], "return", reason="与理赔无关")
    assert await listed(world, SALES_HEAD, unit="mine") == [ours, *helped[1:]]


async def test_a_page_of_orders_holds_no_more_than_was_asked_for_and_each_order_comes_once(world: World) -> None:
    expected = []
    for count in (3, 1, 2):
        case = await handling(world)
        for _ in range(count):
            await world.by(SUPERVISOR).does("callback", case, "supervise", text="请书面说明")
        expected += [f"{case}.o{number}" for number in range(1, count + 1)]
        await world.advance(MINUTE)
    person = await world.sign_in(SUPERVISOR)
    for limit in (1, 2, 4):
        for params in ({"open": True}, {}):
            found, cursor = [], None
            while True:
                more = {"cursor": cursor} if cursor else {}
                page = (await person.get("/api/callback/orders", limit=limit, **params, **more)).json()
                assert len(page["items"]) <= limit
                found += [item["order"] for item in page["items"]]
                cursor = page["next"]
                if cursor is None:
                    break
            assert sorted(found) == sorted(expected)
            assert len(found) == len(set(found))


async def test_the_caller_sees_the_ended_cases_of_the_same_customer_that_they_may_read(world: World) -> None:
    first, second = await closed(world), await closed(world)
    now = await filed(world)
    seen = (await world.by(CALLER).sees("callback", now))["ended_cases"]
    assert [each["id"] for each in seen] == [second, first]
    ended = await world.by(CALLER).sees("callback", second)
    assert seen[0] == {name: ended[name] for name in ("id", "number", "state", "ended_at", "responsible_unit_id")}
    assert [each["id"] for each in (await world.by(CALLER).sees("callback", second))["ended_cases"]] == [first]
    other = await dispatched(world, unit=SALES)  # its head may not read what another unit did
    assert (await (await world.sign_in(SALES_HEAD)).sees("callback", other))["ended_cases"] == []
    elsewhere = await filed(world, customer={"phone": "13912340000"})
    assert (await world.by(CALLER).sees("callback", elsewhere))["ended_cases"] == []
