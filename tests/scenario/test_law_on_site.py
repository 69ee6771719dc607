"""The on-site ladder with holes, conflicts of interest and several people at once."""

from typing import Any

import pytest

from shared.rules.directory import Leave
from tests.harness.callback import DAY, MINUTE, PHONE, SECOND, calls, refused
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    FELLOW_REPORTER,
    GULOU_DESK,
    LEADER,
    LEADERS_LEADER,
    LUHE_DEPUTY,
    LUHE_HEAD,
    LUHE_REPORTER,
    OTHER_AGENT,
    PROVINCE_HEAD,
    REPORTER,
    SUPERVISOR,
)
from tests.harness.world import World

COMPLAINT = {"source": "12378", "number": "20261123-7", "at": "2026-11-23T01:00:00Z"}


async def calming(world: World, by: str = REPORTER, **more: Any) -> str:
    details = {"text": "客户不满", "customer": {"name": "张三", "phone": PHONE}, "stage": "calming"} | more
    return await (await world.sign_in(by)).reports(**details)


async def amend(world: World, who: str, case: str, **body: Any) -> None:
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    assert answer.status_code == 200, answer.text
    await world.settle()


async def kinds_for(world: World, case: str, who: str) -> list[str]:
    return [kind for recipient, kind in await world.told("escalation", case) if recipient == who]


async def test_a_leader_who_becomes_the_person_complained_of_is_replaced_at_once_and_the_clock_stays(
    world: World,
) -> None:
    case = await calming(world)
    await world.advance(7 * MINUTE)
    await amend(world, SUPERVISOR, case, subject_staff_id=LEADER, reason="客户说的是他")
    seen = await world.by(SUPERVISOR).sees("escalation", case)
    assert (seen["level"], seen["next_due_at"]) == (1, "2026-11-23T01:15:00Z")
    assert seen["told"][0]["staff_id"] == LEADER
    assert await kinds_for(world, case, GULOU_DESK) != []
    assert len(await kinds_for(world, case, REPORTER)) == 2
    for act, body in (("settle", {"note": "没事了"}), ("acknowledge", {"note": "我来"})):
        answer = await (await world.sign_in(LEADER)).tries("escalation", case, act, **body)
        assert answer.status_code == 403, act
    await (await world.sign_in(GULOU_DESK)).does("escalation", case, "acknowledge", note="我联系客户")
    await (await world.sign_in(GULOU_DESK)).does("escalation", case, "settle", note="客户谅解")


async def test_a_stand_in_told_as_well_is_still_told_as_the_next_level(world: World) -> None:
    await world.change_directory(world.unit("JS-NJ-GL", deputy_id=None))
    case = await calming(world)
    await world.advance(7 * MINUTE)
    await amend(world, SUPERVISOR, case, subject_staff_id=LEADER, reason="客户说的是他")
    assert await kinds_for(world, case, LEADERS_LEADER) != []
    await world.advance(8 * MINUTE)
    seen = await world.by(REPORTER).sees("escalation", case)
    assert (seen["level"], seen["told"][-1]["staff_id"]) == (2, LEADERS_LEADER)


async def test_a_reporter_complained_of_settles_within_their_own_five_minutes_only(world: World) -> None:
    early = await calming(world, subject_staff_id=REPORTER)
    await world.by(REPORTER).does("escalation", early, "settle", note="已道歉")
    assert "settled" in await kinds_for(world, early, LEADER)
    late = await calming(world, subject_staff_id=REPORTER)
    await world.advance(5 * MINUTE)
    answer = await world.by(REPORTER).tries("escalation", late, "settle", note="已道歉")
    assert answer.status_code == 403
    await (await world.sign_in(LEADER)).does("escalation", late, "settle", note="已致电")


async def test_a_reporter_complained_of_does_not_settle_at_the_very_moment_the_leader_is_told(world: World) -> None:
    case = await calming(world, subject_staff_id=REPORTER)
    world.lapse(5 * MINUTE)
    answer = await world.by(REPORTER).tries("escalation", case, "settle", note="已道歉")
    await world.settle()
    assert answer.status_code == 403
    assert (await world.by(LEADER).sees("escalation", case))["state"] == "raised"


async def test_the_person_complained_of_reads_no_words_of_those_who_stepped_in(world: World) -> None:
    case = await calming(world, subject_staff_id=REPORTER)
    await world.advance(5 * MINUTE)
    await world.by(LEADER).does("escalation", case, "acknowledge", note="于嘉怡当时态度恶劣")
    await world.by(LEADER).does("escalation", case, "escalate", level=1, note="建议处分于嘉怡")
    seen = await world.by(REPORTER).get(f"/api/escalation/cases/{case}")
    assert "态度恶劣" not in seen.text
    assert "处分" not in seen.text
    assert "态度恶劣" in (await (await world.sign_in(LEADERS_LEADER)).get(f"/api/escalation/cases/{case}")).text


async def test_a_leader_on_leave_comes_back_and_the_deputy_who_was_told_still_may(world: World) -> None:
    away = Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + 6 * MINUTE)
    await world.change_directory(away)
    case = await calming(world)
    await world.advance(8 * MINUTE)
    seen = await world.by(REPORTER).sees("escalation", case)
    assert (seen["told"][0]["staff_id"], seen["told"][0]["meant_for"]) == (GULOU_DESK, LEADER)
    deputy = await world.sign_in(GULOU_DESK)
    await deputy.does("escalation", case, "acknowledge", note="我来")
    await (await world.sign_in(LEADER)).does("escalation", case, "settle", note="已致电客户")
    assert "settled" in await kinds_for(world, case, GULOU_DESK)
    assert "settled" in await kinds_for(world, case, REPORTER)


async def test_level_two_belongs_to_the_leader_of_the_office_whoever_stood_in(world: World) -> None:
    case = await calming(world, by=LUHE_REPORTER)
    await world.advance(15 * MINUTE)
    seen = await world.by(LUHE_REPORTER).sees("escalation", case)
    assert [(each["staff_id"], each["meant_for"]) for each in seen["told"]] == [
        (LUHE_DEPUTY, LUHE_HEAD),
        (LEADERS_LEADER, LEADERS_LEADER),
    ]


async def test_a_double_click_of_two_people_leaves_one_level_only(world: World) -> None:
    case = await calming(world)
    await world.by(REPORTER).does("escalation", case, "escalate", level=0, note="请领导出面")
    again = await world.by(REPORTER).tries("escalation", case, "escalate", level=0)
    assert again.status_code == 409
    without = await (await world.sign_in(LEADER)).tries("escalation", case, "escalate")
    assert without.status_code == 422
    ahead = await (await world.sign_in(LEADER)).tries("escalation", case, "escalate", level=2)
    assert ahead.status_code == 409
    assert (await world.kinds("escalation", case)).count("level.told") == 1


async def test_a_leader_two_levels_up_who_was_never_told_settles_and_everyone_told_hears(world: World) -> None:
    case = await calming(world)
    await world.advance(6 * MINUTE)
    await (await world.sign_in(PROVINCE_HEAD)).does("escalation", case, "settle", note="客户是老同学，已谅解")
    assert "settled" in await kinds_for(world, case, REPORTER)
    assert "settled" in await kinds_for(world, case, LEADER)
    late = await (await world.sign_in(LEADER)).tries("escalation", case, "settle", note="我也谈过")
    assert (late.status_code, late.json()["code"]) == (409, "already_settled")
    await world.advance(60 * MINUTE)
    assert await kinds_for(world, case, LEADERS_LEADER) == []


@pytest.mark.parametrize(("after", "files"), [(15 * DAY - SECOND, True), (15 * DAY + SECOND, False)])
async def test_a_complaint_takes_up_a_settled_case_within_fifteen_days_only(
    world: World, after: Any, files: bool
) -> None:
    case = await calming(world)
    await world.by(REPORTER).does("escalation", case, "settle", note="已解释")
    world.lapse(after)
    at = (world.now - MINUTE).isoformat()
    answer = await world.by(AGENT).tries("escalation", case, "complaint", source="12378", number="7", at=at)
    await world.settle()
    assert answer.status_code == 200, answer.text
    seen = await world.by(SUPERVISOR).sees("escalation", case)
    assert seen["state"] == ("filed" if files else "settled")
    queued = await world.by(CALLER).get(f"/api/callback/cases/{case}")
    assert queued.status_code == (200 if files else 404)
    if files:
        assert queued.json()["severity"] == 1
        assert queued.json()["complaints"]


async def test_a_complaint_on_site_without_any_number_is_filed_and_the_reporter_is_asked(world: World) -> None:
    case = await calming(world, customer={"name": "张三"})
    answer = await world.by(AGENT).tries("escalation", case, "complaint", **COMPLAINT)
    assert answer.status_code == 200, answer.text
    await world.settle()
    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["state"], seen["severity"], seen["task"]["ask_reporter"]) == ("awaiting_callback", 1, True)
    assert (REPORTER, "number_asked") in await world.told("callback", case)
    again = await world.by(OTHER_AGENT).tries("callback", case, "complaint", **COMPLAINT)
    await world.settle()
    assert again.status_code < 300
    assert len((await world.by(CALLER).sees("callback", case))["complaints"]) == 1


async def test_only_an_agent_with_the_call_files_and_only_the_registrar_settles_by_phone(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, stage="calming", text="客户不满", call_id="C-1")
    other = world.by(OTHER_AGENT)
    assert (await other.tries("escalation", case, "settle", note="客户谅解", call_id="C-9")).status_code == 403
    assert (await other.tries("escalation", case, "escalate", level=0, call_id="C-9")).status_code == 403
    assert (await other.tries("escalation", case, "file")).status_code == 403
    assert (await world.by(AGENT).tries("escalation", case, "settle", note="客户谅解")).status_code == 403
    await world.by(AGENT).does("escalation", case, "settle", note="客户谅解", call_id="C-2")
    assert "settled" in await kinds_for(world, case, LEADER)
    late = await other.tries("escalation", case, "file", call_id="C-9")
    assert (late.status_code, late.json()["code"]) == (409, "already_settled")


async def test_the_words_of_the_acknowledgement_reach_the_caller_and_the_clock_runs_on(world: World) -> None:
    case = await calming(world)
    await world.advance(5 * MINUTE)
    await world.by(LEADER).does("escalation", case, "acknowledge", note="我马上到现场")
    await world.advance(10 * MINUTE)
    await (await world.sign_in(LEADERS_LEADER)).does("escalation", case, "acknowledge", note="我来协调赔款")
    await world.advance(10 * MINUTE)
    seen = await world.by(CALLER).get(f"/api/callback/cases/{case}")
    assert seen.status_code == 200
    assert "我马上到现场" in seen.text
    assert "我来协调赔款" in seen.text
    assert "我马上到现场" in (await world.by(REPORTER).get(f"/api/escalation/cases/{case}")).text


async def test_once_filed_on_site_acts_say_who_was_first_and_nothing_moves(world: World) -> None:
    case = await calming(world)
    await world.by(CALLER).does("escalation", case, "file", note="客户来电")
    for who, act, body in (
        (REPORTER, "settle", {"note": "已解释"}),
        (LEADER, "escalate", {"level": 0}),
        (REPORTER, "file", {}),
        (AGENT, "complaint", COMPLAINT),
    ):
        answer = await (await world.sign_in(who)).tries("escalation", case, act, **body)
        assert (answer.status_code, answer.json()["code"]) == (409, "already_filed"), (who, act)
        assert CALLER in answer.text
    assert (await refused(await world.sign_in(FELLOW_REPORTER), case, "contacts", note="x"))[0] == 403
    await calls(world, case, "reached", satisfied=True)
    assert (LEADER, "archived") in await world.told("callback", case)
    assert (await world.by(AUDITOR).sees("callback", case))["state"] == "archived"
