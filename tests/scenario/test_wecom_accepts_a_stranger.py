"""A userid that the directory does not know is accepted: the duty desk of the app's unit stands in for the leader."""

from datetime import timedelta

from sqlalchemy import select

from services.intake.adapters.tables import quality_items
from tests.harness.chat import Chat
from tests.harness.onsite import told_of_moves
from tests.harness.world import World

MINUTE = timedelta(minutes=1)


async def stated_userid(world: World, case: str) -> str:
    """The sealed userid of a stranger, opened."""
    key = await world.process.context.vault.key(case)
    sealed = (await world.events("intake", case))[0]["data"]["reporter"]["stated_userid"]
    return key.open("reporter.userid", sealed)


async def test_a_strangers_report_is_accepted_as_unresolved(world: World) -> None:
    case = await Chat(world, "service").reports("Outsourced-7", "不满报告 张三 13812345678 定损太慢")

    accepted = (await world.events("intake", case))[0]["data"]
    assert accepted["reporter"]["staff_id"] is None
    assert (await stated_userid(world, case)) == "Outsourced-7"
    assert "Outsourced-7" not in str(accepted)
    assert accepted["reporter"]["unit_id"] == world.intake_settings.wecom_service_default_unit
    [item] = await world.rows("intake", select(quality_items))
    assert (item["kind"], item["case_id"]) == ("reporter_unresolved", case)


async def test_the_head_of_the_default_unit_and_its_desk_are_told_when_five_minutes_pass(world: World) -> None:
    case = await Chat(world, "service").reports("Outsourced-7", "不满报告 张三 定损太慢")

    await world.advance(5 * MINUTE)

    unit = world.intake_settings.wecom_service_default_unit
    staff = (world.directory.head_of(unit), *world.directory.duty_desk(unit, world.now))
    assert await told_of_moves(world, case) == [(staff_id, "level_told") for staff_id in staff]


async def test_somebody_who_has_left_is_a_stranger(world: World) -> None:
    await world.change_directory(world.member("S0118", active=False))

    case = await Chat(world, "claims").reports("YuJiayi", "不满报告 张三 定损太慢")

    reporter = (await world.events("intake", case))[0]["data"]["reporter"]
    assert (reporter["staff_id"], await stated_userid(world, case)) == (None, "YuJiayi")
