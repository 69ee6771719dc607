"""派单: the group chooses the unit that leads, and those that assist; the lead signs, names a handler, resolves."""

from tests.harness.callback import MINUTE, dispatched, handling, refused, to_dispatch
from tests.harness.people import (
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    ISSUING,
    ISSUING_HEAD,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World


async def test_exactly_one_unit_leads_and_the_others_assist_each_once(world: World) -> None:
    case = await to_dispatch(world)

    seen = await world.by(CALLER).does(
        "callback", case, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING, CLAIMS, SALES, ISSUING]
    )

    assert (seen["responsible_unit_id"], seen["assisting_unit_ids"]) == (CLAIMS, [ISSUING, SALES])
    assert await world.told("callback", case) == [
        (REPORTER, "found_dissatisfied"),
        (CLAIMS_HEAD, "dispatched"),
        (ISSUING_HEAD, "assisting"),
        (SALES_HEAD, "assisting"),
        (REPORTER, "with_the_unit"),
    ]


async def test_assisting_units_read_and_nothing_more(world: World) -> None:
    case = await to_dispatch(world)
    body = {"responsible_unit_id": CLAIMS, "assisting_unit_ids": [ISSUING]}
    await world.by(CALLER).does("callback", case, "dispatch", **body)
    assisting = world.by(ISSUING_HEAD)

    assert (await assisting.sees("callback", case))["state"] == "dispatched"
    assert await refused(assisting, case, "accept") == (403, "forbidden")
    assert await refused(assisting, case, "reveal", fields=["phone"], reason="协办") == (403, "forbidden")


async def test_a_unit_nobody_knows_is_refused_whether_it_leads_or_assists(world: World) -> None:
    case = await to_dispatch(world)
    caller = world.by(CALLER)

    for body, field in (
        ({"responsible_unit_id": "JS-XX-99"}, "responsible_unit_id"),
        ({"responsible_unit_id": CLAIMS, "assisting_unit_ids": ["JS-XX-99"]}, "assisting_unit_ids"),
        ({"responsible_unit_id": CLAIMS, "severity": 4}, "severity"),
        ({}, "responsible_unit_id"),
    ):
        answer = await caller.post(f"/api/callback/cases/{case}/dispatch", body)
        assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [field])

    assert (await caller.sees("callback", case))["state"] == "to_dispatch"


async def test_95518_dispatches_and_nobody_else(world: World) -> None:
    case = await to_dispatch(world)

    for who in (REPORTER, CLAIMS_HEAD):
        assert await refused(world.by(who), case, "dispatch", responsible_unit_id=CLAIMS) == (403, "forbidden")

    await world.by(SUPERVISOR).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)


async def test_a_person_of_the_group_is_shown_where_it_probably_belongs(world: World) -> None:
    case = await to_dispatch(world, cause="slow")

    assert (await world.by(CALLER).sees("callback", case))["suggested_unit_id"] == CLAIMS


async def test_the_head_signs_and_names_a_handler_of_the_unit(world: World) -> None:
    case = await dispatched(world)
    head, handler = world.by(CLAIMS_HEAD), await world.sign_in(CLAIMS_HANDLER)
    assert await refused(
        world.by(SALES_HEAD) if SALES_HEAD in world.tokens else await world.sign_in(SALES_HEAD), case, "accept"
    ) == (403, "forbidden")

    await head.does("callback", case, "accept")
    assert await refused(head, case, "assign", staff_id=ISSUING_HEAD) == (422, "invalid")
    assert await refused(handler, case, "assign", staff_id=CLAIMS_HANDLER) == (403, "forbidden")
    seen = await head.does("callback", case, "assign", staff_id=CLAIMS_HANDLER)

    assert (seen["state"], seen["handler_id"], seen["moved_by"]) == ("handling", CLAIMS_HANDLER, CLAIMS_HEAD)


async def test_the_handler_resolves_and_the_customer_is_to_be_asked_within_a_day(world: World) -> None:
    case = await handling(world)
    handler = await world.sign_in(CLAIMS_HANDLER)
    assert await refused(handler, case, "resolve", note="") == (422, "invalid")
    await world.advance(10 * MINUTE)

    seen = await handler.does("callback", case, "resolve", note="已联系客户，重新定损")

    assert (seen["state"], seen["resolved_at"]) == ("resolved", "2026-11-23T01:10:00Z")
    task = seen["task"]
    assert (task["task"], task["kind"]) == (f"{case}.t2", "follow_up")
    assert (task["not_before"], task["due_at"]) == ("2026-11-23T01:10:00Z", "2026-11-24T01:10:00Z")


async def test_notes_of_the_group_and_the_unit_are_there_to_read_masked(world: World) -> None:
    case = await to_dispatch(world)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS, note="请致电13812345678")
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已和张三谈妥")

    notes = (await world.by(SUPERVISOR).sees("callback", case))["notes"]
    assert [(note["about"], note["by"], note["text"]) for note in notes] == [
        ("case.dispatched", CALLER, "请致电***"),
        ("case.resolved", CLAIMS_HEAD, "已和***谈妥"),
    ]
