"""Reports on one customer find each other by any number they share, and only for those who may read both."""

import pytest

from tests.harness.callback import claims, closed, filed
from tests.harness.people import CALLER, COLLEAGUE, FELLOW_REPORTER, REPORTER, SUPERVISOR
from tests.harness.world import World

SAME = {
    "phone": ("13812345678", "+86 １３８-1234-5678"),
    "policy_no": ("PDAA202632010000012345", "pdaa 2026 3201 0000 012345"),
    "claim_no": ("RDAA202632010000054321", "ＲＤＡＡ202632010000054321"),
    "accident_no": ("BAQZ66210083345", "baqz-6621-0083-345"),
    "plate": ("苏A7K3P9", "苏a·7k3p9"),
}
"""Each number of a customer, as two people write it."""


@pytest.mark.parametrize("field", SAME)
async def test_the_same_number_is_the_same_customer_and_one_call_answers_both(world: World, field: str) -> None:
    written, otherwise = SAME[field]
    one = await filed(world, customer={"claim_no": "RDAA000000000000111", field: written})
    two = await filed(world, by=FELLOW_REPORTER, customer={"phone": "13900000000", field: otherwise})
    await filed(world, customer={"phone": "13700000000"})

    assert await others(world, CALLER, one) == [two]
    assert await others(world, CALLER, two) == [one]

    first, second = await claims(world.by(CALLER), one), await claims(world.by(CALLER), two)
    await first.ends("reached", satisfied=True, also=[{"task": second.task, "fence": second.fence}])
    assert (await world.by(CALLER).sees("callback", two))["state"] == "archived"


async def test_a_number_that_is_corrected_finds_the_new_customer_and_no_longer_the_old(world: World) -> None:
    one, two = await filed(world), await filed(world, by=FELLOW_REPORTER)
    third = await filed(world, customer={"phone": "13900000000"})

    corrected = {"customer": {"phone": "13900000000"}}
    await world.by(REPORTER).post(f"/api/intake/reports/{one}/details", corrected)
    await world.settle()

    assert await others(world, CALLER, one) == [third]
    assert await others(world, CALLER, two) == []


async def test_an_ended_case_is_not_listed_among_the_open_ones(world: World) -> None:
    await closed(world)
    assert await others(world, CALLER, await filed(world, by=FELLOW_REPORTER)) == []


async def test_whoever_may_not_read_the_other_case_does_not_learn_of_it(world: World) -> None:
    hers = await filed(world)
    about_her = await filed(world, by=FELLOW_REPORTER, subject_staff_id=REPORTER)

    assert await others(world, REPORTER, hers) == []
    assert await others(world, SUPERVISOR, hers) == [about_her]


@pytest.mark.parametrize("nothing", ["无", "不详", "000000", "没有"])
async def test_two_reports_without_a_number_are_not_of_one_customer(world: World, nothing: str) -> None:
    fields = dict.fromkeys(("claim_no", "accident_no", "plate", "policy_no"), nothing)
    one = await filed(world, customer={"phone": "13812345678"} | fields)
    await filed(world, by=FELLOW_REPORTER, customer={"phone": "13900000000"} | fields)

    assert await others(world, COLLEAGUE, one) == []


async def others(world: World, who: str, case: str) -> list[str]:
    """The ids of the open cases of the same customer, as this person sees them."""
    return [each["id"] for each in (await world.by(who).sees("callback", case))["same_customer"]]
