"""The minimum: the reporter for `calming`; a ground or text, and some way to the customer, for `filed`."""

from tests.harness.people import REPORTER
from tests.harness.world import World

PHONE = {"phone": "13812345678"}
BELOW: list[tuple[dict[str, object], list[str]]] = [
    ({}, ["ground", "customer"]),
    ({"text": "客户不满"}, ["customer"]),
    ({"customer": PHONE}, ["ground"]),
    ({"text": "   ", "customer": PHONE}, ["ground"]),
    ({"text": "客户不满", "customer": {"name": "张三", "plate": "苏A12345"}}, ["customer"]),
]
NOT_THERE = {
    "cause": "weather",
    "responsible_unit_id": "NOWHERE",
    "subject_staff_id": "S9999",
    "previous_id": "01935000-0000-7000-8000-000000000000",
}


async def test_filing_below_the_minimum_is_refused_and_names_what_is_missing(world: World) -> None:
    for body, missing in BELOW:
        answer = await world.by(REPORTER).submits(key="1", stage="filed", **body)

        assert (answer.status_code, answer.json()["code"]) == (422, "below_filing_minimum")
        assert [error["field"] for error in answer.json()["errors"]] == missing
    assert await world.events("intake") == []


async def test_any_way_to_the_customer_is_enough_to_file(world: World) -> None:
    for way in ("phone", "policy_no", "claim_no", "accident_no"):
        customer = {way: "13812345678"}
        answer = await world.by(REPORTER).submits(key=way, stage="filed", ground="perceived", customer=customer)

        assert (answer.status_code, answer.json()["stage"]) == (201, "filed")


async def test_nothing_but_the_reporter_is_enough_for_calming(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1")

    assert (answer.status_code, answer.json()["stage"]) == (201, "calming")


async def test_a_form_without_a_stage_calms_first_however_much_it_says(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="1", text="客户不满", customer=PHONE)

    assert answer.json()["stage"] == "calming"


async def test_naming_something_that_is_not_there_is_refused(world: World) -> None:
    for field, value in NOT_THERE.items():
        answer = await world.by(REPORTER).submits(key="1", text="客户不满", **{field: value})

        assert answer.status_code == 422
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, "unknown")]


async def test_a_new_report_may_name_the_earlier_one_of_the_same_matter(world: World) -> None:
    earlier = await world.by(REPORTER).reports(text="客户不满")

    later = await world.by(REPORTER).reports(text="客户又来电", previous_id=earlier)

    assert (await world.by(REPORTER).sees_report(later))["previous_id"] == earlier
