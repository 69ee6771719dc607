"""Stories made up from the rules alone, where two rules meet: an office and a conflict, a round and an end."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    PHONE,
    SECOND,
    calls,
    claims,
    closed,
    dispatched,
    filed,
    handling,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AUDITOR,
    CALLER,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    GULOU_DESK,
    ISSUING,
    ISSUING_HEAD,
    LEADER,
    LEADERS_LEADER,
    PROVINCE_HEAD,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("each tries one rule that knows nothing of databases; other stories run on both stacks")

CLAIMS_DEPUTY, SALES_EXECUTIVE, DESK_OF_NANJING = "S0089", "S0084", "S0085"
CHINA = timedelta(hours=8)
TO_REVEAL = {"fields": ["customer.phone"], "reason": "核实"}


async def calming(world: World, **details: object) -> str:
    """A report of a customer who is being calmed."""
    known = {"text": "定损太慢", "ground": "demand_unmet", "customer": {"name": "张三", "phone": PHONE}}
    return await world.by(REPORTER).reports(stage="calming", **known | details)


async def status(world: World, who: str, case: str, what: str, service: str = "callback", **body: object) -> int:
    """What comes of an act, allowed or not."""
    answer = await (await world.sign_in(who)).tries(service, case, what, **body)
    await world.settle()
    return answer.status_code


async def amend(world: World, who: str, case: str, **body: object) -> int:
    """What comes of an amendment."""
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer.status_code


async def hears(world: World, case: str, who: str) -> list[str]:
    """What this person was told of the case on site."""
    return [kind for recipient, kind in await world.told("escalation", case) if recipient == who]


async def heard_since(world: World, case: str, count: int) -> set[str]:
    """Who was told of the case after the first `count` messages of callback."""
    return {who for who, _ in (await world.told("callback", case))[count:]}


async def on_leave(world: World, *who: str) -> None:
    """These people are away, from yesterday on."""
    away = {"from_at": world.now - DAY, "until_at": world.now + 30 * DAY}
    await world.change_directory(*(Leave(staff_id=each, **away) for each in who))


async def test_a_deputy_who_is_the_next_leader_too_is_not_notified_twice(world: World) -> None:
    await world.change_directory(world.member(LEADER, deputy_id=LEADERS_LEADER), world.unit("JS-NJ-GL", deputy_id=None))
    await on_leave(world, LEADER)
    case = await calming(world)
    await world.advance(5 * MINUTE)
    assert "level_told" in await hears(world, case, LEADERS_LEADER)
    await world.advance(10 * MINUTE)
    assert (await hears(world, case, LEADERS_LEADER)).count("level_told") == 1
    assert "level_told" in await hears(world, case, PROVINCE_HEAD)


async def test_a_level_belongs_to_the_office_even_if_the_reporter_gets_another_leader_meanwhile(world: World) -> None:
    case = await calming(world)
    await world.advance(5 * MINUTE)
    await world.change_directory(world.member(REPORTER, leader_id="S0123"))
    await world.advance(10 * MINUTE)
    assert "level_told" in await hears(world, case, LEADERS_LEADER)


async def test_nothing_but_a_complaint_takes_up_a_settled_case(world: World) -> None:
    case = await calming(world)
    await status(world, REPORTER, case, "settle", "escalation", note="客户已接受")
    for who, what, body in (
        (REPORTER, "file", {}),
        (REPORTER, "escalate", {"level": 0}),
        (CALLER, "file", {}),
        (LEADER, "settle", {"note": "再次"}),
    ):
        assert await status(world, who, case, what, "escalation", **body) in (403, 409)
    assert await amend(world, REPORTER, case, risk_flags=["media"]) == 200
    await world.advance(HOUR)
    assert (await world.by(CALLER).get(f"/api/callback/cases/{case}")).status_code == 404


async def test_a_danger_on_site_is_told_to_the_supervisors_at_once_and_again_when_it_grows(world: World) -> None:
    case = await calming(world, risk_flags=["injury"])
    before = [kind for who in SUPERVISORS for kind in await hears(world, case, who)]
    assert before
    assert await amend(world, REPORTER, case, risk_flags=["injury", "media"]) == 200
    assert len([kind for who in SUPERVISORS for kind in await hears(world, case, who)]) > len(before)


async def test_a_vacancy_at_every_level_ends_at_the_duty_desk_and_the_flow_starts_at_once(world: World) -> None:
    await world.change_directory(
        world.member(REPORTER, leader_id=None),
        world.unit("JS-NJ-GL", head_id=None, deputy_id=None, parent_id="JS-NJ"),
        world.unit("JS-NJ", head_id=None, deputy_id=None),
        world.unit("JS", head_id=None, deputy_id=None),
        world.unit("ZGS", head_id=None, deputy_id=None),
    )
    case = await calming(world)
    await world.advance(5 * MINUTE)
    assert await hears(world, case, GULOU_DESK)
    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "filed"


async def test_a_settled_note_is_read_by_the_leader_and_revealed_by_supervisor_and_auditor(world: World) -> None:
    case = await calming(world)
    await status(world, REPORTER, case, "settle", "escalation", note="已向张三13812345678解释，赔款126800元")
    seen = await world.by(LEADER).sees("escalation", case)
    assert "解释" in seen["settled_note"]
    assert PHONE not in str(seen)
    for who in (SUPERVISORS[0], AUDITOR):
        person = await world.sign_in(who)
        asked = {"fields": ["settled_note"], "reason": "核实"}
        answer = await person.post(f"/api/escalation/cases/{case}/reveal", asked)
        assert PHONE in answer.text


async def test_the_desk_in_conflict_gives_way_to_the_desk_above(world: World) -> None:
    await world.change_directory(world.member(LEADER, leader_id=LEADER))
    case = await world.by(REPORTER).reports(stage="calming", text="不满", subject_staff_id=GULOU_DESK)
    await world.advance(16 * MINUTE)
    heard = {who for who, _ in await world.told("escalation", case)}
    assert GULOU_DESK not in heard
    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "filed"
    assert DESK_OF_NANJING in heard


async def test_a_breach_about_the_executive_goes_to_his_deputy(world: World) -> None:
    case = await handling(world, subject_staff_id=CLAIMS_EXECUTIVE)
    await world.advance(73 * HOUR)
    breached = await told(world, case, "limit_breached")
    assert CLAIMS_EXECUTIVE not in breached
    assert SALES_EXECUTIVE in breached


async def test_a_cycle_of_deputies_ends_at_the_next_up(world: World) -> None:
    await world.change_directory(
        world.unit(CLAIMS, deputy_id=None),
        world.member(CLAIMS_HEAD, deputy_id=CLAIMS_DEPUTY),
        world.member(CLAIMS_DEPUTY, deputy_id=CLAIMS_HEAD),
    )
    await on_leave(world, CLAIMS_HEAD, CLAIMS_DEPUTY)
    case = await dispatched(world)
    asked = await told(world, case, "dispatched")
    assert asked
    assert not {CLAIMS_HEAD, CLAIMS_DEPUTY} & set(asked)
    assert await status(world, asked[0], case, "accept") == 200


async def test_customer_service_may_not_supervise_a_case_about_itself(world: World) -> None:
    case = await handling(world, subject_staff_id="S0086")
    assert await status(world, "S0086", case, "supervise", text="请尽快") == 403
    assert await status(world, "S0086", case, "severity", severity=3, reason="轻") == 403


async def test_five_misses_in_the_spread_of_days_go_to_the_supervisor(world: World) -> None:
    case = await filed(world)
    moments = []
    for _ in range(4):
        await calls(world, case, "no_answer", by=COLLEAGUE)
        task = (await world.by(CALLER).sees("callback", case))["task"]
        moments.append(datetime.fromisoformat(task["not_before"]))
        await world.advance(moments[-1] - world.now)
    assert [at + CHINA for at in moments] == [
        datetime(2026, 11, 23, 9, 2, tzinfo=UTC),
        datetime(2026, 11, 23, 9, 17, tzinfo=UTC),
        datetime(2026, 11, 23, 14, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    ]
    await calls(world, case, "no_answer")
    assert (await world.by(CALLER).sees("callback", case))["state"] == "unreachable"
    assert set(await told(world, case, "unreachable")) & set(SUPERVISORS)


async def test_forty_eight_hours_count_from_the_first_counted_attempt_of_the_round(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    await world.advance(47 * HOUR)
    await calls(world, case, "call_later", call_later_at=(world.now + 3 * HOUR).isoformat())
    await world.advance(3 * HOUR)
    await calls(world, case, "no_answer")
    assert (await world.by(CALLER).sees("callback", case))["state"] == "awaiting_callback"


async def test_the_promise_counts_from_the_start_of_an_attempt_that_ended_later(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    for _ in range(8):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    seen = await hand.ends("reached", satisfied=True)
    assert datetime.fromisoformat(seen["first_attempt_at"]) == world.now - 8 * MINUTE
    assert await told(world, case, "window_breached") == []


async def test_those_who_lose_a_case_hear_of_it(world: World) -> None:
    case = await to_dispatch(world)
    body = {"responsible_unit_id": CLAIMS, "assisting_unit_ids": [ISSUING]}
    await world.by(CALLER).does("callback", case, "dispatch", **body)
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    count = len(await world.told("callback", case))
    assert await status(world, SUPERVISOR, case, "transfer", unit_id=SALES, reason="属销售") == 200
    assert {CLAIMS_HEAD, CLAIMS_HANDLER, SALES_HEAD} <= await heard_since(world, case, count)
    count = len(await world.told("callback", case))
    assert await status(world, SALES_HEAD, case, "return", reason="不属") == 200
    assert {ISSUING_HEAD} <= await heard_since(world, case, count)
    for who in (CLAIMS_HEAD, CLAIMS_HANDLER, ISSUING_HEAD, SALES_HEAD):
        answer = await (await world.sign_in(who)).get(f"/api/callback/cases/{case}")
        assert answer.status_code == 403, who


async def test_an_order_goes_along_with_a_return_and_a_new_dispatch(world: World) -> None:
    case = await handling(world)
    order = (await world.by(SUPERVISOR).does("callback", case, "supervise", text="今日答复"))["order"]
    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="不属")
    count = len(await world.told("callback", case))
    await world.by(SUPERVISOR).does("callback", case, "dispatch", responsible_unit_id=SALES)
    assert SALES_HEAD in await heard_since(world, case, count)
    assert (await (await world.sign_in(SALES_HEAD)).sees("callback", case))["orders"][0]["unit_id"] == SALES
    path = f"/api/callback/orders/{order}/answer"
    assert (await world.by(CLAIMS_HEAD).post(path, {"text": "已答"})).status_code == 403
    assert (await (await world.sign_in(SALES_HEAD)).post(path, {"text": "已答"})).status_code == 200


async def test_a_danger_that_shows_after_the_new_limit_would_have_passed_is_a_breach_at_once(world: World) -> None:
    case = await handling(world)
    await world.advance(30 * HOUR)
    assert await amend(world, REPORTER, case, risk_flags=["regulator"]) == 200
    assert {CLAIMS_HEAD, CLAIMS_EXECUTIVE} <= set(await told(world, case, "limit_breached"))


async def test_a_case_is_reopened_for_fifteen_days_and_no_longer(world: World) -> None:
    case = await closed(world)
    await world.jump(15 * DAY - SECOND)
    assert await status(world, CALLER, case, "reopen", reason="再来电") == 200
    other = await closed(world, customer={"phone": "13900000001"})
    await world.jump(15 * DAY - SECOND)
    assert await status(world, CLAIMS_HEAD, other, "reveal", **TO_REVEAL) == 200
    await world.jump(SECOND)
    answer = await world.by(CALLER).tries("callback", other, "reopen", reason="再来电")
    assert (answer.status_code, answer.json()["code"]) == (409, "reopen_period_over")
    assert await status(world, CLAIMS_HEAD, other, "reveal", **TO_REVEAL) == 403
    assert await status(world, SUPERVISOR, other, "reveal", **TO_REVEAL) == 200


async def test_an_assisting_unit_reads_and_does_nothing(world: World) -> None:
    case = await to_dispatch(world)
    body = {"responsible_unit_id": CLAIMS, "assisting_unit_ids": [ISSUING]}
    await world.by(CALLER).does("callback", case, "dispatch", **body)
    helper = await world.sign_in(ISSUING_HEAD)
    assert (await helper.sees("callback", case))["acts"] == []
    for what, said in (
        ("accept", {}),
        ("return", {"reason": "不属"}),
        ("transfer", {"unit_id": ISSUING, "reason": "来"}),
        ("reveal", TO_REVEAL),
    ):
        assert await status(world, ISSUING_HEAD, case, what, **said) == 403, what


async def test_somebody_hears_of_every_open_case_that_nobody_touches(world: World) -> None:
    cases = [
        await filed(world, customer={"phone": "13900000001"}),
        await to_dispatch(world, customer={"phone": "13900000002"}),
        await dispatched(world, customer={"phone": "13900000003"}),
        await handling(world, customer={"phone": "13900000004"}),
        await resolved(world, customer={"phone": "13900000005"}),
    ]
    refused = await filed(world, customer={"phone": "13900000006"})
    await calls(world, refused, "refused")
    counts = {case: len(await world.told("callback", case)) for case in (*cases, refused)}
    await world.advance(4 * DAY)
    assert [case for case, count in counts.items() if len(await world.told("callback", case)) == count] == []


async def test_a_supervisor_complained_of_does_not_clear_themselves(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    assert await amend(world, SUPERVISOR, case, subject_staff_id=None, reason="不是我") == 403


@pytest.mark.parametrize("kind", ["policy_no", "claim_no", "accident_no", "plate"])
async def test_any_number_of_the_customer_links_two_reports(world: World, kind: str) -> None:
    number = "苏A1B2C3" if kind == "plate" else "PDAA202632010000012345"
    one = await filed(world, customer={"phone": "13900000001", kind: number})
    spelled = number.lower() if kind != "plate" else "苏a·1b2c3"
    other = await filed(world, by=FELLOW_REPORTER, customer={"phone": "13900000002", kind: spelled})
    seen = await world.by(CALLER).sees("callback", one)
    assert [each["id"] for each in seen["same_customer"]] == [other]


async def test_a_word_for_none_links_nobody(world: World) -> None:
    nothing = {"claim_no": "无", "plate": "暂无", "policy_no": "000000"}
    one = await filed(world, customer={"phone": "13900000001"} | nothing)
    await filed(world, by=FELLOW_REPORTER, customer={"phone": "13900000002"} | nothing)
    assert (await world.by(CALLER).sees("callback", one))["same_customer"] == []


async def test_a_report_names_an_ended_case_and_the_caller_sees_it(world: World) -> None:
    before = await closed(world)
    await world.jump(16 * DAY)
    case = await filed(world, previous_id=before)
    seen = await world.by(CALLER).sees("callback", case)
    assert seen["previous_id"] == before
    assert before in [each["id"] for each in seen["ended_cases"]]
