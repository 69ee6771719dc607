"""Holes in the directory while a unit has the case: vacancies, dissolved units, roles without people."""

import pytest

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    calls,
    dispatched,
    does,
    filed,
    handling,
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
    GROUP,
    ISSUING,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

CLAIMS_DEPUTY, OTHER_EXECUTIVE = "S0089", "S0084"


async def some_may(world: World, who: list[str], case: str, what: str, **body: object) -> str:
    """The first of these people who may do it, and does."""
    tried = {}
    for each in who:
        answer = await (await world.sign_in(each)).tries("callback", case, what, **body)
        tried[each] = answer.status_code
        if answer.status_code < 300:
            await world.settle()
            return each
    raise AssertionError(f"none of them may: {tried}")


async def gone(world: World, *people: str) -> None:
    await world.change_directory(*(world.member(who, active=False) for who in people))


async def test_a_headship_that_falls_vacant_while_handling_leaves_the_unit_somebody_who_assigns(world: World) -> None:
    case = await handling(world)
    await world.change_directory(world.unit(CLAIMS, head_id=None, deputy_id=None))
    before = len(await world.told("callback", case))
    await world.advance(58 * HOUR)
    warned = [who for who, kind in (await world.told("callback", case))[before:] if kind == "limit_warned"]
    assert warned, "nobody was warned"
    await some_may(world, warned, case, "assign", staff_id=CLAIMS_HANDLER)
    await some_may(world, warned, case, "resolve", note="已办")


async def test_a_unit_all_of_whose_people_left_still_has_somebody_who_is_warned_and_returns_the_case(
    world: World,
) -> None:
    case = await dispatched(world)
    await gone(world, CLAIMS_HEAD, CLAIMS_DEPUTY, CLAIMS_HANDLER, "S0091")
    await world.advance(30 * MINUTE)
    warned = await told(world, case, "limit_warned")
    assert warned, await world.told("callback", case)
    await some_may(world, warned, case, "return", reason="无人办理")


async def test_an_office_with_head_and_deputy_gone_tells_an_order_to_somebody_who_answers_it(world: World) -> None:
    case = await handling(world)
    await gone(world, CLAIMS_HEAD, CLAIMS_DEPUTY)
    before = len(await world.told("callback", case))
    order = (await does(world, SUPERVISOR, case, "supervise", text="请今日联系客户"))["order"]
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert heard
    assert CLAIMS_HEAD not in heard
    answered = []
    for who in heard:
        path = f"/api/callback/orders/{order}/answer"
        answered.append((await (await world.sign_in(who)).post(path, {"text": "已联系"})).status_code)
        await world.settle()
    assert 200 in answered, (heard, answered)


async def test_without_any_executive_of_the_line_a_breach_goes_above_and_who_hears_it_may_press(world: World) -> None:
    case = await handling(world)
    await gone(world, CLAIMS_EXECUTIVE, OTHER_EXECUTIVE)
    await world.advance(73 * HOUR)
    heard = [who for who in await told(world, case, "limit_breached") if who != CLAIMS_HEAD]
    assert heard, "nobody above the unit hears of the breach"
    await some_may(world, heard, case, "remind")


async def test_without_group_supervisors_and_centre_head_there_is_still_somebody_who_decides(world: World) -> None:
    await gone(world, *GROUP, *SUPERVISORS, CENTRE_HEAD, "S0015")
    case = await filed(world)
    await calls(world, case, "refused", by="S0042")
    heard = [who for who in await told(world, case, "unreachable") if who != REPORTER]
    assert heard
    await some_may(world, heard, case, "close", reason="客户不愿再谈")


async def test_without_a_group_what_is_to_be_dispatched_finds_somebody_who_dispatches(world: World) -> None:
    await gone(world, *GROUP, *SUPERVISORS)
    case = await filed(world)
    await calls(world, case, "reached", by="S0042", satisfied=False)
    await world.advance(15 * MINUTE)
    heard = [who for who, kind in await world.told("callback", case) if kind.startswith("limit")]
    assert heard
    await some_may(world, heard, case, "dispatch", responsible_unit_id=CLAIMS)


async def test_a_danger_is_told_to_somebody_when_all_supervisors_are_away(world: World) -> None:
    await world.change_directory(
        *(Leave(staff_id=who, from_at=world.now, until_at=world.now + DAY) for who in SUPERVISORS)
    )
    case = await filed(world, risk_flags=["media"])
    await calls(world, case, "reached", satisfied=True)
    listed = (await world.by(CENTRE_HEAD).get("/api/callback/cases", reviewed="false")).json()["items"]
    assert [item["id"] for item in listed] == [case]
    assert CENTRE_HEAD in [who for who, _ in await world.told("callback", case)]
    await does(world, CENTRE_HEAD, case, "reviewed")


@pytest.mark.parametrize("end", ["archived", "closed"])
async def test_an_end_with_reporter_and_leader_gone_is_told_to_no_one_who_left(world: World, end: str) -> None:
    case = await filed(world) if end == "archived" else await resolved(world)
    await gone(world, REPORTER, LEADER)
    before = len(await world.told("callback", case))
    number = 1 if end == "archived" else 2
    await calls(world, case, "reached", number=number, score=90)
    heard = [who for who, _ in (await world.told("callback", case))[before:]]
    assert not {REPORTER, LEADER} & set(heard), heard


async def test_an_assisting_unit_without_a_head_does_not_stop_a_dispatch(world: World) -> None:
    await world.change_directory(world.unit(ISSUING, head_id=None, deputy_id=None))
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING])
    assert CLAIMS_HEAD in await told(world, case, "dispatched")


async def test_the_duty_desk_told_at_night_keeps_its_right_when_the_shift_is_over(world: World) -> None:
    await world.advance(12 * HOUR + 30 * MINUTE)
    case = await dispatched(world, risk_flags=["media"])
    await world.advance(30 * MINUTE)
    heard = {who for who, _ in await world.told("callback", case)}
    assert CLAIMS_HEAD in heard, heard
    assert heard & {"S0085", "S0115"}, heard
    await world.advance(12 * HOUR)
    await does(world, CLAIMS_HEAD, case, "accept")
