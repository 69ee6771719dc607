"""Complaints of so much of the company that hardly anybody is independent: the case still finds people who may act."""

import pytest

from shared.rules.directory import Leave, Role
from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    amends,
    asks_for,
    calls,
    claims,
    does,
    filed,
    handling,
    refused,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_OF_PROVINCE,
    GROUP,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

OTHER_SUPERVISOR = "S0018"

EVERYBODY = (*GROUP, *SUPERVISORS, CENTRE_HEAD, "S0041", "S0042", "S0043", "S0044", "S0004", "S0005")


async def who_gets_it_called(world: World, case: str, number: int = 1) -> str:
    """A person who may claim the task, after an override if need be; fails if there is none."""
    bars = {}
    for who in EVERYBODY:
        answer = await asks_for(await world.sign_in(who), case, number=number)
        if answer.status_code == 200:
            return who
        bars[who] = answer.json().get("bar", answer.json()["code"])
    await world.advance(25 * HOUR)
    heard = dict.fromkeys(who for who, _ in await world.told("callback", case) if who != REPORTER)
    tried = {}
    for decider in heard:
        for who in EVERYBODY:
            person = await world.sign_in(decider)
            answer = await person.tries("callback", case, "override-independence", staff_id=who, reason="无其他人员")
            tried[decider, who] = answer.json().get("code", answer.status_code)
            if answer.status_code == 200:
                await world.settle()
                assert (await asks_for(await world.sign_in(who), case, number=number)).status_code == 200
                return who
    raise AssertionError(f"nobody may call: {bars}; told: {list(heard)}; overrides: {tried}")


@pytest.mark.parametrize("unit", ["JS", "ZGS"])
async def test_a_complaint_of_a_whole_branch_still_finds_a_caller(world: World, unit: str) -> None:
    case = await filed(world, responsible_unit_id=unit)
    await who_gets_it_called(world, case)


@pytest.mark.parametrize("unit", ["JS", "JS-95518", "ZGS"])
async def test_a_case_handled_by_the_top_of_a_branch_is_followed_up_by_somebody(world: World, unit: str) -> None:
    case = await to_dispatch(world)
    await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id=unit)
    [head] = [who for who in await told(world, case, "dispatched") if who != REPORTER]
    await does(world, head, case, "accept")
    await does(world, head, case, "resolve", note="已致电道歉")
    await who_gets_it_called(world, case, 2)


async def test_with_a_supervisor_complained_of_and_the_other_away_the_head_of_the_centre_decides(world: World) -> None:
    await world.change_directory(Leave(staff_id=OTHER_SUPERVISOR, from_at=world.now, until_at=world.now + 9 * DAY))
    case = await filed(world, subject_staff_id=SUPERVISOR)
    await calls(world, case, "refused")
    heard = [who for who in await told(world, case, "unreachable") if who != REPORTER]
    assert heard == [CENTRE_HEAD]
    await does(world, CENTRE_HEAD, case, "retry", reason="再试一次")


async def test_a_supervisor_named_after_the_case_became_hers_hears_no_more_of_it(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    await amends(world, REPORTER, case, subject_staff_id=SUPERVISOR)
    before = len(await world.told("callback", case))
    await world.advance(2 * DAY)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert OTHER_SUPERVISOR in heard, heard
    assert SUPERVISOR not in heard, heard


async def test_a_complaint_about_the_head_of_customer_service_is_told_to_somebody_else_there(world: World) -> None:
    case = await handling(world, subject_staff_id=CUSTOMER_SERVICE)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)
    heard = await told(world, case, "complaint")
    assert CUSTOMER_SERVICE not in heard
    assert {"S0086", "S0087", "S0084", "S0083"} & set(heard), heard


async def test_what_the_case_says_a_head_complained_of_may_do_is_nothing(world: World) -> None:
    case = await handling(world)
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HEAD)
    answer = await world.by(CLAIMS_HEAD).get(f"/api/callback/cases/{case}")
    assert answer.status_code == 403 or not answer.json()["acts"], answer.text


async def test_what_the_case_says_a_person_may_do_is_never_forbidden(world: World) -> None:
    case = await handling(world)
    seen = {}
    for who in (CALLER, SUPERVISOR, CENTRE_HEAD, CLAIMS_HEAD, "S0090", CUSTOMER_SERVICE, REPORTER, LEADER):
        seen[who] = (await (await world.sign_in(who)).sees("callback", case))["acts"]
    bad = []
    for who, acts in seen.items():
        for act in acts:
            answer = await (await world.sign_in(who)).tries("callback", case, str(act).replace("_", "-"))
            if answer.status_code in (403, 404, 405):
                bad.append((who, act, answer.status_code))
            if answer.status_code < 300:
                break
    assert not bad, (bad, seen)


async def test_a_stand_in_who_is_asked_to_handle_can_ring_the_customer(world: World) -> None:
    await world.change_directory(Leave(staff_id=CLAIMS_HEAD, from_at=world.now, until_at=world.now + DAY))
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    deputy = await world.sign_in("S0089")
    body = {"fields": ["phone"], "reason": "联系客户办理"}
    answer = await deputy.post(f"/api/callback/cases/{case}/reveal", body)
    assert answer.status_code == 200, answer.text
    await does(world, "S0089", case, "accept")
    await world.advance(2 * DAY)
    assert (await deputy.post(f"/api/callback/cases/{case}/reveal", body)).status_code == 200


async def test_one_of_the_group_on_leave_is_not_counted_as_a_caller_who_is_left(world: World) -> None:
    gone = [who for who in world.directory.holders(Role.CUSTOMER_SERVICE) if who != CUSTOMER_SERVICE_OF_PROVINCE]
    leave = [Leave(staff_id=who, from_at=world.now, until_at=world.now + DAY) for who in gone]
    leave.append(Leave(staff_id=CUSTOMER_SERVICE_OF_PROVINCE, from_at=world.now, until_at=world.now + HOUR))
    await world.change_directory(*leave)
    case = await filed(world, responsible_unit_id="JS-95518-TS")
    body = {"staff_id": COLLEAGUE, "reason": "无其他人员"}
    await does(world, CENTRE_HEAD, case, "override-independence", **body)
    await world.advance(HOUR)
    assert (await asks_for(await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE), case)).status_code == 200
    body = {"staff_id": CALLER, "reason": "再要一人"}
    assert (await refused(world.by(CENTRE_HEAD), case, "override-independence", **body))[0] == 409


async def test_a_follow_up_of_a_case_the_group_once_handled_and_gave_back_is_made_by_the_group(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id="JS-95518-TS")
    await does(world, SUPERVISOR, case, "return", reason="属理赔")
    await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id=CLAIMS)
    await does(world, CLAIMS_HEAD, case, "accept")
    await does(world, CLAIMS_HEAD, case, "resolve", note="已重新定损")
    assert (await claims(world.by(COLLEAGUE), case, number=2)).task == f"{case}.t2"


async def test_a_resolved_case_whose_team_is_named_late_keeps_a_caller(world: World) -> None:
    case = await resolved(world)
    await amends(world, REPORTER, case, responsible_unit_id="JS-95518-TS")
    await who_gets_it_called(world, case, 2)
