"""A reporter whom the directory does not know is never turned away: the head of his unit and its desk are told."""

from sqlalchemy import select

from services.intake.adapters.tables import quality_items
from tests.harness.clock import MINUTE
from tests.harness.onsite import told_of_moves
from tests.harness.people import AGENT, GULOU_DESK, LEADER, LEADERS_LEADER
from tests.harness.world import World

SURVEYOR = {"name": "外聘查勘员", "phone": "13900001111", "unit_id": "JS-NJ-GL"}


async def test_he_is_accepted_by_phone_and_the_gap_is_put_on_record(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_stated=SURVEYOR, text="客户不满")

    assert answer.status_code == 201
    assert (answer.json()["reporter_unresolved"], answer.json()["channel"]) == (True, "phone")
    items = await world.rows("intake", select(quality_items))
    assert [(i["kind"], i["case_id"], i["unit_id"]) for i in items] == [
        ("reporter_unresolved", answer.json()["id"], "JS-NJ-GL")
    ]


async def test_the_head_of_his_unit_is_told_with_its_desk_and_then_the_leader_of_that_head(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=SURVEYOR, text="客户不满")

    await world.advance(15 * MINUTE)

    desk = await world.sign_in(GULOU_DESK)
    seen = await desk.sees("escalation", case)
    assert [(t["staff_id"], t["others"], t["told_as"]) for t in seen["told"]] == [
        (LEADER, [GULOU_DESK], "leader"),
        (LEADERS_LEADER, [], "leader"),
    ]
    assert seen["told"][0]["skipped"] == [{"staff_id": None, "reason": "unknown_reporter"}]


async def test_head_and_desk_read_the_report_and_may_settle_what_they_were_told(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=SURVEYOR, text="客户不满")
    await world.advance(5 * MINUTE)

    for who in (LEADER, GULOU_DESK):
        assert (await (await world.sign_in(who)).get(f"/api/intake/reports/{case}")).status_code == 200
    await (await world.sign_in(GULOU_DESK)).does("escalation", case, "settle", note="已安抚客户")

    assert (await world.kinds("escalation", case))[-1] == "case.settled"


async def test_a_unit_nobody_knows_is_replaced_by_the_top_of_the_tree(world: World) -> None:
    answer = await world.by(AGENT).submits(
        key="1", reporter_stated={"name": "某人", "unit_id": "NOWHERE"}, text="客户不满"
    )
    await world.advance(5 * MINUTE)

    assert answer.status_code == 201
    told = await told_of_moves(world, answer.json()["id"])
    assert told == [("S0001", "level_told"), ("S0002", "level_told")]


async def test_a_reporter_id_nobody_knows_is_accepted_too(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_id="S9999", text="客户不满")

    assert (answer.status_code, answer.json()["reporter_unresolved"]) == (201, True)


async def test_somebody_who_has_left_counts_as_unknown(world: World) -> None:
    answer = await world.by(AGENT).submits(key="1", reporter_id="S0258", text="客户不满")

    assert (answer.status_code, answer.json()["reporter_unresolved"]) == (201, True)


async def test_what_was_said_of_him_is_shown_masked(world: World) -> None:
    case = await world.by(AGENT).reports(reporter_stated=SURVEYOR, text="客户不满")

    reporter = (await world.by(AGENT).sees_report(case))["reporter"]

    assert (reporter["stated_name"], reporter["stated_phone"]) == ("外*", "139****1111")
