"""The queue's order: promises that run, retries, follow-ups; within each the risky first, then by due time."""

from tests.harness.callback import MINUTE, SECOND, calls, claims, filed, resolved
from tests.harness.people import CALLER, COLLEAGUE, CUSTOMER_SERVICE_OF_PROVINCE, SUPERVISOR
from tests.harness.world import World


async def test_the_risky_come_first_among_the_promises_that_run(world: World) -> None:
    earlier = await filed(world)
    await world.advance(MINUTE)
    calm = await filed(world, customer={"phone": "13900000001"})
    await world.advance(MINUTE)
    risky = await filed(world, customer={"phone": "13900000002"}, risk_flags=["media"])

    listed = (await world.by(SUPERVISOR).get("/api/callback/tasks")).json()["items"]
    assert [task["id"] for task in listed] == [risky, earlier, calm]
    assert [task["risk_flags"] for task in listed] == [["media"], [], []]
    taken = [(await claims(world.by(who))).task for who in (CALLER, COLLEAGUE, CALLER)]
    assert taken == [f"{case}.t1" for case in (risky, earlier, calm)]


async def test_a_fresh_promise_comes_before_retries_that_are_due_and_those_before_a_follow_up(world: World) -> None:
    follow_up = await resolved(world, customer={"phone": "13900000009"})
    tried = sorted([await filed(world, customer={"phone": f"1390000000{n}"}) for n in range(3)])
    for case in tried:
        await calls(world, case, "busy")
    await world.advance(3 * MINUTE)
    fresh = await filed(world, customer={"phone": "13800000000"})

    assert await _in_order(world) == [fresh, *tried, follow_up]
    await world.advance(4 * MINUTE)  # past their warning the retries join the promises, by when each is due
    late = await filed(world, customer={"phone": "13800000001"})
    assert await _in_order(world) == [fresh, late, *tried, follow_up]
    await world.advance(6 * MINUTE)
    last = await filed(world, customer={"phone": "13800000002"})
    assert await _in_order(world) == [fresh, late, *tried, last, follow_up]


async def test_a_task_without_a_number_is_offered_last(world: World) -> None:
    without = await filed(world, customer={"phone": "无", "policy_no": "PDAA202632010000012345"})
    fresh = await filed(world, customer={"phone": "13800000000"})
    follow_up = await resolved(world, customer={"phone": "13900000009"})

    assert await _in_order(world) == [fresh, follow_up, without]
    taken = [(await claims(world.by(who))).task for who in (CALLER, COLLEAGUE, SUPERVISOR)]
    assert taken == [f"{fresh}.t1", f"{follow_up}.t2", f"{without}.t1"]


async def test_a_case_that_becomes_risky_moves_up(world: World) -> None:
    calm = await filed(world)
    await world.advance(SECOND)
    case = await filed(world)

    await world.by("S0118").post(f"/api/intake/reports/{case}/details", {"risk_flags": ["lawyer"]})
    await world.settle()

    listed = (await world.by(SUPERVISOR).get("/api/callback/tasks")).json()["items"]
    assert [(task["id"], task["severity"]) for task in listed] == [(case, 1), (calm, 2)]


async def test_the_list_tells_what_is_waiting_and_what_is_in_hand_page_by_page(world: World) -> None:
    cases = [await filed(world, customer={"phone": f"1390000000{n}"}) for n in range(3)]
    await claims(world.by(CALLER), cases[1])
    supervisor = world.by(SUPERVISOR)

    [held] = (await supervisor.get("/api/callback/tasks", state="claimed")).json()["items"]
    assert (held["id"], held["holder"]) == (cases[1], CALLER)
    first = (await supervisor.get("/api/callback/tasks", limit=1)).json()
    rest = (await supervisor.get("/api/callback/tasks", limit=1, cursor=first["next"])).json()
    assert [page["items"][0]["id"] for page in (first, rest)] == [cases[0], cases[2]]
    assert rest["next"] is None


async def test_a_page_is_full_although_tasks_lie_between_that_the_reader_may_not_see(world: World) -> None:
    of_the_group = {"responsible_unit_id": "JS-95518-TS", "line": "HOTLINE_95518"}
    seen = []
    for n in range(3):
        await filed(world, customer={"phone": f"1390000000{n}"})
        seen.append(await filed(world, customer={"phone": f"1380000000{n}"}, **of_the_group))
        await world.advance(SECOND)
    stands_in = await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE)

    first = (await stands_in.get("/api/callback/tasks", limit=2)).json()
    rest = (await stands_in.get("/api/callback/tasks", limit=2, cursor=first["next"])).json()
    assert [task["id"] for task in [*first["items"], *rest["items"]]] == seen
    assert (len(first["items"]), rest["next"]) == (2, None)


async def test_a_due_task_goes_before_one_that_waits_for_its_retry(world: World) -> None:
    tried = await filed(world)
    await calls(world, tried, "busy")
    await world.advance(MINUTE)
    fresh = await filed(world, customer={"phone": "13900000000"})

    assert (await claims(world.by(CALLER))).task == f"{fresh}.t1"

    await world.advance(MINUTE)
    assert (await claims(world.by(COLLEAGUE))).task == f"{tried}.t1"


async def _in_order(world: World) -> list[str]:
    """The cases in the order of the list of tasks."""
    return [task["id"] for task in (await world.by(SUPERVISOR).get("/api/callback/tasks")).json()["items"]]
