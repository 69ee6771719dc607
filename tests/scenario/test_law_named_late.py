"""A unit complained of that is named late, and a registrar, agent or dispatcher who turns out to be concerned."""

from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    amends,
    asks_for,
    calls,
    claims,
    does,
    filed,
    handling,
    refused,
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
    CUSTOMER_SERVICE_OF_PROVINCE,
    GROUP,
    REPORTER,
    SUPERVISORS,
)
from tests.harness.world import World


async def test_a_group_named_late_hands_the_queued_case_to_customer_service_who_are_warned(world: World) -> None:
    case = await filed(world)
    await amends(world, REPORTER, case, responsible_unit_id="JS-95518-TS")
    await world.advance(3.5 * MINUTE)
    warned = await told(world, case, "window_warned")
    assert warned
    assert not set(warned) & set(GROUP), warned
    assert (await asks_for(await world.sign_in(warned[0]), case)).status_code == 200


async def test_the_one_who_dispatched_is_named_since_and_changes_nothing_any_more(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    await amends(world, REPORTER, case, subject_staff_id=CALLER)
    caller = world.by(CALLER)
    for what, body in (
        ("severity", {"severity": 3, "reason": "轻"}),
        ("supervise", {"text": "请联系"}),
        ("complaint", {"source": "12378", "at": "2026-11-23T01:00:00Z"}),
        ("contacts", {"note": "客户来电"}),
    ):
        answer = await caller.tries("callback", case, what, **body)
        await world.settle()
        if what in ("severity", "contacts"):
            assert answer.status_code == 403, (what, answer.text)


async def test_an_agent_complained_of_records_no_contact_about_themselves(world: World) -> None:
    case = await filed(world, subject_staff_id=AGENT)
    assert await refused(world.by(AGENT), case, "contacts", note="客户撤回") == (403, "forbidden")


async def test_a_registrar_complained_of_does_not_read_the_notes_of_the_call(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_id=REPORTER, stage="filed", text="不满", customer={"phone": "13812345678"}, call_id="C-1"
    )
    await amends(world, REPORTER, case, subject_staff_id=AGENT)
    await calls(world, case, "reached", satisfied=False, note="客户要求处分客服")
    assert "处分" not in (await world.by(AGENT).get(f"/api/callback/cases/{case}")).text


async def test_a_caller_of_the_team_named_during_the_call_hands_in_a_draft(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await amends(world, REPORTER, case, responsible_unit_id="JS-95518-TS")
    answer = await hand.asks("attempts", outcome="reached", satisfied=True, note="客户满意")
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "awaiting_callback"
    again = await claims(await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE), case)
    assert (await again.ends("reached", satisfied=False))["state"] == "to_dispatch"


async def test_a_case_of_the_group_itself_dispatched_late_is_pressed_with_those_who_may(world: World) -> None:
    case = await filed(world, responsible_unit_id="JS-95518-TS")
    await calls(world, case, "reached", by=CUSTOMER_SERVICE_OF_PROVINCE, satisfied=False)
    await world.advance(DAY)
    heard = [who for who, kind in await world.told("callback", case) if kind.startswith("limit")]
    assert heard
    answers = [
        (await (await world.sign_in(who)).tries("callback", case, "dispatch", responsible_unit_id=CLAIMS)).status_code
        for who in heard[-1:]
    ]
    assert answers == [200], heard


async def test_reminders_of_an_open_case_end_with_the_state_and_not_with_the_person(world: World) -> None:
    case = await handling(world)
    await world.advance(73 * HOUR)
    await amends(world, REPORTER, case, subject_staff_id=CLAIMS_HEAD)
    before = len(await world.told("callback", case))
    await world.advance(2 * DAY)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert CLAIMS_HEAD not in heard
    assert heard.count("S0089") >= 2, heard


async def test_supervisors_of_the_team_complained_of_override_nothing_and_the_head_of_the_centre_hears(
    world: World,
) -> None:
    case = await filed(world, responsible_unit_id="JS-95518-TS")
    for who in SUPERVISORS:
        body = {"staff_id": COLLEAGUE, "reason": "无人"}
        assert (await refused(await world.sign_in(who), case, "override-independence", **body))[0] in (403, 409)
    await world.advance(16 * MINUTE)
    heard = await told(world, case, "window_breached")
    assert CENTRE_HEAD in heard
