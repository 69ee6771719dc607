"""Leave, vacancies and departures: the deputy, without one the next up; everybody passed over is on record."""

from shared.rules.directory import Leave
from tests.harness.clock import DAY, MINUTE
from tests.harness.people import (
    FENGXIAN_REPORTER,
    GULOU_DESK,
    JINTAN_DEPUTY,
    JINTAN_HEAD,
    JINTAN_REPORTER,
    LEADER,
    LEADERS_LEADER,
    LUHE_DEPUTY,
    LUHE_HEAD,
    LUHE_REPORTER,
    PROVINCE_HEAD,
    QIDONG_DEPUTY,
    QIDONG_REPORTER,
    REPORTER,
    TWO_HATS,
    WUXI_HEAD,
    XUZHOU_HEAD,
    YIXING_DEPUTY,
    YIXING_HEAD,
    YIXING_REPORTER,
)
from tests.harness.world import World

Level = tuple[str, str, list[tuple[str | None, str]]]


async def levels(world: World, reporter: str, case: str) -> list[Level]:
    """Of each level told: who, in which capacity, and who was passed over for which reason."""
    seen = await world.by(reporter).sees("escalation", case)
    return [
        (told["staff_id"], told["told_as"], [(skip["staff_id"], skip["reason"]) for skip in told["skipped"]])
        for told in seen["told"]
    ]


async def test_the_deputy_of_a_leader_on_leave_is_told(world: World) -> None:
    case = await world.by(LUHE_REPORTER).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    assert await levels(world, LUHE_REPORTER, case) == [
        (LUHE_DEPUTY, "deputy", [(LUHE_HEAD, "on_leave")]),
        (LEADERS_LEADER, "leader", []),
    ]


async def test_a_leader_on_leave_without_a_deputy_is_passed_over_for_the_next_up(world: World) -> None:
    await world.change_directory(
        world.unit("JS-NJ-GL", deputy_id=None),
        Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + DAY),
    )
    case = await world.by(REPORTER).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    assert await levels(world, REPORTER, case) == [
        (LEADERS_LEADER, "leader", [(LEADER, "on_leave")]),
        (PROVINCE_HEAD, "leader", []),
    ]


async def test_when_the_deputy_is_on_leave_too_both_are_passed_over(world: World) -> None:
    case = await world.by(YIXING_REPORTER).reports(text="客户催促")

    await world.advance(5 * MINUTE)

    assert await levels(world, YIXING_REPORTER, case) == [
        (WUXI_HEAD, "leader", [(YIXING_HEAD, "on_leave"), (YIXING_DEPUTY, "on_leave")])
    ]


async def test_a_vacancy_without_a_deputy_goes_to_the_head_of_the_unit_above(world: World) -> None:
    case = await world.by(FENGXIAN_REPORTER).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    assert await levels(world, FENGXIAN_REPORTER, case) == [
        (XUZHOU_HEAD, "leader", [(None, "vacant")]),
        (PROVINCE_HEAD, "leader", []),
    ]


async def test_the_deputy_stands_in_for_a_vacancy_and_level_two_belongs_to_the_office_above(world: World) -> None:
    case = await world.by(QIDONG_REPORTER).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    first, second = await levels(world, QIDONG_REPORTER, case)
    assert first == (QIDONG_DEPUTY, "deputy", [(None, "vacant")])
    assert second == (world.directory.head_of("JS-NT"), "leader", [])


async def test_a_leader_who_has_left_the_company_is_replaced_by_the_deputy(world: World) -> None:
    case = await world.by(JINTAN_REPORTER).reports(text="客户催促")

    await world.advance(5 * MINUTE)

    assert await levels(world, JINTAN_REPORTER, case) == [(JINTAN_DEPUTY, "deputy", [(JINTAN_HEAD, "departed")])]


async def test_a_head_who_reports_himself_is_led_by_the_head_above(world: World) -> None:
    case = await world.by(TWO_HATS).reports(text="客户催促")

    await world.advance(15 * MINUTE)

    assert await levels(world, TWO_HATS, case) == [(LEADERS_LEADER, "leader", []), (PROVINCE_HEAD, "leader", [])]


async def test_a_leave_that_ends_before_the_step_is_due_changes_nothing(world: World) -> None:
    await world.change_directory(Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + 5 * MINUTE))
    case = await world.by(REPORTER).reports(text="客户催促")

    await world.advance(5 * MINUTE)

    assert await levels(world, REPORTER, case) == [(LEADER, "leader", [])]


async def test_a_leave_that_begins_after_the_report_counts_when_the_step_fires(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户催促")
    await world.advance(MINUTE)
    await world.change_directory(Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + DAY))

    await world.advance(4 * MINUTE)

    assert await levels(world, REPORTER, case) == [(GULOU_DESK, "deputy", [(LEADER, "on_leave")])]
