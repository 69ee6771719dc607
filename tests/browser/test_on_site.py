"""On site in a browser: a leader is told and acts with one thumb, with script and without."""

import pytest
from playwright.async_api import expect

from tests.harness.clock import MINUTE
from tests.harness.people import LEADER, REPORTER
from tests.harness.visitors import CHINESE, DESKTOP, ENGLISH, NARROW, PHONE, Visitors
from tests.harness.world import World


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
async def test_a_leader_settles_with_one_thumb(visitors: Visitors, world: World, script: bool) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    leader = await visitors.arrives(LEADER, size=PHONE, script=script)
    page = await leader.opens(f"/onsite/{case}")
    await page.get_by_label("已当面致歉").tap()
    await page.get_by_role("button", name="已化解").tap()
    await expect(page.get_by_text("毛岚 于 09:05:00")).to_be_visible()
    assert (await world.by(LEADER).sees("escalation", case))["state"] == "settled"


async def test_who_comes_second_is_told_who_was_quicker_and_keeps_the_text(visitors: Visitors, world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    leader = await visitors.arrives(LEADER, size=DESKTOP)
    page = await leader.opens(f"/onsite/{case}")
    await page.get_by_label("补充说明").fill("已电话致歉，客户接受")
    await world.by(REPORTER).does("escalation", case, "settle", note="已当面说明")
    leader.expected = {409}
    await page.get_by_role("button", name="已化解").click()
    await expect(page.get_by_role("alert")).to_contain_text("于嘉怡")
    await expect(page.locator("body")).to_contain_text("已电话致歉，客户接受")


async def test_a_double_click_has_one_effect(visitors: Visitors, world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    reporter = await visitors.arrives(REPORTER)
    page = await reporter.opens(f"/onsite/{case}")
    await page.get_by_label("已解释，客户接受").check()
    await page.get_by_role("button", name="已化解").dblclick()
    await expect(page.get_by_text("于嘉怡 于 09:00:00")).to_be_visible()
    assert (await world.kinds("escalation", case)).count("case.settled") == 1


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
async def test_a_clock_that_is_soon_due_fits_the_narrowest_screen(
    visitors: Visitors, world: World, language: str
) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(4 * MINUTE)
    leader = await visitors.arrives(LEADER, size=NARROW, language=language)
    for path in ("/onsite", f"/onsite/{case}"):
        page = await leader.opens(path)
        await expect(page.locator(".left.soon")).to_be_visible()
        await leader.fits()
