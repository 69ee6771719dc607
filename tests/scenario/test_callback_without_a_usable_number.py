"""A wrong number, or none: the reporter is asked, and his answer frees the task at once."""

from tests.harness.callback import MINUTE, asks_for, calls, claims, filed, told
from tests.harness.people import CALLER, CLAIMS_HEAD, COLLEAGUE, REPORTER
from tests.harness.world import World

ANOTHER = {"customer": {"phone": "13987654321"}}


async def test_a_wrong_number_asks_the_reporter_and_is_tried_again_after_fifteen_minutes(world: World) -> None:
    case = await filed(world)

    seen = await calls(world, case, "wrong_number")

    assert (seen["task"]["ask_reporter"], seen["task"]["not_before"]) == (True, "2026-11-23T01:15:00Z")
    [message] = await world.told_of("callback", case)
    assert (message["recipient"], message["text"]) == (
        REPORTER,
        f"【请更正电话】您报告的客户电话有误，95518联系不上客户，请尽快更正。\n回复：补充 {seen['number']} 客户电话",
    )
    await world.advance(15 * MINUTE)
    assert (await claims(world.by(COLLEAGUE))).task == f"{case}.t1"


async def test_the_right_number_frees_the_task_at_once(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "wrong_number")
    await world.advance(MINUTE)
    assert (await asks_for(world.by(COLLEAGUE))).status_code == 204

    answer = await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", ANOTHER)
    assert answer.status_code == 200, answer.text
    await world.settle()

    hand = await claims(world.by(COLLEAGUE))
    seen = await world.by(COLLEAGUE).sees("callback", case)
    assert (hand.task, seen["task"]["ask_reporter"]) == (f"{case}.t1", False)
    assert seen["customer"]["phone"] == "139****4321"


async def test_filed_without_a_number_the_reporter_is_asked_and_the_task_says_so(world: World) -> None:
    case = await filed(world, customer={"policy_no": "PDAA202632010000012345"})

    assert await world.told("callback", case) == [(REPORTER, "number_asked")]
    [message] = await world.told_of("callback", case)
    assert message["text"].startswith("【请补充电话】您报告的客户没有可用电话，95518无法回访，请尽快补充。")
    queued = (await world.by(CALLER).get("/api/callback/tasks")).json()["items"]
    assert [(task["id"], task["ask_reporter"]) for task in queued] == [(case, True)]

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", ANOTHER)
    await world.settle()
    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["task"]["ask_reporter"], seen["customer"]["phone"]) == (False, "139****4321")


async def test_without_a_number_the_windows_run_all_the_same(world: World) -> None:
    case = await filed(world, customer={"claim_no": "RDZA202632010000054321"})

    await world.advance(5 * MINUTE)

    assert len(await told(world, case, "window_breached")) == 2


async def test_only_a_number_helps_and_not_just_any_amendment(world: World) -> None:
    case = await filed(world, customer={"policy_no": "PDAA202632010000012345"})

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"text": "客户很着急"})
    await world.settle()

    assert (await world.by(CALLER).sees("callback", case))["task"]["ask_reporter"] is True


async def test_nobody_but_the_reporter_the_registrar_and_the_group_amends(world: World) -> None:
    case = await filed(world)

    answer = await world.by(CLAIMS_HEAD).post(f"/api/intake/reports/{case}/details", ANOTHER)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
