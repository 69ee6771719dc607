"""Beside the calls: what a caller is still writing, the figures of the day, calls of later, a case by its number."""

from tests.harness.callback import HOUR, MINUTE, calls, claims, filed
from tests.harness.people import CALLER, COLLEAGUE, REPORTER
from tests.harness.world import World


async def drafts(world: World, case: str, who: str = CALLER) -> list[tuple[str, str | None, bool]]:
    seen = (await world.by(who).sees("callback", case))["drafts"]
    return [(draft["by"], draft["note"], draft["unsent"]) for draft in seen]


async def test_the_last_draft_waits_for_the_next_caller_after_a_lost_lease(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    for note in ("客户", "客户说仍未修好"):
        await hand.does("heartbeat", draft={"outcome": "reached", "satisfied": False, "score": 40, "note": note})
    assert await drafts(world, case, COLLEAGUE) == []
    await world.advance(2 * MINUTE)
    await claims(world.by(COLLEAGUE), case)
    assert await drafts(world, case, COLLEAGUE) == [(CALLER, "客户说仍未修好", True)]


async def test_a_draft_is_gone_once_the_outcome_is_on_record(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.does("heartbeat", draft={"note": "客户说"})
    assert [each["note"] for each in (await world.by(CALLER).sees("callback", case))["drafts"]] == ["客户说"]
    await hand.ends("no_answer", note="无人接听")
    assert (await world.by(CALLER).sees("callback", case))["drafts"] == []


async def test_an_emptied_form_leaves_no_draft(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.does("heartbeat", draft={"note": "客户说"})
    await hand.does("heartbeat")
    assert len((await world.by(CALLER).sees("callback", case))["drafts"]) == 1
    await hand.does("heartbeat", draft={})
    assert (await world.by(CALLER).sees("callback", case))["drafts"] == []


async def test_the_calls_of_the_day_are_counted_with_those_in_time(world: World) -> None:
    early, late = await filed(world), await filed(world, customer={"phone": "13900000001"})
    await calls(world, early, "reached", satisfied=True)
    await world.advance(6 * MINUTE)
    await calls(world, late, "no_answer", by=COLLEAGUE)
    today = (await world.by(CALLER).get("/api/callback/tasks/today")).json()
    assert today == {"mine": 1, "mine_in_time": 1, "all": 2, "all_in_time": 1}
    await world.advance(16 * HOUR)
    assert set((await world.by(CALLER).get("/api/callback/tasks/today")).json().values()) == {0}


async def test_calls_that_wait_for_their_time_are_listed_by_it(world: World) -> None:
    later, sooner, now = [await filed(world, customer={"phone": f"1390000000{n}"}) for n in range(3)]
    await calls(world, later, "call_later", call_later_at="2026-11-23T06:00:00Z")
    await calls(world, sooner, "no_answer")
    items = (await world.by(CALLER).get("/api/callback/tasks", waiting=True)).json()["items"]
    assert ([each["id"] for each in items], now in str(items)) == ([sooner, later], False)


async def test_a_case_is_found_by_its_number_by_who_may_read_it(world: World) -> None:
    case, _ = await filed(world), await filed(world, customer={"phone": "13900000001"})
    number = (await world.by(CALLER).sees("callback", case))["number"]
    for who, found in ((CALLER, [case]), (REPORTER, [case]), ("S0127", [])):
        answer = await (await world.sign_in(who)).get("/api/callback/cases", number=number.lower())
        assert [each["id"] for each in answer.json()["items"]] == found
