"""The person complained of is told nothing in an office's place and decides nothing, in any role, at any time."""

from dataclasses import replace
from datetime import timedelta

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    amends,
    calls,
    claims,
    dispatched,
    does,
    filed,
    handling,
    refused,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

CLAIMS_DEPUTY, OTHER_EXECUTIVE, OTHER_SUPERVISOR, CENTRE_DEPUTY = "S0089", "S0084", "S0018", "S0015"


async def heard_by(world: World, case: str, who: str) -> list[str]:
    return [
        kind
        for service in ("intake", "escalation", "callback")
        for whom, kind in await world.told(service, case)
        if whom == who
    ]


async def test_a_head_complained_of_hears_nothing_from_dispatch_to_breach_and_the_deputy_all(world: World) -> None:
    case = await to_dispatch(world, subject_staff_id=CLAIMS_HEAD)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    for what, body in (("accept", {}), ("return", {"reason": "x"}), ("assign", {"staff_id": CLAIMS_HANDLER})):
        assert (await refused(world.by(CLAIMS_HEAD), case, what, **body))[0] == 403
    await does(world, CLAIMS_DEPUTY, case, "accept")
    order = (await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户"))["order"]
    answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{order}/answer", {"text": "已办"})
    assert answer.status_code == 403
    await does(world, COLLEAGUE, case, "remind", note="请尽快")
    await world.advance(80 * HOUR)

    assert await heard_by(world, case, CLAIMS_HEAD) == []
    kinds = await heard_by(world, case, CLAIMS_DEPUTY)
    assert {"dispatched", "limit_warned", "limit_breached"} <= set(kinds), kinds


async def test_nobody_is_assigned_a_case_about_themselves(world: World) -> None:
    case = await handling(world, subject_staff_id=CLAIMS_HANDLER)
    answer = await world.by(CLAIMS_HEAD).tries("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    assert answer.status_code in (403, 409, 422), answer.text


async def test_an_executive_complained_of_hears_of_no_breach_and_the_deputy_may_press_the_unit(world: World) -> None:
    case = await handling(world, subject_staff_id=CLAIMS_EXECUTIVE)
    await world.advance(73 * HOUR)

    assert await heard_by(world, case, CLAIMS_EXECUTIVE) == []
    assert OTHER_EXECUTIVE in await told(world, case, "limit_breached")
    assert (await refused(world.by(CLAIMS_EXECUTIVE), case, "remind"))[0] == 403
    await does(world, OTHER_EXECUTIVE, case, "remind")


async def test_with_the_head_of_the_centre_complained_of_and_no_supervisor_there_the_deputy_decides(
    world: World,
) -> None:
    await world.change_directory(*(world.member(who, active=False) for who in SUPERVISORS))
    case = await filed(world, subject_staff_id=CENTRE_HEAD)
    await calls(world, case, "refused")

    heard = await told(world, case, "unreachable")
    assert heard
    assert CENTRE_HEAD not in heard
    assert (await refused(world.by(CENTRE_HEAD), case, "retry", reason="再试"))[0] == 403
    for who in heard:
        if who != REPORTER:
            answer = await (await world.sign_in(who)).tries("callback", case, "retry", reason="再试")
            assert answer.status_code == 200, (who, answer.text)
            break


async def test_the_person_complained_of_reads_no_note_wherever_they_meet_the_case(world: World) -> None:
    case = await filed(world, subject_staff_id=CLAIMS_HEAD)
    await calls(world, case, "reached", satisfied=False, note="客户要求处分马明")
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, note="马明须回避")
    await world.by("S0029").does("callback", case, "contacts", note="客户再次要求处分", wants="处分")

    for path in (f"/api/callback/cases/{case}", f"/api/intake/reports/{case}", f"/api/escalation/cases/{case}"):
        answer = await world.by(CLAIMS_HEAD).get(path)
        assert "处分" not in answer.text, (path, answer.text)
        assert "回避" not in answer.text, (path, answer.text)
    answer = await world.by(CLAIMS_HEAD).post(
        f"/api/callback/cases/{case}/reveal", {"fields": ["phone"], "reason": "核实"}
    )
    assert answer.status_code == 403


async def test_a_reporter_complained_of_reads_the_end_and_not_the_notes_of_the_call(world: World) -> None:
    case = await filed(world, subject_staff_id=REPORTER)
    await calls(world, case, "reached", satisfied=False, note="客户坚持要求处分该员工")

    seen = await world.by(REPORTER).get(f"/api/callback/cases/{case}")
    assert "处分" not in seen.text
    again = await world.by(REPORTER).get(f"/api/intake/reports/{case}")
    assert "处分" not in again.text


async def test_with_head_away_and_deputy_complained_of_the_next_above_has_the_case(world: World) -> None:
    leave = Leave(staff_id=CLAIMS_HEAD, from_at=world.now - DAY, until_at=world.now + 30 * DAY)
    await world.change_directory(leave)
    case = await dispatched(world, subject_staff_id=CLAIMS_DEPUTY)

    heard = await told(world, case, "dispatched")
    heard = [who for who in heard if who != REPORTER]
    assert heard, heard
    assert not {CLAIMS_HEAD, CLAIMS_DEPUTY} & set(heard), heard
    assert (await refused(await world.sign_in(CLAIMS_DEPUTY), case, "accept"))[0] == 403
    await does(world, heard[0], case, "accept")


async def test_a_supervisor_complained_of_gives_no_order_and_marks_nothing_as_looked_at(world: World) -> None:
    case = await filed(world, risk_flags=["media"], subject_staff_id=SUPERVISOR, line="HOTLINE_95518")
    await calls(world, case, "reached", satisfied=True)

    assert SUPERVISOR not in [who for who, _ in await world.told("callback", case)]
    assert OTHER_SUPERVISOR in [who for who, _ in await world.told("callback", case)]
    for what, body in (("reviewed", {}), ("reopen", {"reason": "再看"}), ("severity", {"severity": 3, "reason": "轻"})):
        assert (await refused(world.by(SUPERVISOR), case, what, **body))[0] == 403, what


async def test_a_leader_complained_of_hears_nothing_of_the_end_as_a_leader(world: World) -> None:
    case = await filed(world, subject_staff_id=LEADER)
    await calls(world, case, "reached", satisfied=True, note="客户不再要求处分")
    assert await heard_by(world, case, LEADER) == []
    assert "处分" not in (await world.by(LEADER).get(f"/api/callback/cases/{case}")).text


async def test_a_case_held_by_the_only_independent_person_when_she_is_named_does_not_hang(world: World) -> None:
    case = await resolved(world)
    hand = await claims(world.by(CALLER), case, number=2)
    await hand.starts()
    await amends(world, REPORTER, case, subject_staff_id=CALLER)
    await hand.asks("attempts", outcome="reached", score=95, note="满意")

    seen = await world.by(COLLEAGUE).sees("callback", case)
    assert seen["state"] == "resolved"
    await world.advance(timedelta(minutes=1))
    assert (await calls(world, case, "reached", by=COLLEAGUE, number=2, score=40))["state"] == "handling"
    assert replace(world.member(CALLER)).active
    await world.advance(MINUTE)
