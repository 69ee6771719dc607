"""Where two rules meet: absence and conflict and transfer, reopening and night, a danger in the middle of a call."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MARK,
    MINUTE,
    amends,
    calls,
    claims,
    closed,
    dispatched,
    does,
    filed,
    handling,
    resolved,
)
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    LEADERS_LEADER,
    LUHE_REPORTER,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World

CLAIMS_DEPUTY, SALES_DEPUTY, ABOVE_SALES = "S0089", "S0103", "S0084"
NINE_IN_THE_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


async def tries(world: World, who: str, case: str, what: str, **body: Any) -> int:
    answer = await (await world.sign_in(who)).tries("callback", case, what, **body)
    await world.settle()
    return answer.status_code


async def due(world: World, case: str, kind: str) -> str:
    limits = (await world.by(AUDITOR).sees("callback", case))["limits"]
    [running] = [limit for limit in limits if limit["kind"] == kind and limit["ended_at"] is None]
    return str(running["due_at"])


async def away(world: World, who: str) -> None:
    await world.change_directory(Leave(staff_id=who, from_at=world.now, until_at=world.now + DAY))


async def test_a_unit_whose_head_is_away_and_deputy_complained_of_signs_by_the_next_up(world: World) -> None:
    case = await handling(world)
    await away(world, SALES_HEAD)
    await amends(world, REPORTER, case, subject_staff_id=SALES_DEPUTY)
    await does(world, SUPERVISOR, case, "transfer", unit_id=SALES, reason="属销售")
    assert SALES_DEPUTY not in [who for who, _ in await world.told("callback", case)]
    assert await tries(world, SALES_DEPUTY, case, "accept") == 403
    assert await tries(world, ABOVE_SALES, case, "accept") == 200


async def test_the_deputy_of_an_office_acts_at_any_time_and_a_personal_one_in_absence(world: World) -> None:
    case, to_handler = await dispatched(world), {"staff_id": CLAIMS_HANDLER}
    assert await tries(world, CLAIMS_DEPUTY, case, "accept") == 200
    personal = world.member(CLAIMS_HEAD, deputy_id="S0092")
    await world.change_directory(world.unit(CLAIMS, deputy_id=None), personal)
    assert await tries(world, "S0092", case, "assign", **to_handler) == 403
    await away(world, CLAIMS_HEAD)
    assert await tries(world, "S0092", case, "assign", **to_handler) == 200


async def test_a_case_reopened_at_night_is_signed_for_in_the_morning_and_its_round_runs_at_once(
    tmp_path: Path,
) -> None:
    async with World.running(tmp_path / "data", at=NINE_IN_THE_MORNING) as world:
        case = await closed(world)
        await world.advance(13 * HOUR + 30 * MINUTE)
        await does(world, SUPERVISOR, case, "reopen", reason="客户来电")
        await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id=CLAIMS)
        assert await due(world, case, "accept") == "2026-11-24T00:30:00Z"
        assert await due(world, case, "handling") == "2026-11-25T02:30:00Z"


async def test_a_time_of_the_night_that_the_customer_named_for_the_follow_up_is_kept(world: World) -> None:
    case = await resolved(world)
    await calls(world, case, "call_later", number=2, call_later_at="2026-11-23T22:30:00+08:00")
    await world.advance(13 * HOUR + 30 * MINUTE)
    assert (await claims(world.by(CALLER))).task == f"{case}.t2"


async def test_a_complaint_at_the_instant_at_which_the_leaders_time_ends_tells_the_next_and_files(
    world: World,
) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", stage="calming", customer={"phone": "13812345678"})
    await world.advance(5 * MINUTE)
    world.lapse(10 * MINUTE)
    answer = await world.by(AGENT).tries("escalation", case, "complaint", **MARK | {"at": world.now.isoformat()})
    assert (answer.status_code, answer.json()["state"]) == (200, "filed")
    await world.settle()
    assert (LEADERS_LEADER, "level_told") in await world.told("escalation", case)
    assert (await world.by(CALLER).sees("callback", case))["severity"] == 1


async def test_a_danger_that_shows_during_the_call_counts_for_what_follows_and_takes_it_from_nobody(
    world: World,
) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await amends(world, REPORTER, case, risk_flags=["media"])
    assert (await hand.ends("reached", satisfied=False))["severity"] == 1
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS)
    assert await due(world, case, "handling") == (world.now + DAY).isoformat().replace("+00:00", "Z")


async def test_a_plate_in_other_characters_finds_the_customer_for_those_who_may_read_both(world: World) -> None:
    one = await filed(world, customer={"plate": "苏A·88888", "phone": "13900001111"})
    other = await filed(world, by=LUHE_REPORTER, customer={"plate": "蘇ａ８８８８８", "phone": "13900002222"})
    seen = [(await world.by(who).sees("callback", one))["same_customer"] for who in (CALLER, REPORTER)]
    assert [[each["id"] for each in found] for found in seen] == [[other], []]
