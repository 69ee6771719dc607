"""Changzhou adds a rule of its own: after the direct leader the customer service department (Art. 24-26)."""

from shared.rules.directory import Leave
from tests.harness.clock import DAY, MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import CHANGZHOU_SERVICE, LIYANG_HEAD, LIYANG_REPORTER
from tests.harness.world import World


async def test_level_two_is_the_customer_service_department_of_the_prefecture(world: World) -> None:
    case = await world.by(LIYANG_REPORTER).reports(text="客户不满")

    await world.advance(15 * MINUTE)

    seen = await world.by(LIYANG_REPORTER).sees("escalation", case)
    assert seen["ladder"] == "changzhou@2026-01-01"
    assert [(t["staff_id"], t["told_as"], t["others"]) for t in seen["told"]] == [
        (LIYANG_HEAD, "leader", []),
        (CHANGZHOU_SERVICE[0], "role", list(CHANGZHOU_SERVICE[1:])),
    ]
    assert await told_of_moves(world, case) == [
        (LIYANG_HEAD, "level_told"),
        *((member, "level_told") for member in CHANGZHOU_SERVICE),
    ]


async def test_each_of_them_may_acknowledge_and_settle(world: World) -> None:
    case = await world.by(LIYANG_REPORTER).reports(text="客户不满")
    await world.advance(15 * MINUTE)

    await (await world.sign_in(CHANGZHOU_SERVICE[2])).does("escalation", case, "acknowledge")
    seen = await (await world.sign_in(CHANGZHOU_SERVICE[1])).does("escalation", case, "settle", note="已化解")

    assert (seen["told"][1]["acknowledged_by"], seen["moved_by"]) == (CHANGZHOU_SERVICE[2], CHANGZHOU_SERVICE[1])


async def test_those_of_the_department_who_are_away_are_on_record(world: World) -> None:
    await world.change_directory(Leave(staff_id=CHANGZHOU_SERVICE[0], from_at=world.now, until_at=world.now + DAY))
    case = await world.by(LIYANG_REPORTER).reports(text="客户不满")

    await world.advance(15 * MINUTE)

    told = (await world.by(LIYANG_REPORTER).sees("escalation", case))["told"][1]
    assert (told["staff_id"], told["others"]) == (CHANGZHOU_SERVICE[1], [CHANGZHOU_SERVICE[2]])
    assert told["skipped"] == [{"staff_id": CHANGZHOU_SERVICE[0], "reason": "on_leave"}]


async def test_the_flow_starts_ten_minutes_after_the_department_was_told(world: World) -> None:
    case = await world.by(LIYANG_REPORTER).reports(text="客户不满")

    await world.advance(25 * MINUTE)

    assert (await world.by(LIYANG_REPORTER).sees("escalation", case))["filed_at"] == "2026-11-23T01:25:00Z"
