"""The limits of dispatch and handling: a warning at 80 %, a breach at 100 %, each once, to whoever answers for it."""

from tests.harness.callback import (
    DAY,
    HOUR,
    MILLISECOND,
    MINUTE,
    calls,
    dispatched,
    handling,
    of_kind,
    refused,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    CLAIMS_EXECUTIVE,
    CLAIMS_HEAD,
    GROUP,
    REPORTER,
    SUPERVISORS,
)
from tests.harness.world import World

HANDLERS = {"S0090", "S0091"}
"""The handlers of the claims centre of Nanjing."""


async def test_choosing_a_unit_too_late_is_told_to_the_group_then_to_the_supervisors(world: World) -> None:
    case = await to_dispatch(world)

    await world.advance(12 * MINUTE - MILLISECOND)
    assert await world.told("callback", case) == [(REPORTER, "found_dissatisfied")]
    await world.advance(MILLISECOND)
    assert await told(world, case, "limit_warned") == list(GROUP)
    await world.advance(3 * MINUTE)
    assert await told(world, case, "limit_breached") == list(SUPERVISORS)
    before = len(await world.told("callback", case))
    await world.advance(20 * HOUR)
    assert len(await world.told("callback", case)) == before


async def test_signing_too_late_is_told_to_the_head_and_the_line_executive(world: World) -> None:
    case = await dispatched(world)

    await world.advance(15 * MINUTE)
    assert set(await told(world, case, "limit_half_used")) == HANDLERS
    await world.advance(9 * MINUTE)
    assert await told(world, case, "limit_warned") == [CLAIMS_HEAD]
    await world.advance(6 * MINUTE)
    assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]

    number = (await world.by(CALLER).sees("callback", case))["number"]
    texts = dict.fromkeys(each["text"] for each in await world.told_of("callback", case) if "limit" in each["kind"])
    assert list(texts) == [
        f"【请签收】南京理赔中心有一件客户不满尚未签收，请在09:30前签收。\n报告编号{number}。",
        f"【请尽快签收】南京理赔中心尚未签收，请在09:30前签收。\n到时未签收，将通知黎洋。报告编号{number}。",
        f"【签收超时】南京理赔中心09:30前未签收，请立即签收。\n报告编号{number}。",
        f"【签收超时】南京理赔中心09:30前未签收，请督促该单位（马明）立即签收。\n报告编号{number}。",
    ]


async def test_handling_too_long_is_told_to_the_head_and_the_line_executive_each_mark_once(world: World) -> None:
    case = await handling(world)

    await world.advance(72 * HOUR * 0.8 - MILLISECOND)
    assert [kind for who, kind in await world.told("callback", case) if who == CLAIMS_HEAD] == ["dispatched"]
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

    assert [kind for who, kind in await world.told("callback", case) if who == CLAIMS_HEAD] == ["dispatched", "closed"]
    assert not any("limit_w" in kind or "limit_b" in kind for _, kind in await world.told("callback", case))


async def test_each_entry_has_limits_of_its_own(world: World) -> None:
    case = await dispatched(world)
    await world.advance(40 * MINUTE)
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="与理赔无关")
    await world.advance(15 * MINUTE)

    assert (await told(world, case, "limit_breached"))[-2:] == list(SUPERVISORS)

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
    assert (await told(world, case, "limit_breached"))[-4:] == [*SUPERVISORS, CENTRE_HEAD, CLAIMS_HEAD]


async def test_a_unit_is_given_the_time_to_accept_in_its_service_hours(world: World) -> None:
    await world.advance(11 * HOUR + 45 * MINUTE)  # 20:45
    case = await dispatched(world)
    await world.advance(11 * HOUR + 29 * MINUTE)  # 08:14
    assert await told(world, case, "limit_breached") == []

    await world.advance(MINUTE)

    assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]


async def test_a_grave_case_at_night_goes_to_the_duty_desk_too_which_accepts_it(world: World) -> None:
    await world.advance(13 * HOUR)  # 22:00
    case = await dispatched(world, risk_flags=["injury"])
    desk = [who for who in await told(world, case, "dispatched") if who != CLAIMS_HEAD]
    assert desk

    await world.advance(20 * MINUTE)
    person = await world.sign_in(desk[0])
    assert (await person.sees("callback", case))["limits"][1]["due_at"] == "2026-11-23T14:30:00Z"
    assert (await person.does("callback", case, "accept"))["state"] == "handling"


async def test_after_a_breach_the_executive_reads_presses_and_is_reminded_each_day(world: World) -> None:
    case = await handling(world)
    executive = await world.sign_in(CLAIMS_EXECUTIVE)
    assert await refused(executive, case, "remind") == (403, "forbidden")

    await world.advance(3 * DAY)
    await executive.does("callback", case, "remind", note="请今日办结")
    answer = await executive.post(f"/api/callback/cases/{case}/supervise", {"text": "请书面说明"})
    assert answer.status_code == 201
    await world.advance(2 * DAY)

    assert (await told(world, case, "still_open")).count(CLAIMS_EXECUTIVE) == 2
    assert (await told(world, case, "still_open")).count(CLAIMS_HEAD) == 2


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
