"""A report goes well, on every channel: called back in time, archived or handled, and whoever was told learns it."""

import pytest

from shared.contracts.words import Channel
from tests.harness.people import CLAIMS_HANDLER, CLAIMS_HEAD, ISSUING_HEAD, LEADER, LEADERS_LEADER, REPORTER, SUPERVISOR
from tests.harness.stories import happy_archive, happy_closure
from tests.harness.world import World

CALLED_BACK = [
    "case.received",
    "task.scheduled",
    "task.claimed",
    "attempt.started",
    "attempt.ended",
    "customer.reached",
]
HANDLED = ["case.dispatched", "case.accepted", "case.assigned", "case.resolved"]
FOLLOWED_UP = CALLED_BACK[1:]

TOLD_ON_THE_WAY = {
    Channel.PC: [REPORTER, LEADER, LEADERS_LEADER],
    Channel.PHONE: [REPORTER, LEADER],
    Channel.WECOM: [REPORTER, LEADER],
}
"""Who learns the outcome: the reporter, and the leaders who had been told or informed."""


async def messages(world: World, case: str) -> list[tuple[str, str, str]]:
    """(recipient, kind, text) of all that callback told, the number of the case left out."""
    number = (await world.by(SUPERVISOR).sees("callback", case))["number"]
    return [(m["recipient"], m["kind"], m["text"].replace(number, "#")) for m in await world.told_of("callback", case)]


@pytest.mark.parametrize("channel", TOLD_ON_THE_WAY)
async def test_a_customer_who_is_not_dissatisfied_is_archived_and_whoever_was_told_learns_it(
    world: World, channel: Channel
) -> None:
    case = await happy_archive(world, channel)

    assert await world.kinds("callback", case) == [*CALLED_BACK, "case.archived"]
    text = "【已归档】95518已回访，客户没有表示不满，您无需再处理。\n报告编号#。"
    assert await messages(world, case) == [(who, "archived", text) for who in TOLD_ON_THE_WAY[channel]]


@pytest.mark.parametrize("channel", TOLD_ON_THE_WAY)
async def test_a_dissatisfied_customer_is_handled_and_closed_and_whoever_was_told_learns_it(
    world: World, channel: Channel
) -> None:
    case = await happy_closure(world, channel)

    kinds = [*CALLED_BACK, "case.found_dissatisfied", *HANDLED, *FOLLOWED_UP, "case.closed"]
    assert await world.kinds("callback", case) == kinds
    accept, resolve = ("10:05", "11月26日09:35") if channel is Channel.PC else ("09:40", "11月26日09:10")
    reporter, *_ = TOLD_ON_THE_WAY[channel]
    assert await messages(world, case) == [
        (
            reporter,
            "found_dissatisfied",
            "【仍不满】95518已回访，您报告的客户仍不满，将转办承办单位，您无需再处理。\n报告编号#。",
        ),
        (
            CLAIMS_HEAD,
            "dispatched",
            f"【请签收】95518转办一件客户不满，请在{accept}前签收。\n{resolve}前办结。报告编号#。",
        ),
        (
            ISSUING_HEAD,
            "assisting",
            "【请协办】95518转办一件客户不满，南京理赔中心承办，请南京承保出单中心协办。\n报告编号#。",
        ),
        (
            reporter,
            "with_the_unit",
            "【已转办】您报告的客户不满已转办南京理赔中心承办，您无需再处理。\n报告编号#。",
        ),
        (CLAIMS_HANDLER, "assigned", f"【请承办】马明分派您承办一件客户不满，请在{resolve}前办结。\n报告编号#。"),
        *(
            (who, "closed", "【已结案】客户评价比较满意，您无需再处理。\n报告编号#。")
            for who in (*TOLD_ON_THE_WAY[channel], CLAIMS_HEAD, CLAIMS_HANDLER)
        ),
    ]


async def test_the_two_measured_moments_and_the_verdict_are_on_record(world: World) -> None:
    case = await happy_closure(world)

    seen = await world.by(SUPERVISOR).sees("callback", case)
    assert (seen["filed_at"], seen["first_due_at"]) == ("2026-11-23T01:25:00Z", "2026-11-23T01:30:00Z")
    assert (seen["first_attempt_at"], seen["reached_at"]) == ("2026-11-23T01:26:30Z", "2026-11-23T01:29:00Z")
    assert (seen["state"], seen["score"], seen["band"]) == ("closed", 85, "fairly_satisfied")
    assert (seen["responsible_unit_id"], seen["task"], seen["allowed"]) == (
        "JS-NJ-LP",
        None,
        ["reopen", "complaint"],
    )


async def test_a_story_told_again_from_the_start_changes_nothing(world: World) -> None:
    case = await happy_closure(world)
    told = await world.kinds("callback", case)

    assert await happy_closure(world) == case
    assert await world.kinds("callback", case) == told
