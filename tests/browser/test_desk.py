"""The desk and the unit's page in a browser: from one call to the next, and rows that come while one looks."""

import pytest
from playwright.async_api import expect

from tests.harness.callback import dispatched, filed
from tests.harness.people import CALLER, CLAIMS_HEAD
from tests.harness.visitors import DESKTOP, Visitors
from tests.harness.world import World


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
async def test_a_caller_is_led_from_one_call_to_the_next(visitors: Visitors, world: World, script: bool) -> None:
    for number in range(2):
        await filed(world, customer={"phone": f"1390000000{number}"})
    caller = await visitors.arrives(CALLER, size=DESKTOP, script=script)
    page = await caller.opens("/desk")
    await page.get_by_role("button", name="下一件").click()
    await page.get_by_role("button", name="开始拨打").click()
    await page.get_by_label("已接通·无不满").check()
    await page.get_by_role("button", name="提交结果").click()
    await expect(page.get_by_role("status").filter(has_text="已提交结果")).to_be_visible()
    await expect(page.get_by_role("button", name="下一件")).to_be_focused()


async def test_a_case_comes_into_the_open_list_of_its_unit(visitors: Visitors, world: World) -> None:
    head = await visitors.arrives(CLAIMS_HEAD, size=DESKTOP)
    page = await head.opens("/unit")
    await expect(page.get_by_role("table")).to_be_hidden()
    case = await dispatched(world)
    await expect(page.locator(f'a[href="/unit?case={case}"]')).to_be_visible()
    await head.meets_no_barrier()
