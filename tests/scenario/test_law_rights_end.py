"""What a person was once given on a case ends when their place, their part or the case changes."""

import pytest

from shared.rules.directory import Leave, Role
from tests.harness.act import CASE
from tests.harness.acts import OF_HANDLING
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    amends,
    claims,
    does,
    filed,
    handling,
    refused,
    to_dispatch,
    told,
)
from tests.harness.case_stages import Stage, bring
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    ISSUING,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
)
from tests.harness.world import World

REVEAL = {"fields": ["phone"], "reason": "联系客户办理"}


async def reveals(world: World, who: str, case: str, service: str = "callback") -> int:
    thing = "reports" if service == "intake" else "cases"
    answer = await (await world.sign_in(who)).post(f"/api/{service}/{thing}/{case}/reveal", REVEAL)
    return answer.status_code


async def on_site(world: World) -> str:
    case = await world.by(REPORTER).reports(stage="calming", text="客户不满", customer={"phone": "13812345678"})
    await world.advance(6 * MINUTE)
    return case


async def test_a_head_named_after_signing_sees_the_customers_number_no_longer(world: World) -> None:
    case = await handling(world)
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HEAD)
    assert await reveals(world, CLAIMS_HEAD, case) == 403


async def test_a_caller_named_after_she_reached_the_customer_sees_the_number_no_longer(world: World) -> None:
    case = await to_dispatch(world)
    await amends(world, REPORTER, case, subject_staff_id=CALLER)
    assert await reveals(world, CALLER, case) == 403


async def test_a_leader_named_after_he_was_told_sees_no_number_on_site(world: World) -> None:
    case = await on_site(world)
    await amends(world, REPORTER, case, subject_staff_id=LEADER)
    for service in ("escalation", "intake"):
        assert await reveals(world, LEADER, case, service) == 403, service


async def test_a_handler_replaced_by_another_sees_the_number_no_longer(world: World) -> None:
    case = await handling(world)
    await does(world, CLAIMS_HEAD, case, "assign", staff_id=CLAIMS_HANDLER)
    await does(world, CLAIMS_HEAD, case, "assign", staff_id="S0091")
    assert await reveals(world, CLAIMS_HANDLER, case) == 403
    assert await reveals(world, "S0091", case) == 200


async def test_nobody_who_only_oversees_or_assists_sees_the_number(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING])
    await does(world, CLAIMS_HEAD, case, "accept")
    for who in (CLAIMS_EXECUTIVE, CUSTOMER_SERVICE, "S0097", AGENT, LEADER, LEADERS_LEADER, REPORTER, COLLEAGUE):
        assert await reveals(world, who, case) == 403, who


async def test_a_head_away_keeps_no_number_that_the_stand_in_has(world: World) -> None:
    case = await handling(world)
    await does(world, CLAIMS_HEAD, case, "return", reason="与理赔无关")
    assert await reveals(world, CLAIMS_HEAD, case) == 403
    await does(world, CALLER, case, "dispatch", responsible_unit_id="JS-NJ-XS")
    assert await reveals(world, CLAIMS_HEAD, case) == 403


async def test_an_executive_named_after_the_breach_is_not_reminded_and_the_stand_in_is(world: World) -> None:
    case = await handling(world)
    await world.advance(73 * HOUR)
    assert CLAIMS_EXECUTIVE in await told(world, case, "limit_breached")
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_EXECUTIVE)
    before = len(await world.told("callback", case))
    await world.advance(25 * HOUR)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_EXECUTIVE not in heard, heard
    assert "S0084" in heard, heard
    assert (await refused(world.by(CLAIMS_EXECUTIVE), case, "remind"))[0] == 403


async def test_an_override_falls_with_the_absence_that_called_for_it_or_with_a_personal_bar(world: World) -> None:
    case = await filed(world, responsible_unit_id="JS-95518-TS")
    service = list(world.directory.holders(Role.CUSTOMER_SERVICE))
    await world.change_directory(*(Leave(staff_id=who, from_at=world.now, until_at=world.now + DAY) for who in service))
    await does(world, CENTRE_HEAD, case, "override-independence", staff_id=CALLER, reason="无其他人员")
    await amends(world, REPORTER, case, subject_staff_id=CALLER)
    answer = await world.by(CALLER).post("/api/callback/tasks/claim", {"task": f"{case}.t1"})
    assert answer.status_code == 403
    await does(world, CENTRE_HEAD, case, "override-independence", staff_id=COLLEAGUE, reason="无其他人员")
    assert (await claims(world.by(COLLEAGUE), case)).task == f"{case}.t1"


@pytest.mark.parametrize(
    "stage",
    [
        Stage.QUEUED,
        Stage.UNREACHABLE,
        Stage.ARCHIVED,
        Stage.TO_REVIEW,
        Stage.TO_DISPATCH,
        Stage.RETURNED,
        Stage.DISPATCHED,
        Stage.ORDERED,
        Stage.RESOLVED,
        Stage.NOT_HEARD,
        Stage.CLOSED,
    ],
)
async def test_what_a_case_offers_a_person_is_never_refused_as_forbidden_or_moved_on(
    world: World, stage: Stage
) -> None:
    case = await bring(world, stage)
    await world.settle()
    words = [act.route.rpartition("/")[2] for act in OF_HANDLING if act.route.startswith(f"POST {CASE}/")]
    cast = case.cast
    people = (
        cast.caller,
        cast.supervisor,
        CENTRE_HEAD,
        cast.head,
        cast.handler,
        "S0097",
        CUSTOMER_SERVICE,
        CLAIMS_EXECUTIVE,
        cast.reporter,
        LEADER,
    )
    wrong = []
    for who in people:
        person = await world.sign_in(who)
        answer = await person.get(f"/api/callback/cases/{case.id}")
        offered = {str(act).replace("_", "-") for act in answer.json().get("acts", [])}
        for word in words:
            if word in ("accept", "remind", "reviewed"):
                continue
            tried = await person.tries("callback", case.id, word)
            if word in offered and tried.status_code in (403, 409):
                wrong.append((who, word, tried.status_code, tried.json().get("code")))
    assert not wrong, wrong
