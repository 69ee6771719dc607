"""Who holds what: two customers a person, one customer one caller, a hold without dialling, and taking a task over."""

import asyncio

from tests.harness.callback import (
    HOUR,
    MINUTE,
    SECOND,
    HeldTask,
    asks_for,
    calls,
    claims,
    filed,
    resolved,
    told,
)
from tests.harness.people import CALLER, CENTRE_HEAD, COLLEAGUE, FELLOW_REPORTER, GROUP, SUPERVISOR, SUPERVISORS
from tests.harness.world import World


def phone(n: int) -> dict[str, str]:
    return {"phone": f"1390000000{n}"}


async def test_a_person_holds_tasks_of_two_customers_and_any_number_of_one(world: World) -> None:
    one = await filed(world, customer=phone(1))
    again = [await filed(world, by=FELLOW_REPORTER, customer=phone(1)) for _ in range(2)]
    two, three = await filed(world, customer=phone(2)), await filed(world, customer=phone(3))
    hands = [await claims(world.by(CALLER), case) for case in (one, two, *again)]

    for case in (three, None):
        answer = await asks_for(world.by(CALLER), case)
        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_held")
    assert sorted(answer.json()["tasks"]) == sorted(hand.task for hand in hands)

    await hands[1].does("release")
    assert (await claims(world.by(CALLER), three)).task == f"{three}.t1"


async def test_asking_three_times_at_once_gives_two_customers(world: World) -> None:
    for n in range(4):
        await filed(world, customer=phone(n))

    answers = await asyncio.gather(*(asks_for(world.by(CALLER)) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 409, 409]


async def test_the_tasks_of_one_customer_go_to_one_caller(world: World) -> None:
    one, two = await filed(world, customer=phone(1)), await filed(world, by=FELLOW_REPORTER, customer=phone(1))
    await world.advance(SECOND)
    other = await filed(world, customer=phone(2))

    first = await claims(world.by(CALLER))
    assert (await claims(world.by(COLLEAGUE))).task == f"{other}.t1"
    second = await claims(world.by(CALLER))

    assert {first.task, second.task} == {f"{one}.t1", f"{two}.t1"}
    assert (await asks_for(await world.sign_in(GROUP[2]))).status_code == 204


async def test_of_two_who_ask_at_once_only_one_is_given_the_customer(world: World) -> None:
    customer = phone(1) | {"claim_no": "RDAA202632010000054321"}
    for by in ("S0118", FELLOW_REPORTER):
        await filed(world, by=by, customer=customer)

    answers = await asyncio.gather(*(asks_for(world.by(who)) for who in (CALLER, COLLEAGUE)))

    assert sorted(answer.status_code for answer in answers) == [200, 204]


async def test_a_task_that_was_given_back_is_offered_to_others_first(world: World) -> None:
    first = await filed(world, customer=phone(1))
    await world.advance(SECOND)
    second = await filed(world, customer=phone(2))
    await (await claims(world.by(CALLER))).does("release", reason="要去开会")

    hand = await claims(world.by(CALLER))
    assert hand.task == f"{second}.t1"
    assert (await claims(world.by(CALLER))).task == f"{first}.t1"  # no other task waits


async def test_a_customer_who_hung_up_is_called_by_another_person(world: World) -> None:
    hung_up, other = await filed(world, customer=phone(1)), await filed(world, customer=phone(2))
    await calls(world, hung_up, "hung_up")
    await calls(world, other, "powered_off", by=COLLEAGUE)
    await world.advance(HOUR)

    hand = await claims(world.by(CALLER))
    assert hand.task == f"{other}.t1"
    await hand.ends("no_answer")
    assert (await claims(world.by(CALLER))).task == f"{hung_up}.t1"  # nothing else waits


async def test_a_hold_without_dialling_is_told_to_the_supervisors_who_take_it_over(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    for _ in range(3):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    assert await told(world, case, "held_too_long") == list(SUPERVISORS)

    supervisor = await world.sign_in(SUPERVISOR)
    answer = await supervisor.post(f"/api/callback/tasks/{hand.task}/take-over", {})
    await world.settle()

    assert answer.status_code == 200, answer.text
    assert (answer.json()["fence"], answer.json()["task"]["holder"]) == (hand.fence + 1, SUPERVISOR)
    assert await told(world, case, "taken_over") == [CALLER]
    late = await hand.asks("attempts", outcome="reached", satisfied=True, note="已接通")
    assert (late.status_code, late.json()["code"], late.json()["by"]) == (409, "stale_fence", SUPERVISOR)
    [draft] = (await supervisor.sees("callback", case))["drafts"]
    assert (draft["by"], draft["note"]) == (CALLER, "已接通")
    taken = HeldTask(person=supervisor, task=hand.task, fence=answer.json()["fence"], lease_until="")
    assert (await taken.ends("reached", satisfied=True))["state"] == "archived"


async def test_only_a_supervisor_or_the_centres_head_takes_over_and_only_what_another_holds(world: World) -> None:
    case = await filed(world)
    path = f"/api/callback/tasks/{case}.t1/take-over"
    supervisor = await world.sign_in(SUPERVISOR)
    assert (await supervisor.post(path, {})).json()["code"] == "not_held"
    await claims(world.by(CALLER), case)

    assert (await world.by(COLLEAGUE).post(path, {})).status_code == 403
    answer = await (await world.sign_in(CENTRE_HEAD)).post(path, {})
    assert answer.status_code == 200, answer.text
    head = HeldTask(person=world.by(CENTRE_HEAD), task=f"{case}.t1", fence=answer.json()["fence"], lease_until="")
    assert (await head.ends("reached", satisfied=True))["state"] == "archived"


async def test_who_is_complained_of_takes_nothing_over(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    await claims(world.by(CALLER), case)

    answer = await (await world.sign_in(SUPERVISOR)).post(f"/api/callback/tasks/{case}.t1/take-over", {})

    assert answer.status_code == 403


async def test_an_attempt_of_more_than_half_an_hour_is_told_and_the_windows_run_on(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    for _ in range(29):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    assert await world.told("callback", case) == []

    await world.advance(MINUTE)

    assert await told(world, case, "attempt_overlong") == list(SUPERVISORS)
    assert await told(world, case, "window_breached") == [CENTRE_HEAD]


async def test_the_follow_up_of_a_customer_goes_to_who_calls_them_about_another_matter(world: World) -> None:
    follow_up = await resolved(world, customer=phone(1))
    fresh = await filed(world, by=FELLOW_REPORTER, customer=phone(1))
    other = await filed(world, customer=phone(2))

    first = await claims(world.by(CALLER), fresh)
    second = await claims(world.by(CALLER))
    assert second.task == f"{follow_up}.t2"
    assert (await claims(world.by(COLLEAGUE))).task == f"{other}.t1"

    also = [{"task": second.task, "fence": second.fence, "satisfied": False, "note": "定损仍未解决"}]
    seen = await first.ends("reached", score=90, note="新报案没有意见", also=also)

    assert (seen["state"], seen["score"]) == ("archived", 90)
    handled = await world.by(CALLER).sees("callback", follow_up)
    assert (handled["state"], handled["score"]) == ("handling", None)
    assert handled["notes"][-1]["text"] == "定损仍未解决"
