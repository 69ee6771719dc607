"""A word for none, or what cannot be a number, counts as no number: the reporter is asked, and it is not dialled."""

from tests.harness.callback import filed, told
from tests.harness.people import AGENT, CALLER, REPORTER
from tests.harness.world import World

NOT_USABLE = ["无", "anonymous", "不详", "没有电话", "123", "11111111111", "6222 0755 8123 4567 890"]
REPORT = {"text": "定损太慢"}


async def test_it_is_not_enough_to_file(world: World) -> None:
    for key, phone in enumerate(NOT_USABLE):
        body = REPORT | {"customer": {"name": "张三", "phone": phone}}
        answer = await world.by(REPORTER).submits(key=str(key), stage="filed", **body)
        assert (answer.status_code, answer.json()["code"]) == (422, "below_filing_minimum")
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [
            ("customer", "required_to_file")
        ]


async def test_by_phone_it_is_accepted_and_the_customer_is_missing(world: World) -> None:
    for key, phone in enumerate(NOT_USABLE):
        body = REPORT | {"customer": {"phone": phone}, "call_id": "C-1", "reporter_id": REPORTER}
        answer = await world.by(AGENT).submits(key=str(key), stage="filed", **body)
        assert (answer.status_code, answer.json()["stage"], answer.json()["missing"]) == (201, "calming", ["customer"])


async def test_with_another_way_to_the_customer_the_reporter_is_asked_for_a_number(world: World) -> None:
    case = await filed(world, customer={"phone": "无", "policy_no": "PDAA202632010000012345"})

    assert await told(world, case, "number_asked") == [REPORTER]
    assert (await world.by(CALLER).sees("callback", case))["task"]["ask_reporter"] is True


async def test_what_a_form_posts_empty_leaves_the_known_number(world: World) -> None:
    case = await filed(world)
    for phone in ("", "无", "138****5678"):
        body = {"customer": {"name": "张三丰", "phone": phone}}
        answer = await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", body)
        assert answer.status_code == 200, answer.text
        await world.settle()

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["customer"]["phone"], seen["task"]["ask_reporter"]) == ("138****5678", False)
