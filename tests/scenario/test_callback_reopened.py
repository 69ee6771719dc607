"""重开: for fifteen days after its end; later a new report names it as the previous one."""

from tests.harness.callback import DAY, HOUR, MILLISECOND, calls, closed, filed, refused, told
from tests.harness.people import CALLER, CLAIMS, CLAIMS_HEAD, CUSTOMER_SERVICE, GROUP, REPORTER, SUPERVISOR
from tests.harness.world import World


async def test_a_closed_case_is_dispatched_again_and_has_half_the_limit_from_then_on(world: World) -> None:
    case = await closed(world)
    await world.advance(DAY)

    seen = await world.by(CALLER).does("callback", case, "reopen", reason="客户来电，款项未到")

    assert (seen["state"], seen["returns"], seen["responsible_unit_id"]) == ("to_dispatch", 0, None)
    assert (seen["ended_at"], seen["resolved_at"]) == (None, None)
    assert await told(world, case, "reopened") == [who for who in GROUP if who != CALLER]
    running = {limit["kind"]: limit["due_at"] for limit in seen["limits"] if limit["ended_at"] is None}
    assert running == {"to_dispatch": "2026-11-24T01:15:00Z"}
    await world.advance(HOUR)
    seen = await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    running = {limit["kind"]: limit["due_at"] for limit in seen["limits"] if limit["ended_at"] is None}
    assert running["handling"] == "2026-11-25T14:00:00Z"
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="款项已到账")
    assert (await calls(world, case, "reached", number=3, satisfied=True))["state"] == "closed"


async def test_a_case_reopened_late_is_warned_and_breached_like_any_other(world: World) -> None:
    case = await closed(world)
    await world.advance(10 * DAY)
    await world.by(CALLER).does("callback", case, "reopen", reason="客户来电，款项未到")
    assert await told(world, case, "limit_breached") == []
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")

    await world.advance(36 * HOUR)

    assert await told(world, case, "limit_warned") == [CLAIMS_HEAD]
    assert CLAIMS_HEAD in await told(world, case, "limit_breached")


async def test_an_archived_case_can_be_reopened_too(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)

    seen = await world.by(SUPERVISOR).does("callback", case, "reopen", reason="客户又来电")

    assert (seen["state"], [limit["kind"] for limit in seen["limits"]]) == ("to_dispatch", ["to_dispatch"])


async def test_until_the_last_instant_of_the_fifteenth_day_and_not_after(world: World) -> None:
    early, late = await closed(world), await closed(world, customer={"phone": "13900000000"})
    await world.advance(15 * DAY - MILLISECOND)
    await world.by(CALLER).does("callback", early, "reopen", reason="款项未到")
    await world.advance(MILLISECOND)

    answer = await world.by(CALLER).post(f"/api/callback/cases/{late}/reopen", {"reason": "款项未到"})

    assert (answer.status_code, answer.json()["code"]) == (409, "reopen_period_over")
    assert (answer.json()["state"], answer.json()["until"]) == ("closed", "2026-12-08T01:00:00Z")


async def test_after_the_period_a_new_report_names_the_case_before(world: World) -> None:
    before = await closed(world)
    await world.advance(16 * DAY)

    case = await filed(world, previous_id=before)

    assert (await world.by(REPORTER).get(f"/api/intake/reports/{case}")).json()["previous_id"] == before
    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["state"], seen["same_customer"]) == ("awaiting_callback", [])


async def test_what_is_still_open_is_not_reopened_and_not_by_everybody(world: World) -> None:
    case = await filed(world)

    assert await refused(world.by(CALLER), case, "reopen", reason="再看") == (409, "already_awaiting_callback")
    await calls(world, case, "reached", satisfied=True)
    for who in (REPORTER, CUSTOMER_SERVICE):
        assert await refused(world.by(who), case, "reopen", reason="再看") == (403, "forbidden")
