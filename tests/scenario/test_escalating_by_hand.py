"""The reporter or a leader asks for the next step before it is due; whoever is told then has ten minutes (Art. 8)."""

from tests.harness.clock import MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import LEADER, LEADERS_LEADER, REPORTER
from tests.harness.world import World


async def test_a_reporter_who_gives_up_after_two_minutes_moves_everything_forward(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户坚持投诉")
    await world.advance(2 * MINUTE)

    seen = await world.by(REPORTER).does("escalation", case, "escalate", level=0)

    assert [(t["staff_id"], t["told_at"], t["due_at"]) for t in seen["told"]] == [
        (LEADER, "2026-11-23T01:02:00Z", "2026-11-23T01:02:00Z")
    ]
    assert seen["next_due_at"] == "2026-11-23T01:12:00Z"
    await world.advance(10 * MINUTE)
    assert (await world.by(REPORTER).sees("escalation", case))["told"][1]["told_at"] == "2026-11-23T01:12:00Z"
    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (LEADERS_LEADER, "level_told")]


async def test_the_old_due_time_of_the_first_level_passes_without_a_second_message(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户坚持投诉")
    await world.advance(2 * MINUTE)
    await world.by(REPORTER).does("escalation", case, "escalate", level=0)

    await world.advance(5 * MINUTE)

    assert await told_of_moves(world, case) == [(LEADER, "level_told")]


async def test_a_leader_who_cannot_help_passes_it_on_and_the_next_has_ten_minutes(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户坚持投诉")
    await world.advance(7 * MINUTE)

    seen = await world.by(LEADER).does("escalation", case, "escalate", level=1)

    assert (seen["level"], seen["next_due_at"]) == (2, "2026-11-23T01:17:00Z")
    assert seen["moved_by"] == LEADER


async def test_escalating_past_the_last_level_starts_the_flow(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户坚持投诉")
    await world.advance(16 * MINUTE)

    seen = await world.by(LEADERS_LEADER).does("escalation", case, "escalate", level=2)

    assert (seen["state"], seen["filed_because"], seen["filed_at"]) == ("filed", "asked", "2026-11-23T01:16:00Z")


async def test_anyone_in_the_ladder_files_at_any_time(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户坚持投诉")
    await world.advance(7 * MINUTE)

    seen = await world.by(LEADER).does("escalation", case, "file", note="客户要求正式投诉")

    assert (seen["state"], seen["filed_because"], seen["moved_by"]) == ("filed", "asked", LEADER)
    assert await told_of_moves(world, case) == [(LEADER, "level_told"), (REPORTER, "filed_for_information")]
