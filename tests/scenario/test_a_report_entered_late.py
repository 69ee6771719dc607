"""`detected_at` is a statement: it moves the ladder forward, never the report's own time (Art. 8, 9)."""

from datetime import timedelta

from tests.harness.clock import DAY, HOUR, MILLISECOND, MINUTE, SECOND
from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, REPORTER
from tests.harness.world import World


def text(world: World, by: timedelta) -> str:
    return (world.now + by).isoformat()


async def test_half_an_hour_late_the_leader_is_told_at_once_and_has_his_ten_minutes(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", detected_at=text(world, -30 * MINUTE))

    seen = await world.by(REPORTER).sees("escalation", case)
    assert await told_of_moves(world, case) == [(LEADER, "level_told")]
    assert (seen["level"], seen["next_due_at"]) == (1, "2026-11-23T01:10:00Z")
    [told] = seen["told"]
    assert (told["due_at"], told["late_by_seconds"]) == ("2026-11-23T01:00:00Z", 0.0)


async def test_three_minutes_late_two_are_left_to_calm_the_customer(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", detected_at=text(world, -3 * MINUTE))

    assert (await world.by(REPORTER).sees("escalation", case))["next_due_at"] == "2026-11-23T01:02:00Z"


async def test_up_to_two_minutes_ahead_of_the_server_it_is_taken_for_now(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满", detected_at=text(world, 2 * MINUTE))

    assert answer.status_code == 201
    assert answer.json()["detected_at"] == answer.json()["accepted_at"] == "2026-11-23T01:00:00Z"


async def test_further_ahead_it_is_refused(world: World) -> None:
    ahead = text(world, 2 * MINUTE + MILLISECOND)
    answer = await world.by(REPORTER).submits(key="1", text="客户不满", detected_at=ahead)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("detected_at", "in_future")]
    assert await world.events("intake") == []


async def test_a_day_old_is_not_late_and_a_second_more_is(world: World) -> None:
    just = await world.by(REPORTER).submits(key="1", text="客户不满", detected_at=text(world, -DAY))
    late = await world.by(REPORTER).submits(key="2", text="客户不满", detected_at=text(world, -DAY - SECOND))

    assert [just.json()["late_detected"], late.json()["late_detected"]] == [False, True]


async def test_another_time_zone_comes_out_as_utc(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满", detected_at="2026-11-23T08:00:00+08:00")

    assert answer.json()["detected_at"] == "2026-11-23T00:00:00Z"


async def test_any_age_is_taken_but_no_year_that_nothing_can_be_reckoned_with(world: World) -> None:
    old = await world.by(REPORTER).submits(key="1", text="客户不满", detected_at="1999-01-01T00:00:00Z")
    impossible = await world.by(REPORTER).submits(key="2", text="客户不满", detected_at="0001-01-01T00:00:00+14:00")

    assert (old.status_code, old.json()["late_detected"]) == (201, True)
    assert [(e["field"], e["code"]) for e in impossible.json()["errors"]] == [("detected_at", "out_of_range")]


async def test_a_report_that_reaches_escalation_an_hour_late_is_stamped_late(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满")
    case = answer.json()["id"]
    await world.jump(HOUR)

    [told] = (await world.by(REPORTER).sees("escalation", case))["told"]
    assert (told["due_at"], told["told_at"]) == ("2026-11-23T01:05:00Z", "2026-11-23T02:00:00Z")
    assert told["late_by_seconds"] == 55 * 60
    assert (await world.by(REPORTER).sees("escalation", case))["next_due_at"] == "2026-11-23T02:10:00Z"
