"""What is added to a report, by whom and when; what stays; and what everybody reads of it afterwards."""

from typing import Any

import httpx

from tests.harness.callback import DAY, HOUR, MINUTE, PHONE, SECOND, calls, claims, dispatched, filed
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    LEADER,
    REPORTER,
    SALES,
    SUPERVISOR,
)
from tests.harness.world import World

POLICY = "PDAA202632010000012345"


async def amend(world: World, who: str, case: str, **body: Any) -> httpx.Response:
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer


async def filed_event(world: World, case: str) -> dict[str, Any]:
    [event] = [each for each in await world.events("escalation", case) if each["kind"] == "case.filed"]
    return dict(event["data"])


async def test_a_call_completed_after_the_reporter_settled_stays_settled(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, text="客户不满", call_id="C-1")
    await world.by(REPORTER).does("escalation", case, "settle", note="已解释")
    answer = await amend(world, AGENT, case, customer={"phone": PHONE})
    assert answer.status_code == 200
    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "settled"
    await world.advance(HOUR)
    assert (await world.by(CALLER).get(f"/api/callback/cases/{case}")).status_code == 404


async def test_a_call_completed_while_the_leader_acts_is_filed_at_that_moment_and_the_leader_hears(
    world: World,
) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, text="客户不满", call_id="C-1")
    await world.advance(7 * MINUTE)
    completed = world.now
    answer = await amend(world, AGENT, case, customer={"phone": PHONE})
    assert (answer.json()["missing"], answer.json()["stage"]) == ([], "filed")
    seen = await world.by(CALLER).sees("callback", case)
    assert seen["filed_at"] == completed.isoformat().replace("+00:00", "Z")
    assert seen["first_due_at"] == (completed + 5 * MINUTE).isoformat().replace("+00:00", "Z")
    informed = [who for who, kind in await world.told("escalation", case) if kind == "filed_for_information"]
    assert set(informed) == {LEADER, REPORTER}


async def test_what_two_people_add_at_one_time_is_all_kept(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, stage="calming", text="客户不满")
    await amend(world, REPORTER, case, customer={"plate": "苏A7K3P9"})
    await amend(world, AGENT, case, customer={"phone": PHONE})
    await amend(world, CALLER, case, cause="slow")
    seen = await world.by(LEADER).sees_report(case)
    assert seen["customer"]["plate"] is not None
    assert seen["customer"]["phone"] == "138****5678"
    assert (seen["cause"], seen["text"]) == ("slow", "客户不满")


async def test_the_last_way_to_the_customer_of_a_filed_case_cannot_be_taken_away_nor_its_reason(world: World) -> None:
    case = await filed(world)
    for body in (
        {"customer": {"phone": None}},
        {"text": None},
        {"text": None, "ground": None},
        {"customer": None},
    ):
        answer = await amend(world, REPORTER, case, **body)
        seen = await world.by(REPORTER).sees_report(case)
        assert (seen["customer"]["phone"], bool(seen["text"])) == ("138****5678", True), (body, answer.text)


async def test_a_reporter_cannot_change_or_clear_whom_the_report_is_about(world: World) -> None:
    case = await filed(world, subject_staff_id=FELLOW_REPORTER, responsible_unit_id=SALES)
    for body in (
        {"subject_staff_id": None, "reason": "写错了"},
        {"subject_staff_id": REPORTER, "reason": "写错了"},
        {"responsible_unit_id": None, "reason": "写错了"},
        {"subject_staff_id": FELLOW_REPORTER, "responsible_unit_id": "JS-NJ-LP", "reason": "写错了"},
    ):
        for who in (REPORTER, CALLER):
            assert (await amend(world, who, case, **body)).status_code in (403, 422), (who, body)
    seen = await world.by(SUPERVISOR).sees_report(case)
    assert (seen["subject_staff_id"], seen["responsible_unit_id"]) == (FELLOW_REPORTER, SALES)
    assert (await amend(world, SUPERVISOR, case, subject_staff_id=None)).status_code == 422
    assert (await amend(world, SUPERVISOR, case, subject_staff_id=None, reason="客户更正")).status_code == 200
    seen = await world.by(SUPERVISOR).sees("callback", case)
    assert (seen["subject_staff_id"], seen["complained_unit_id"]) == (None, SALES)


async def test_a_supervisor_who_is_complained_of_cannot_take_their_own_name_away(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    for body in ({"subject_staff_id": None}, {"subject_staff_id": COLLEAGUE}):
        assert (await amend(world, SUPERVISOR, case, reason="误报", **body)).status_code == 403
    assert (await world.by(AUDITOR).sees_report(case))["subject_staff_id"] == SUPERVISOR


async def test_a_number_corrected_while_a_caller_holds_the_task_reaches_that_caller(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    before = len(await world.told_of("callback", case))
    await amend(world, REPORTER, case, customer={"phone": "13911110000"})
    new = (await world.told_of("callback", case))[before:]
    assert CALLER in [each["recipient"] for each in new]
    assert "13911110000" not in str(new)


async def test_a_number_corrected_after_dispatch_reaches_the_unit_and_its_handler(world: World) -> None:
    case = await dispatched(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id="S0090")
    before = len(await world.told_of("callback", case))
    await amend(world, REPORTER, case, customer={"phone": "13911110000"})
    new = {each["recipient"] for each in (await world.told_of("callback", case))[before:]}
    assert {CLAIMS_HEAD, "S0090"} <= new


async def test_every_wording_is_readable_by_whoever_reads_the_report_and_by_nobody_else(world: World) -> None:
    case = await filed(world, text="第一版")
    for words in ("第二版", "第三版"):
        await amend(world, REPORTER, case, text=words)
    for who in (REPORTER, LEADER, CALLER, SUPERVISOR, AUDITOR):
        answer = await (await world.sign_in(who)).get(f"/api/intake/reports/{case}/revisions")
        assert [each["text"] for each in answer.json()["items"]] == ["第一版", "第二版", "第三版"], who
    stranger = await world.sign_in(FELLOW_REPORTER)
    assert (await stranger.get(f"/api/intake/reports/{case}/revisions")).status_code == 403


async def test_a_dissatisfaction_noticed_yesterday_is_late_and_its_leader_is_told_at_once(world: World) -> None:
    seen_at = (world.now - DAY - SECOND).isoformat()
    case = await world.by(REPORTER).reports(text="客户不满", detected_at=seen_at, stage="calming")
    assert (await world.by(REPORTER).sees_report(case))["late_detected"] is True
    assert (LEADER, "level_told") in await world.told("escalation", case)
    await world.advance(10 * MINUTE)
    assert (await world.by(REPORTER).sees("escalation", case))["level"] == 2


async def test_a_new_number_that_is_the_wrong_one_in_other_spelling_frees_nothing(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "wrong_number")
    for phone in ("+86 138-1234-5678", "１３８１２３４５６７８", "0086 13812345678", "138 1234 5678（本人）"):
        await amend(world, REPORTER, case, customer={"phone": phone})
        assert (await world.by(CALLER).sees("callback", case))["task"]["ask_reporter"] is True, phone
    await amend(world, REPORTER, case, customer={"phone": "138 1234 5678，13911110000"})
    assert (await world.by(CALLER).sees("callback", case))["task"]["ask_reporter"] is False
