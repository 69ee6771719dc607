"""电话 (Art. 10): an agent registers for whoever is on the line; it is quick and never refused for a gap."""

from tests.harness.clock import MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import AGENT, AUDITOR, CALLER, LEADER, OTHER_AGENT, REPORTER
from tests.harness.world import World

CUSTOMER = {"name": "张三", "phone": "13812345678"}


async def test_an_agent_registers_for_a_reporter_and_the_ladder_is_the_reporters(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, call_id="C-1", stage="calming", text="客户不满")

    await world.advance(5 * MINUTE)

    report = await world.by(REPORTER).sees_report(case)
    assert (report["channel"], report["registered_by"], report["reporter"]["staff_id"]) == ("phone", AGENT, REPORTER)
    assert await told_of_moves(world, case) == [(LEADER, "level_told")]


async def test_one_call_about_two_customers_makes_two_cases(world: World) -> None:
    agent = world.by(AGENT)
    first = await agent.reports(reporter_id=REPORTER, call_id="C-1", text="客户甲不满", customer=CUSTOMER)
    second = await agent.reports(reporter_id=REPORTER, call_id="C-1", text="客户乙不满", customer=CUSTOMER)

    assert first != second
    assert {(await agent.sees_report(case))["call_id"] for case in (first, second)} == {"C-1"}


async def test_without_a_stage_a_call_starts_the_flow_when_enough_is_known(world: World) -> None:
    answer = await world.by(AGENT).submits(
        key="1", reporter_id=REPORTER, call_id="C-1", ground="discontent_voiced", customer=CUSTOMER
    )

    assert (answer.json()["stage"], answer.json()["missing"]) == ("filed", [])


async def test_without_a_stage_and_with_too_little_it_is_calming_and_says_what_is_missing(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_id=REPORTER, call_id="C-1", text="客户不满")

    assert (answer.status_code, answer.json()["stage"], answer.json()["missing"]) == (201, "calming", ["customer"])


async def test_nothing_but_the_reporter_is_enough_for_a_call(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_id=REPORTER)

    assert (answer.status_code, answer.json()["missing"]) == (201, ["ground", "customer"])


async def test_an_agents_own_report_without_a_call_is_a_pc_report(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", text="客户不满", customer=CUSTOMER)

    assert (answer.json()["channel"], answer.json()["stage"]) == ("pc", "calming")


async def test_a_reporters_form_is_a_pc_report_whatever_call_it_mentions(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", call_id="C-1", text="客户不满", customer=CUSTOMER)

    assert (answer.json()["channel"], answer.json()["stage"]) == ("pc", "calming")


async def test_the_group_registers_for_others_too_and_nobody_else_does(world: World) -> None:
    assert (await world.by(CALLER).submits(key="1", reporter_id=REPORTER)).status_code == 201
    for nobody in (REPORTER, LEADER, AUDITOR):
        answer = await world.by(nobody).submits(key="1", reporter_id="S0136", text="客户不满")
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_whoever_registered_it_reads_and_completes_it_and_another_agent_does_not(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_id=REPORTER, text="客户不满")
    path = f"/api/intake/reports/{case}"

    assert (await world.by(AGENT).post(f"{path}/details", {"customer": CUSTOMER})).status_code == 200
    assert (await world.by(OTHER_AGENT).post(f"{path}/details", {"customer": CUSTOMER})).status_code == 403
    assert [(await world.by(who).get(path)).status_code for who in (AGENT, OTHER_AGENT)] == [200, 403]


async def test_the_id_of_a_call_is_kept_as_the_telephone_system_gives_it(world: World) -> None:
    body = {"stage": "filed", "text": "定损太慢", "customer": CUSTOMER, "reporter_id": REPORTER}
    for key, call_id in enumerate(["3c26700857a87f84@10.20.30.40", "rec/2026/1 (2).wav", "通话，１", "x" * 255, 42]):
        answer = await world.by(AGENT).submits(key=str(key), call_id=call_id, **body)
        assert (answer.status_code, answer.json()["channel"]) == (201, "phone")


async def test_an_id_of_a_call_that_does_not_fit_costs_nobody_the_report(world: World) -> None:
    for key, call_id in enumerate(["x" * 256, "one\ntwo", "a\x00b"]):
        answer = await world.by(AGENT).submits(key=str(key), call_id=call_id, reporter_id=REPORTER, text="客户不满")
        assert (answer.status_code, answer.json()["channel"]) == (201, "phone")
        assert "未保存" in (await world.by(AGENT).sees_report(answer.json()["id"]))["call_id"]
