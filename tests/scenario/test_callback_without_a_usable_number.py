"""A wrong number, or none: the reporter is asked, and his answer frees the task at once."""

import pytest

from tests.harness.callback import DAY, MINUTE, asks_for, calls, claims, filed, handling, refused, told
from tests.harness.people import CALLER, CLAIMS, CLAIMS_HANDLER, CLAIMS_HEAD, COLLEAGUE, REPORTER, SUPERVISOR
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


@pytest.mark.parametrize("spelling", ["138 1234 5678", "+86 13812345678", "１３８１２３４５６７８", "客户很着急"])
async def test_an_amendment_without_another_number_frees_nothing(world: World, spelling: str) -> None:
    case = await filed(world)
    await calls(world, case, "wrong_number")
    await world.advance(MINUTE)
    body = {"text": spelling} if spelling == "客户很着急" else {"customer": {"phone": spelling}}

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()

    seen = (await world.by(CALLER).sees("callback", case))["task"]
    assert (seen["ask_reporter"], seen["not_before"]) == (True, "2026-11-23T01:15:00Z")


async def test_the_reporter_is_asked_again_every_day_until_there_is_a_number(world: World) -> None:
    case = await filed(world, customer={"policy_no": "PDAA202632010000012345"})

    await world.advance(2 * DAY)
    assert await told(world, case, "number_asked") == [REPORTER] * 3

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", ANOTHER)
    await world.advance(2 * DAY)
    assert await told(world, case, "number_asked") == [REPORTER] * 3


async def test_a_new_number_reaches_the_holder_of_the_task_and_the_unit_and_handler_that_have_it(
    world: World,
) -> None:
    held = await filed(world)
    await claims(world.by(CALLER), held)
    handled = await handling(world, customer={"phone": "13900000001"})
    await world.by(CLAIMS_HEAD).does("callback", handled, "assign", staff_id=CLAIMS_HANDLER)

    for case, whom in ((held, [CALLER]), (handled, [CLAIMS_HEAD, CLAIMS_HANDLER])):
        await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"text": "补充说明"})
        await world.settle()
        assert await told(world, case, "number_changed") == []
        await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", ANOTHER)
        await world.settle()
        assert await told(world, case, "number_changed") == whom


@pytest.mark.parametrize("decision", ["dispatch", "close", "retry"])
async def test_without_a_number_a_supervisor_decides_with_a_reason(world: World, decision: str) -> None:
    case = await filed(world, customer={"accident_no": "95518320000012345678"})
    await world.advance(3 * DAY)
    supervisor, body = await world.sign_in(SUPERVISOR), {"reason": "报告人联系不上"}
    unit = {"responsible_unit_id": CLAIMS} if decision == "dispatch" else {}

    assert (await refused(world.by(CALLER), case, decision, **body, **unit))[0] == 403
    assert (await refused(supervisor, case, decision, **unit))[0] == 422
    seen = await supervisor.does("callback", case, decision, **body, **unit)

    states = {"dispatch": "dispatched", "close": "closed", "retry": "awaiting_callback"}
    assert seen["state"] == states[decision]
    assert (seen["task"] is None) == (decision != "retry")
    notes = (await supervisor.sees("callback", case))["notes"]
    assert notes[-1]["text"] == "报告人联系不上"


async def test_while_the_customer_can_be_called_no_supervisor_decides_instead(world: World) -> None:
    case, body = await filed(world), {"reason": "不用打了"}
    supervisor = await world.sign_in(SUPERVISOR)

    assert await refused(supervisor, case, "close", **body) == (409, "already_awaiting_callback")
    assert await refused(supervisor, case, "retry", **body) == (409, "already_awaiting_callback")
    answer = await refused(supervisor, case, "dispatch", responsible_unit_id=CLAIMS, **body)
    assert answer == (409, "already_awaiting_callback")
