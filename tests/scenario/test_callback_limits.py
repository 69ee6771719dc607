"""The limits of dispatch and handling: a warning at 80 %, a breach at 100 %, each once, to whoever answers for it."""

from tests.harness.callback import HOUR, MILLISECOND, MINUTE, calls, dispatched, handling, of_kind, to_dispatch, told
from tests.harness.people import AGENT, CALLER, CENTRE_HEAD, CLAIMS_EXECUTIVE, CLAIMS_HEAD, SUPERVISORS
from tests.harness.world import World


async def test_choosing_a_unit_too_late_is_told_to_the_supervisors_and_the_centres_head(world: World) -> None:
    case = await to_dispatch(world)

    await world.advance(12 * MINUTE - MILLISECOND)
    assert await world.told("callback", case) == []
    await world.advance(MILLISECOND)
    assert await told(world, case, "limit_warned") == list(SUPERVISORS)
    await world.advance(3 * MINUTE)
    assert await told(world, case, "limit_breached") == [*SUPERVISORS, CENTRE_HEAD]
    await world.advance(20 * HOUR)
    assert len(await world.told("callback", case)) == 5


async def test_signing_too_late_is_told_to_the_head_and_the_line_executive(world: World) -> None:
    case = await dispatched(world)

    await world.advance(24 * MINUTE)
    assert await told(world, case, "limit_warned") == [CLAIMS_HEAD]
    await world.advance(6 * MINUTE)
    assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]

    number = (await world.by(CALLER).sees("callback", case))["number"]
    texts = dict.fromkeys(each["text"] for each in await world.told_of("callback", case) if "limit" in each["kind"])
    assert list(texts) == [
        f"【请尽快签收】南京理赔中心尚未签收，请在09:30前签收。\n到时未签收，将通知黎洋。报告编号{number}。",
        f"【签收超时】南京理赔中心09:30前未签收，请立即签收。\n报告编号{number}。",
        f"【签收超时】南京理赔中心09:30前未签收，请督促该单位（马明）立即签收。\n报告编号{number}。",
    ]


async def test_handling_too_long_is_told_to_the_head_and_the_line_executive_each_mark_once(world: World) -> None:
    case = await handling(world)

    await world.advance(72 * HOUR * 0.8 - MILLISECOND)
    assert await world.told("callback", case) == [(CLAIMS_HEAD, "dispatched")]
    await world.advance(MILLISECOND)
    assert await told(world, case, "limit_warned") == [CLAIMS_HEAD]
    await world.advance(72 * HOUR * 0.2)
    assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]
    await world.advance(23 * HOUR)
    assert len(await told(world, case, "limit_warned") + await told(world, case, "limit_breached")) == 3


async def test_a_unit_in_time_is_told_nothing_of_limits(world: World) -> None:
    case = await dispatched(world)
    await world.advance(23 * MINUTE)
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.advance(50 * HOUR)
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已办结")
    await calls(world, case, "reached", number=2, satisfied=True)

    await world.advance(100 * HOUR)

    assert {kind for _, kind in await world.told("callback", case)} == {"dispatched", "closed"}


async def test_each_entry_has_limits_of_its_own(world: World) -> None:
    case = await dispatched(world)
    await world.advance(40 * MINUTE)
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
    await world.advance(15 * MINUTE)

    assert (await told(world, case, "limit_breached"))[-3:] == [*SUPERVISORS, CENTRE_HEAD]

    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-LP")
    await world.advance(30 * MINUTE)
    assert [each["limit"] for each in await of_kind(world, case, "limit.breached")] == [
        "accept",
        "to_dispatch",
        "accept",
    ]


async def test_the_handling_clock_runs_on_while_no_unit_leads(world: World) -> None:
    case = await dispatched(world, risk_flags=["media"])
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")

    await world.advance(24 * HOUR)

    handling_breach = [each for each in await of_kind(world, case, "limit.breached") if each["limit"] == "handling"]
    assert [each["due_at"] for each in handling_breach] == ["2026-11-24T01:00:00Z"]
    assert (await told(world, case, "limit_breached"))[-3:] == [*SUPERVISORS, CENTRE_HEAD]


async def test_after_an_outage_the_breach_comes_alone_and_says_how_late(world: World) -> None:
    case = await dispatched(world)

    await world.jump(50 * MINUTE)

    assert await told(world, case, "limit_warned") == []
    [breach] = await of_kind(world, case, "limit.breached")
    assert (breach["skipped_warning"], breach["late_by_seconds"]) == (True, 1200)
    assert "（本通知晚发20分钟。）" in (await world.told_of("callback", case))[-1]["text"]


async def test_a_unit_that_resolved_in_time_has_half_the_limit_when_the_follow_up_fails(world: World) -> None:
    case = await handling(world, risk_flags=["media"])
    await world.advance(20 * HOUR)
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已办结")
    await world.advance(10 * HOUR)

    await calls(world, case, "reached", number=2, score=50)
    await world.advance(11 * HOUR)
    assert await told(world, case, "limit_breached") == []

    await world.advance(HOUR)
    [breach] = await of_kind(world, case, "limit.breached")
    assert breach["due_at"] == "2026-11-24T19:00:00Z"


async def test_a_reporter_nobody_knows_has_no_line_so_that_of_the_unit_that_leads_counts(world: World) -> None:
    stated = {"reporter_stated": {"name": "李四", "unit_id": "JS-NJ-GL"}, "call_id": "call-in-1"}
    case = await dispatched(world, by=AGENT, **stated)

    await world.advance(30 * MINUTE)

    assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]
