"""Who sees what in the clear, who finds what by a number, and when that ends."""

from shared.rules.directory import Leave
from tests.harness.callback import DAY, HOUR, MINUTE, PHONE, SECOND, calls, claims, dispatched, filed, handling
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    GULOU_DESK,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World

WHY = "首次回访拨打"
KEYS = {
    "phone": PHONE,
    "policy_no": "PDAA202632010000012345",
    "claim_no": "RDAA202632010000054321",
    "accident_no": "BAQZ66210083345",
    "plate": "苏A7K3P9",
}


async def reveals(world: World, who: str, case: str, service: str = "callback", *fields: str) -> int:
    path = "reports" if service == "intake" else "cases"
    body = {"fields": list(fields or ("phone",)), "reason": WHY}
    return (await (await world.sign_in(who)).post(f"/api/{service}/{path}/{case}/reveal", body)).status_code


async def finds(world: World, who: str, service: str = "callback", **key: str) -> list[str]:
    answer = await (await world.sign_in(who)).post(f"/api/{service}/lookups", {"purpose": "登记客户来电"} | key)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_a_stand_in_told_sees_the_number_and_the_leader_away_does_not(world: World) -> None:
    await world.change_directory(Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + DAY))
    case = await world.by(REPORTER).reports(text="客户不满", stage="calming", customer={"phone": PHONE})
    await world.advance(5 * MINUTE)
    for service in ("escalation", "intake"):
        assert await reveals(world, GULOU_DESK, case, service) == 200, service
    await world.by(REPORTER).does("escalation", case, "settle", note="好了")
    assert await reveals(world, GULOU_DESK, case, "escalation") == 403


async def test_the_leader_complained_of_never_sees_the_number_and_who_stands_in_does(world: World) -> None:
    case = await world.by(REPORTER).reports(
        text="客户不满", stage="calming", customer={"phone": PHONE}, subject_staff_id=LEADER
    )
    await world.advance(5 * MINUTE)
    for service in ("escalation", "intake"):
        assert await reveals(world, LEADER, case, service) == 403, service
        assert await reveals(world, GULOU_DESK, case, service) == 200, service


async def test_a_leader_asked_for_early_sees_the_number_in_both_services(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", stage="calming", customer={"phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "escalate", level=0)
    assert await reveals(world, LEADER, case, "escalation") == 200
    await world.by(REPORTER).does("escalation", case, "escalate", level=1)
    assert await reveals(world, LEADERS_LEADER, case, "escalation") == 200


async def test_a_lease_that_ran_out_shows_nothing_even_before_anything_ran(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    assert await reveals(world, CALLER, case) == 200
    world.lapse(3 * HOUR)
    assert await reveals(world, CALLER, case) == 403
    assert hand.lease_until


async def test_a_task_taken_over_shows_the_number_to_the_new_holder_only(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    taken = await world.by(SUPERVISOR).post(f"/api/callback/tasks/{hand.task}/take-over", {"reason": "久未拨打"})
    assert taken.status_code == 200, taken.text
    await world.settle()
    assert await reveals(world, CALLER, case) == 403
    assert (await hand.asks("attempts", outcome="reached", satisfied=True)).status_code == 409


async def test_assisting_units_read_the_case_and_see_no_number(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=False)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[SALES])
    await (await world.sign_in(SALES_HEAD)).sees("callback", case)
    assert await reveals(world, SALES_HEAD, case) == 403
    assert await reveals(world, CLAIMS_HEAD, case) == 200


async def test_a_handler_sees_no_number_once_another_is_assigned_or_the_case_is_transferred(world: World) -> None:
    case = await dispatched(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    assert await reveals(world, CLAIMS_HANDLER, case) == 200
    await world.by(CLAIMS_HEAD).does("callback", case, "transfer", unit_id="JS-NJ-GL", reason="属地办理")
    assert await reveals(world, CLAIMS_HANDLER, case) == 403
    assert await reveals(world, CLAIMS_HEAD, case) == 403
    assert await reveals(world, LEADER, case) == 200


async def test_a_refused_reveal_or_look_up_costs_nothing(world: World) -> None:
    cases = [await filed(world) for _ in range(3)]
    for case in cases:
        for _ in range(30):
            assert await reveals(world, COLLEAGUE, case) == 403
    await claims(world.by(COLLEAGUE), cases[0])
    assert await reveals(world, COLLEAGUE, cases[0]) == 200
    for _ in range(40):
        bad = await world.by(AGENT).post("/api/callback/lookups", {"phone": "无", "purpose": "x"})
        assert bad.status_code == 422
    assert set(await finds(world, AGENT, phone=PHONE)) == set(cases)


async def test_one_customer_by_another_key_is_listed_and_only_to_those_who_may_read_it(world: World) -> None:
    first = await handling(world, customer={"phone": PHONE, "plate": KEYS["plate"]})
    second = await filed(world, by=FELLOW_REPORTER, customer={"phone": "13700001111", "plate": KEYS["plate"]})
    third = await filed(world, by=FELLOW_REPORTER, customer={"accident_no": KEYS["accident_no"], "phone": PHONE})
    seen = await world.by(SUPERVISOR).sees("callback", first)
    assert {each["id"] for each in seen["same_customer"]} == {second, third}
    seen = await world.by(CLAIMS_HEAD).sees("callback", first)
    assert seen["same_customer"] == []
    seen = await (await world.sign_in(FELLOW_REPORTER)).sees("callback", second)
    assert seen["same_customer"] == []
    assert await finds(world, REPORTER, plate=KEYS["plate"]) == [first]


async def test_a_report_on_a_person_is_found_by_them_neither_by_number_nor_by_the_list(world: World) -> None:
    case = await filed(world, subject_staff_id=COLLEAGUE)
    assert await finds(world, AGENT, phone=PHONE) == [case]
    seen = (await world.by(COLLEAGUE).get(f"/api/callback/cases/{case}")).json()
    assert seen.get("notes", []) == []
    assert await reveals(world, COLLEAGUE, case) == 403
    assert await reveals(world, COLLEAGUE, case, "intake") == 403


async def test_what_was_revealed_is_read_by_the_auditor_with_who_and_why(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    assert await reveals(world, CALLER, case, "callback", "phone", "text") == 200
    answer = await world.by(AUDITOR).get("/api/callback/audit", subject=case, kind="reads")
    assert answer.status_code == 200
    rows = answer.json()["items"]
    assert [(row["actor"], row["facts"].get("fields"), row["facts"].get("reason")) for row in rows] == [
        (CALLER, ["phone", "text"], WHY)
    ]
    assert PHONE not in answer.text
    refusal = await world.by(AUDITOR).get("/api/callback/audit", subject=case, kind="refusals")
    assert refusal.json()["items"] == []
    for who in (SUPERVISOR, CALLER, AGENT):
        assert (await world.by(who).get("/api/callback/audit")).status_code == 403
    await world.advance(SECOND)
