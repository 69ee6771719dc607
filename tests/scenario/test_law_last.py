"""What a call, an order or a complaint leaves behind, and what people read of it afterwards."""

from datetime import UTC, datetime
from pathlib import Path

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    MINUTE,
    SECOND,
    amends,
    asks_for,
    calls,
    claims,
    closed,
    does,
    filed,
    handling,
    refused,
    resolved,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    GROUP,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World


async def test_forty_eight_hours_count_from_the_first_attempt_after_the_appointment(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    await calls(world, case, "call_later", call_later_at=(world.now + 3 * DAY).isoformat())
    await world.advance(3 * DAY)
    first = await calls(world, case, "no_answer")
    await world.advance(47 * HOUR + 30 * MINUTE)
    second = await calls(world, case, "no_answer")
    await world.advance(HOUR)
    third = await calls(world, case, "no_answer")
    assert [seen["state"] for seen in (first, second, third)] == ["awaiting_callback"] * 2 + ["unreachable"]


async def test_a_lost_phone_in_the_middle_of_the_night_is_asked_about_in_words_that_name_the_case(
    tmp_path: Path,
) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 18, 0, tzinfo=UTC)) as world:
        case = await filed(world)
        await calls(world, case, "wrong_number")
        number = (await world.by(CALLER).sees("callback", case))["number"]
        texts = [each["text"] for each in await world.told_of("callback", case) if each["recipient"] == REPORTER]
        assert len(texts) == 1
        assert number in texts[0]
        assert "电话" in texts[0]
        assert "13812345678" not in texts[0]


async def test_a_power_off_pauses_half_an_hour_even_where_the_next_step_is_two_minutes(world: World) -> None:
    case = await filed(world)
    for number, at in ((1, "2026-11-23T01:30:00Z"), (2, "2026-11-23T02:00:00Z")):
        seen = await calls(world, case, "powered_off")
        assert seen["task"]["not_before"] == at, number
        await world.advance(30 * MINUTE)
    seen = await calls(world, case, "no_answer")
    assert seen["task"]["not_before"] == "2026-11-23T06:00:00Z"


async def test_the_next_half_day_is_at_least_two_hours_ahead(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 4, 1, tzinfo=UTC)) as world:
        case = await filed(world)
        for _ in range(3):
            seen = await calls(world, case, "busy")
        assert seen["task"]["not_before"] == "2026-11-24T01:00:00Z", "14:00 is less than two hours ahead"


async def test_the_colleague_who_goes_on_reads_what_a_late_hand_wrote_and_so_may_no_unit(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await world.advance(3 * MINUTE)
    await hand.asks("attempts", outcome="reached", score=30, note="客户要求赔偿")
    again = await claims(world.by(COLLEAGUE), case)
    seen = await world.by(COLLEAGUE).sees("callback", case)
    assert [draft["note"] for draft in seen["drafts"]] == ["客户要求赔偿"]
    await again.ends("reached", score=30)
    await does(world, COLLEAGUE, case, "dispatch", responsible_unit_id=CLAIMS)
    assert "要求赔偿" not in (await world.by(REPORTER).get(f"/api/callback/cases/{case}")).text
    readers = {}
    for who in (SUPERVISOR, COLLEAGUE, CALLER, "S0081"):
        answer = await (await world.sign_in(who)).get(f"/api/callback/cases/{case}")
        readers[who] = "要求赔偿" in answer.text
    assert readers["S0081"], readers
    assert readers[SUPERVISOR], readers


async def test_a_complaint_without_a_number_marked_twice_from_one_source_is_not_lost(world: World) -> None:
    case = await handling(world)
    first = {"source": "12378", "at": "2026-11-23T01:00:00Z", "note": "第一次"}
    await does(world, AGENT, case, "complaint", **first)
    await world.advance(DAY)
    seen = await does(world, AGENT, case, "complaint", source="12378", at="2026-11-24T00:30:00Z", note="第二次")
    assert len(seen["complaints"]) == 2


async def test_a_complaint_about_a_case_on_the_phone_is_told_to_the_caller(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await does(world, AGENT, case, "complaint", **MARK)
    heard = [who for who, _ in await world.told("callback", case)]
    assert {*SUPERVISORS, REPORTER} <= set(heard), heard
    await hand.ends("reached", satisfied=True)
    listed = (await world.by(SUPERVISOR).get("/api/callback/cases", reviewed="false")).json()["items"]
    assert [item["id"] for item in listed] == [case], "a case with a formal complaint is severity 1"


async def test_a_follow_up_refused_and_never_decided_reminds_every_day_and_can_still_be_sent_back(
    world: World,
) -> None:
    case = await resolved(world)
    await calls(world, case, "refused", number=2)
    before = len(await world.told("callback", case))
    await world.advance(3 * DAY)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert heard.count(SUPERVISOR) >= 3
    seen = await does(world, CENTRE_HEAD, case, "send-back", reason="请单位再联系")
    assert seen["state"] == "handling"


async def test_a_supervisor_who_closes_a_refused_follow_up_tells_reporter_leader_and_unit(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "refused", number=2)
    assert await refused(world.by(SUPERVISOR), case, "close") == (422, "invalid")
    await does(world, SUPERVISOR, case, "close", reason="客户不愿再谈")
    assert {REPORTER, LEADER, CLAIMS_HEAD} <= set(await told(world, case, "closed"))


async def test_a_case_reopened_and_archived_is_not_opened_by_the_old_follow_up(world: World) -> None:
    case = await closed(world)
    await does(world, SUPERVISOR, case, "reopen", reason="客户来电")
    answer = await asks_for(world.by(COLLEAGUE), case, number=2)
    assert answer.status_code == 409, answer.text
    assert (await asks_for(world.by(COLLEAGUE))).status_code == 204


async def test_someone_on_leave_is_not_offered_the_next_task_as_the_only_one_left(world: World) -> None:
    case = await filed(world)
    await world.change_directory(
        *(Leave(staff_id=who, from_at=world.now, until_at=world.now + DAY) for who in (*GROUP, *SUPERVISORS))
    )
    stands_in = await world.sign_in("S0042")
    assert (await asks_for(stands_in, case)).status_code == 200


async def test_reports_of_one_plate_by_two_branches_are_read_only_within_each(world: World) -> None:
    one = await filed(world, customer={"phone": "13900000001", "plate": "苏A7K3P9"})
    two = await filed(world, by="S0178", customer={"phone": "13900000002", "plate": "苏A7K3P9"})
    assert [each["id"] for each in (await world.by(CALLER).sees("callback", one))["same_customer"]] == [two]
    assert (await world.by(REPORTER).sees("callback", one))["same_customer"] == []
    assert (await (await world.sign_in("S0086")).sees("callback", one))["same_customer"] == []


async def test_a_handler_on_leave_does_not_keep_the_head_from_resolving_or_from_hearing(world: World) -> None:
    case = await handling(world)
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    await world.change_directory(Leave(staff_id=CLAIMS_HANDLER, from_at=world.now, until_at=world.now + 9 * DAY))
    await does(world, SUPERVISOR, case, "remind", note="请尽快")
    before = len(await world.told("callback", case))
    await amends(world, REPORTER, case, customer={"phone": "13900001111"})
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_HEAD in heard, heard
    await does(world, CLAIMS_HEAD, case, "resolve", note="已办")


async def test_one_second_after_the_reopening_period_a_complaint_only_marks_and_presses_nobody(world: World) -> None:
    case = await filed(world, by=FELLOW_REPORTER)
    await calls(world, case, "reached", satisfied=True)
    await world.advance(15 * DAY + SECOND)
    seen = await does(world, AGENT, case, "complaint", **MARK)
    assert (seen["state"], seen["new_report_needed"]) == ("archived", True)
    before = len(await world.told("callback", case))
    await world.advance(2 * DAY)
    assert len(await world.told("callback", case)) == before
