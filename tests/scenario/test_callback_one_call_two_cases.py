"""Two colleagues report one customer: two cases, and one call may answer both, all or none."""

from tests.harness.callback import MINUTE, claims, filed, told
from tests.harness.people import CALLER, COLLEAGUE, FELLOW_REPORTER, LEADER, REPORTER
from tests.harness.world import World

SAME_PHONE_AS_WRITTEN_BY_OTHERS = "+86 １３８-1234-5678"


async def test_the_cases_of_one_customer_know_of_each_other_however_the_phone_is_written(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by=FELLOW_REPORTER, customer={"phone": SAME_PHONE_AS_WRITTEN_BY_OTHERS})
    other = await filed(world, customer={"phone": "13900000000"})

    caller = world.by(CALLER)
    [found] = (await caller.sees("callback", one))["same_customer"]
    assert (found["id"], found["state"], found["task"]) == (two, "awaiting_callback", f"{two}.t1")
    assert [each["id"] for each in (await caller.sees("callback", two))["same_customer"]] == [one]
    assert (await caller.sees("callback", other))["same_customer"] == []


async def test_one_call_answers_both_and_each_reporter_learns_it(world: World) -> None:
    one = await filed(world)
    two = await filed(world, by=FELLOW_REPORTER, customer={"phone": SAME_PHONE_AS_WRITTEN_BY_OTHERS})
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    await first.starts()

    seen = await first.ends(
        "reached", satisfied=True, note="张三没有意见", also=[{"task": second.task, "fence": second.fence}]
    )

    assert seen["state"] == "archived"
    for case, reporter in ((one, REPORTER), (two, FELLOW_REPORTER)):
        seen = await world.by(CALLER).sees("callback", case)
        assert (seen["state"], seen["same_customer"], len(seen["attempts"])) == ("archived", [], 1)
        assert await told(world, case, "archived") == [reporter, LEADER]


async def test_what_was_written_of_the_call_can_be_read_in_both(world: World) -> None:
    one, two = await filed(world), await filed(world, by=FELLOW_REPORTER)
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)

    also = [{"task": second.task, "fence": second.fence}]
    await first.ends("no_answer", note="铃响十声", answers="未答", also=also)

    for case in (one, two):
        notes = (await world.by(CALLER).sees("callback", case))["notes"]
        assert [note["text"] for note in notes] == ["铃响十声", "未答"]


async def test_all_or_none_when_one_of_the_tasks_is_lost(world: World) -> None:
    one, two = await filed(world), await filed(world, by=FELLOW_REPORTER)
    second = await claims(world.by(CALLER), two)
    await world.advance(MINUTE)
    first = await claims(world.by(CALLER), one)
    await world.advance(MINUTE)
    await claims(world.by(COLLEAGUE), two)

    also = [{"task": second.task, "fence": second.fence, "satisfied": False, "note": "另一件仍有意见"}]
    answer = await first.asks("attempts", outcome="reached", satisfied=True, also=also)

    assert (answer.status_code, answer.json()["code"]) == (409, "stale_fence")
    for case in (one, two):
        assert (await world.by(CALLER).sees("callback", case))["attempts"] == []
    [draft] = (await world.by(COLLEAGUE).sees("callback", two))["drafts"]  # what was said of each case waits there
    assert (draft["by"], draft["satisfied"], draft["note"]) == (CALLER, False, "另一件仍有意见")
    [draft] = (await world.by(CALLER).sees("callback", one))["drafts"]
    assert (draft["satisfied"], draft["note"]) == (True, None)
    assert (await first.ends("reached", satisfied=True))["state"] == "archived"


async def test_a_task_of_another_customer_or_named_twice_is_refused(world: World) -> None:
    one, other = await filed(world), await filed(world, customer={"phone": "13900000000"})
    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), other)

    for hand in (first, second):
        also = [{"task": hand.task, "fence": hand.fence}]
        answer = await first.asks("attempts", outcome="reached", satisfied=True, also=also)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "also")
    assert (await world.by(CALLER).sees("callback", other))["attempts"] == []
