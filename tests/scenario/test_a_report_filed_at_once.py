"""Stage `filed`: the flow starts with the report itself; the leader gets a message for information (Art. 8, 10)."""

from shared.rules.directory import Leave
from tests.harness.clock import DAY, HOUR, MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import (
    AGENT,
    FENGXIAN_REPORTER,
    GULOU_DESK,
    LEADER,
    LEADERS_LEADER,
    LUHE_DEPUTY,
    LUHE_REPORTER,
    REPORTER,
    XUZHOU_HEAD,
)
from tests.harness.world import World

ENOUGH = {"stage": "filed", "ground": "complaint_demanded", "customer": {"phone": "13812345678"}}


async def test_the_flow_starts_at_the_time_of_the_report_and_only_the_leader_is_informed(world: World) -> None:
    case = await world.by(REPORTER).reports(**ENOUGH)

    seen = await world.by(REPORTER).sees("escalation", case)
    assert (seen["state"], seen["filed_because"], seen["level"]) == ("filed", "at_once", 0)
    assert seen["filed_at"] == seen["accepted_at"] == "2026-11-23T01:00:00Z"
    await world.advance(DAY)
    assert await world.kinds("escalation", case) == ["case.opened", "case.filed"]
    assert await told_of_moves(world, case) == [(LEADER, "filed_for_information")]


async def test_the_time_of_filing_is_the_acceptance_even_when_the_case_opens_an_hour_later(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", **ENOUGH)
    await world.jump(HOUR)

    case = answer.json()["id"]
    filed = (await world.events("escalation", case))[-1]
    assert filed["data"]["filed_at"] == answer.json()["accepted_at"] == "2026-11-23T01:00:00Z"
    assert filed["data"]["late_by_seconds"] == 3600
    informed = [each for each in await world.told_of("escalation", case) if each["kind"] == "filed_for_information"]
    assert ["本通知晚发60分钟" in message["text"] for message in informed] == [True]


async def test_the_deputy_is_informed_for_a_leader_on_leave(world: World) -> None:
    case = await world.by(LUHE_REPORTER).reports(**ENOUGH)

    assert await told_of_moves(world, case) == [(LUHE_DEPUTY, "filed_for_information")]


async def test_for_a_vacancy_without_a_deputy_the_next_up_is_informed(world: World) -> None:
    case = await world.by(FENGXIAN_REPORTER).reports(**ENOUGH)

    assert await told_of_moves(world, case) == [(XUZHOU_HEAD, "filed_for_information")]


async def test_when_leader_and_deputy_are_both_away_the_next_up_is_informed(world: World) -> None:
    await world.change_directory(
        *(Leave(staff_id=s, from_at=world.now, until_at=world.now + DAY) for s in (LEADER, GULOU_DESK))
    )
    case = await world.by(REPORTER).reports(**ENOUGH)

    assert await told_of_moves(world, case) == [(LEADERS_LEADER, "filed_for_information")]


async def test_a_reporter_on_the_phone_is_informed_as_well_and_the_agent_is_not(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, **ENOUGH)

    assert await told_of_moves(world, case) == [
        (LEADER, "filed_for_information"),
        (REPORTER, "filed_for_information"),
    ]


async def test_nothing_can_be_done_on_site_any_more(world: World) -> None:
    case = await world.by(REPORTER).reports(**ENOUGH)
    await world.advance(MINUTE)

    for what in ("settle", "escalate", "file"):
        refused = await world.by(LEADER).tries("escalation", case, what, note="已安抚", level=0)
        assert (refused.status_code, refused.json()["code"]) == (409, "already_filed")
        assert (refused.json()["by"], refused.json()["at"]) == (REPORTER, "2026-11-23T01:00:00Z")
