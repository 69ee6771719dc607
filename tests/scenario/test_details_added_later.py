"""What is missing may be added at any time; the case goes on with what it knows, and says which revision that was."""

from typing import Any

from tests.harness.clock import MINUTE
from tests.harness.people import AUDITOR, CALLER, FELLOW_REPORTER, LEADER, REPORTER
from tests.harness.world import World


async def filed_event(world: World, case: str) -> dict[str, Any]:
    [filed] = [event for event in await world.events("escalation", case) if event["kind"] == "case.filed"]
    return dict(filed["data"])


async def amend(world: World, by: str, case: str, **body: Any) -> Any:
    answer = await (await world.sign_in(by)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer


async def test_a_case_filed_by_silence_without_a_phone_is_completed_afterwards(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(25 * MINUTE)
    assert (await filed_event(world, case))["details"]["customer"]["phone"] is None

    answer = await amend(world, REPORTER, case, customer={"phone": "13812345678"})

    assert (answer.status_code, answer.json()["revision"], answer.json()["missing"]) == (200, 1, [])
    assert (await filed_event(world, case))["details"]["revision"] == 0
    assert await world.kinds("intake", case) == ["report.accepted", "report.amended"]
    assert (await world.kinds("escalation", case))[-2:] == ["case.filed", "case.amended"]  # found by it from now on


async def test_an_amendment_before_filing_goes_along_with_its_revision(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(10 * MINUTE)
    await amend(world, REPORTER, case, customer={"phone": "13812345678"})
    await amend(world, REPORTER, case, cause="slow")

    await world.advance(15 * MINUTE)

    details = (await filed_event(world, case))["details"]
    assert (details["revision"], details["cause"]) == (2, "slow")
    assert details["customer"]["phone"].startswith("v1.")
    assert (await world.kinds("escalation", case)).count("case.amended") == 2


async def test_an_amendment_adds_to_what_was_said_and_takes_nothing_away(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"name": "张三", "phone": "13812345678"})

    await amend(world, REPORTER, case, customer={"policy_no": "PDAA202632010000012345"}, ground="demand_unmet")

    report = await world.by(REPORTER).sees_report(case)
    assert (report["ground"], report["text"]) == ("demand_unmet", "客户不满")
    assert (report["customer"]["name"], report["customer"]["phone"]) == ("张*", "138****5678")
    assert report["customer"]["policy_no"].endswith("2345")


async def test_a_wrong_number_is_corrected_and_its_index_with_it(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": "13812345678"})
    await amend(world, REPORTER, case, customer={"phone": "13912345678"})
    other = await world.by(REPORTER).reports(text="客户不满", customer={"phone": "139-1234-5678"})

    indexes = {
        (event["case_id"], event["data"]["details"]["customer"]["phone_index"])
        for event in (await world.events("intake"))[1:]
    }
    assert len({index for _, index in indexes}) == 1
    assert {case_id for case_id, _ in indexes} == {case, other}


async def test_the_group_may_add_details_and_leaders_and_strangers_may_not(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")

    assert (await amend(world, CALLER, case, cause="slow")).status_code == 200
    for stranger in (LEADER, FELLOW_REPORTER, AUDITOR):
        assert (await amend(world, stranger, case, cause="slow")).status_code == 403
    assert (await world.audited("intake", case))[-1] == (AUDITOR, "details", "refused", "forbidden")


async def test_details_of_a_report_nobody_made_are_refused(world: World) -> None:
    answer = await amend(world, REPORTER, "01935000-0000-7000-8000-000000000000", cause="slow")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_the_same_amendment_sent_twice_with_its_key_is_one(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    path = f"/api/intake/reports/{case}/details"

    first = await world.by(REPORTER).post(path, {"cause": "slow"}, key="a")
    second = await world.by(REPORTER).post(path, {"cause": "slow"}, key="a")

    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert await world.kinds("intake", case) == ["report.accepted", "report.amended"]


async def test_an_amendment_on_its_way_while_the_case_is_filed_by_time_comes_after_it(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满")
    await world.advance(24 * MINUTE)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"cause": "slow"})  # not carried on yet
    await world.jump(2 * MINUTE)

    details = (await filed_event(world, case))["details"]
    kinds = await world.kinds("escalation", case)
    assert details["revision"] == (1 if kinds.index("case.amended") < kinds.index("case.filed") else 0)
    assert (await world.by(REPORTER).sees_report(case))["revision"] == 1
