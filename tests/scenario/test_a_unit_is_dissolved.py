"""A unit that is dissolved while a case is with it, or while its reporter's case is open."""

from typing import Any

import pytest

from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    calls,
    does,
    filed,
    handling,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    GROUP,
    LEADER,
    REPORTER,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

GULOU = "JS-NJ-GL"


async def dissolve(world: World, unit: str) -> None:
    """The unit is gone; its people are entered in no unit there is."""
    await world.change_directory(without=(world.unit(unit),))


async def test_a_supervisor_moves_the_case_of_a_dissolved_unit_to_another(world: World) -> None:
    case = await handling(world)
    await dissolve(world, CLAIMS)
    await does(world, SUPERVISOR, case, "transfer", unit_id="JS-NJ-XS", reason="原单位已撤销")
    await does(world, SALES_HEAD, case, "accept")
    await does(world, SALES_HEAD, case, "resolve", note="已办")


async def test_nobody_dispatches_to_a_unit_that_was_dissolved(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=False)
    await dissolve(world, CLAIMS)
    answer = await world.by(CALLER).tries("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    assert answer.status_code == 422


@pytest.mark.parametrize("outcome", ["wrong_number", "reached"])
async def test_a_report_of_a_dissolved_unit_goes_its_way_and_the_reporter_hears(world: World, outcome: str) -> None:
    case = await filed(world)
    await dissolve(world, GULOU)
    said: dict[str, Any] = {"satisfied": True} if outcome == "reached" else {}
    await calls(world, case, outcome, **said)
    assert REPORTER in [who for who, _ in await world.told("callback", case)]
    if outcome == "wrong_number":
        body = {"customer": {"phone": "13900001111"}}
        assert (await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", body)).status_code == 200
        await world.settle()
        await calls(world, case, "reached", satisfied=True)
    assert LEADER in await told(world, case, "archived")


async def test_the_windows_of_a_report_of_a_dissolved_unit_are_pressed(world: World) -> None:
    case = await filed(world)
    await dissolve(world, GULOU)
    await world.advance(15 * MINUTE)
    assert await told(world, case, "window_warned") == list(GROUP)
    assert await told(world, case, "window_breached") == [*SUPERVISORS, CENTRE_HEAD]


async def test_a_case_of_a_dissolved_unit_is_listed_for_the_supervisor(world: World) -> None:
    case = await handling(world)
    await dissolve(world, CLAIMS)
    await world.advance(DAY + HOUR)
    for path in ("/api/callback/cases", f"/api/callback/cases/{case}"):
        answer = await world.by(SUPERVISOR).get(path)
        assert answer.status_code == 200, path
        assert case in answer.text, path


async def test_the_supervisors_are_warned_in_the_place_of_a_dissolved_unit_and_move_its_case(world: World) -> None:
    case = await handling(world)
    await dissolve(world, CLAIMS)
    await world.advance(60 * HOUR)
    assert set(SUPERVISORS) <= set(await told(world, case, "limit_warned"))
    await world.advance(13 * HOUR)
    heard = [each for each in await world.told_of("callback", case) if each["kind"] == "limit_breached"]
    assert not any(CLAIMS in each["text"] for each in heard), heard
    asked = [each for each in heard if each["recipient"] in SUPERVISORS]
    assert len(asked) == len(SUPERVISORS)
    assert all("移交" in each["text"] for each in asked), heard
    await does(world, SUPERVISOR, case, "transfer", unit_id="JS-NJ-XS", reason="原单位已撤销")


async def test_a_customer_who_rings_about_a_case_of_a_dissolved_unit_is_heard(world: World) -> None:
    case = await handling(world)
    await dissolve(world, CLAIMS)
    await does(world, AGENT, case, "contacts", note="客户来电")
    assert await told(world, case, "contact_recorded") == list(SUPERVISORS)
