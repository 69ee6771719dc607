"""移交 and 退回: to another unit, or back to the group; after two returns a supervisor decides."""

from tests.harness.callback import HOUR, MINUTE, dispatched, handling, refused, told
from tests.harness.people import (
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    GROUP,
    LEADER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

COUNTY = "JS-NJ-GL"
"""A county of the claims centre's prefecture, which handles all lines; the leader of the reporter heads it."""


async def test_a_unit_passes_it_to_another_which_signs_anew_while_the_handling_clock_goes_on(world: World) -> None:
    case = await handling(world)
    await world.advance(HOUR)
    head = world.by(CLAIMS_HEAD)
    assert await refused(head, case, "transfer", unit_id=CLAIMS, reason="移交") == (422, "invalid")
    assert await refused(head, case, "transfer", unit_id="JS-XX-99", reason="移交") == (422, "invalid")
    assert await refused(head, case, "transfer", unit_id=SALES, reason="") == (422, "invalid")

    assert await refused(head, case, "transfer", unit_id=SALES, reason="属于销售") == (422, "return_instead")
    assert await refused(head, case, "transfer", unit_id="JS-LP", reason="属于省公司") == (422, "return_instead")

    seen = await head.does("callback", case, "transfer", unit_id=COUNTY, reason="由支公司办理")

    assert (seen["state"], seen["responsible_unit_id"], seen["handler_id"]) == ("dispatched", COUNTY, None)
    limits = {limit["kind"]: limit for limit in seen["limits"] if limit["ended_at"] is None}
    assert limits["accept"]["due_at"] == "2026-11-23T02:30:00Z"
    assert (limits["handling"]["started_at"], limits["handling"]["due_at"]) == (
        "2026-11-23T01:00:00Z",
        "2026-11-26T01:00:00Z",
    )
    assert (await world.told("callback", case))[-1] == (LEADER, "dispatched")
    assert await refused(head, case, "accept") == (403, "forbidden")
    await world.by(LEADER).does("callback", case, "accept")


async def test_the_supervisor_may_pass_it_on_but_the_handler_and_the_group_may_not(world: World) -> None:
    case = await dispatched(world)
    handler = await world.sign_in(CLAIMS_HANDLER)

    for who in (handler, world.by(CALLER)):
        assert await refused(who, case, "transfer", unit_id=SALES, reason="移交") == (403, "forbidden")
    seen = await world.by(SUPERVISOR).does("callback", case, "transfer", unit_id=SALES, reason="派错单位")

    assert seen["responsible_unit_id"] == SALES


async def test_a_return_asks_the_group_to_choose_again(world: World) -> None:
    case = await dispatched(world)
    await world.advance(MINUTE)

    seen = await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")

    assert (seen["state"], seen["returns"], seen["responsible_unit_id"]) == ("to_dispatch", 1, None)
    assert await told(world, case, "returned") == list(GROUP)
    [limit] = [each for each in seen["limits"] if each["kind"] == "to_dispatch" and each["ended_at"] is None]
    assert (limit["started_at"], limit["due_at"]) == ("2026-11-23T01:01:00Z", "2026-11-23T01:16:00Z")
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=SALES)


async def test_after_two_returns_the_supervisor_decides_and_the_group_may_not(world: World) -> None:
    case = await dispatched(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=SALES)
    sales = await world.sign_in(SALES_HEAD)
    await sales.does("callback", case, "accept")

    seen = await sales.does("callback", case, "return", reason="与销售无关")

    assert (seen["returns"], seen["supervisor_decides"]) == (2, True)
    assert (await told(world, case, "returned"))[-2:] == list(SUPERVISORS)
    assert await refused(world.by(CALLER), case, "dispatch", responsible_unit_id=CLAIMS) == (403, "supervisor_decides")
    await world.by(SUPERVISOR).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)


async def test_two_transfers_leave_the_next_to_the_supervisor_and_a_return_to_the_unit(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "transfer", unit_id=COUNTY, reason="由支公司办理")
    await world.by(LEADER).does("callback", case, "transfer", unit_id=CLAIMS, reason="由理赔中心办理")

    again = await refused(world.by(CLAIMS_HEAD), case, "transfer", unit_id=COUNTY, reason="由支公司办理")

    assert again == (403, "supervisor_decides")  # as a dispatch by the group
    assert "transfer" not in (await world.by(CLAIMS_HEAD).sees("callback", case))["acts"]
    stranger = await refused(await world.sign_in(SALES_HEAD), case, "transfer", unit_id=COUNTY, reason="由支公司办理")
    assert stranger == (403, "forbidden")
    seen = await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
    assert (seen["returns"], seen["transfers"], seen["supervisor_decides"]) == (1, 2, True)
    assert await refused(world.by(CALLER), case, "dispatch", responsible_unit_id=SALES) == (403, "supervisor_decides")
    await world.by(CENTRE_HEAD).does("callback", case, "dispatch", responsible_unit_id=SALES)
    seen = await world.by(SUPERVISOR).does("callback", case, "transfer", unit_id="JS-LP", reason="省公司办理")
    assert [spell["unit_id"] for spell in seen["spells"]] == [CLAIMS, COUNTY, CLAIMS, SALES, "JS-LP"]


async def test_the_centres_head_may_decide_too(world: World) -> None:
    case = await dispatched(world)
    for unit in (CLAIMS, CLAIMS):
        await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
        who = CALLER if unit is CLAIMS and len(await told(world, case, "returned")) == len(GROUP) else CENTRE_HEAD
        await world.by(who).does("callback", case, "dispatch", responsible_unit_id=unit)

    assert (await world.by(SUPERVISOR).sees("callback", case))["state"] == "dispatched"


async def test_handlers_return_nothing(world: World) -> None:
    case = await dispatched(world)

    handler = await world.sign_in(CLAIMS_HANDLER)
    assert await refused(handler, case, "return", reason="与理赔无关") == (403, "forbidden")
