"""What a person types is not lost and not sent twice: without a connection, after a reload, when a call is lost."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.harness.callback import claims, filed
from tests.harness.clock import MINUTE
from tests.harness.people import CALLER, COLLEAGUE, REPORTER
from tests.harness.visitors import PHONE, Visitors
from tests.harness.world import World

RECEIPT = re.compile(r"/report/[^/]+$")
MINUTE_MS = 60_000


async def _fill(page: Page) -> None:
    await page.get_by_label("客户号码").fill("13812345678")
    await page.get_by_label("抱怨、批评、指责或催促").check()
    await page.get_by_label("情况说明").fill("定损太慢，客户很着急")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
async def test_a_reporter_reports_on_the_phone_and_starts_the_flow(
    visitors: Visitors, world: World, script: bool
) -> None:
    reporter = await visitors.arrives(REPORTER, size=PHONE, script=script)
    reporter.expected = {404}  # the case is not open at once
    page = await reporter.opens("/report")
    await _fill(page)
    await page.get_by_role("button", name="我来安抚").tap()
    await page.wait_for_url(RECEIPT)
    await world.settle()
    if not script:
        await page.locator(".part a").tap()
    await page.locator("summary", has_text="启动流程").tap()
    await page.get_by_label("请 95518 了解的情况").fill("客户要求今天回电")
    await page.get_by_role("button", name="启动流程").tap()
    await expect(page.locator(".clock.ended")).to_be_visible()
    case = page.url.rpartition("/")[2]
    assert (await world.by(REPORTER).sees("escalation", case))["state"] == "filed"


async def test_a_report_without_a_connection_is_kept_and_sent_once_when_there_is_one(
    visitors: Visitors, world: World
) -> None:
    reporter = await visitors.arrives(REPORTER, size=PHONE)
    reporter.expected = {404, 409}
    page = await reporter.opens("/report")
    await _fill(page)
    await page.reload()
    await expect(page.get_by_label("情况说明")).to_have_value("定损太慢，客户很着急")
    await expect(page.get_by_label("抱怨、批评、指责或催促")).to_be_checked()
    key = await page.locator("main input[name=key]").get_attribute("value")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    await reporter.context.set_offline(True)
    await page.get_by_role("button", name="我来安抚").dblclick()
    await expect(page.get_by_role("alert")).to_contain_text("尚未确认受理，已保存在本页，联网后自动重发")
    assert sent == []
    reporter.faults.clear()  # the browser says that it is offline
    await reporter.context.set_offline(False)
    await page.wait_for_url(RECEIPT)
    assert [f"key={key}" in (body or "") for body in sent] == [True]
    await page.go_back()
    assert await page.evaluate("Object.keys(sessionStorage)") == ["who"]
    await page.get_by_label("客户号码").fill("13812345678")  # the browser has kept the rest
    await page.get_by_role("button", name="我来安抚").click()
    await expect(page.get_by_role("alert")).to_contain_text("是同一件事吗")
    assert len(await world.events("intake")) == 1


async def test_a_call_that_was_lost_is_said_and_its_note_is_there_still(visitors: Visitors, world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    caller = await visitors.arrives(CALLER)
    caller.expected = {409}
    await caller.page.clock.install()
    page = await caller.opens("/desk")
    await page.locator("#outcome-form textarea").fill("客户请我们下午再打")
    await page.clock.fast_forward(MINUTE_MS)
    await expect(page.locator("#lease-lost")).to_have_text("")
    await page.clock.fast_forward(MINUTE_MS / 2)
    await expect(page.locator("#lease-lost")).to_have_text("还在处理吗？30 秒后收回任务")
    await page.keyboard.press("Shift")
    await expect(page.locator("#lease-lost")).to_have_text("")
    elsewhere = await (await visitors.arrives(CALLER)).opens("/desk")
    await expect(elsewhere.locator("#outcome-form textarea")).to_have_value("客户请我们下午再打")
    await world.advance(5 * MINUTE)
    await claims(world.by(COLLEAGUE), case)
    await page.clock.fast_forward(MINUTE_MS)
    await page.keyboard.press("Shift")
    await expect(page.locator("#lease-lost")).to_contain_text("您写的内容已存为草稿")
    await expect(page.locator("#outcome-form textarea")).to_have_value("客户请我们下午再打")
    await page.get_by_role("link", name="95518").first.click()
    await page.go_back()


async def test_what_was_revealed_is_hidden_after_two_minutes(visitors: Visitors, world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    caller = await visitors.arrives(CALLER)
    await caller.page.clock.install()
    page = await caller.opens(f"/desk?case={case}")
    await page.get_by_role("button", name="显示号码").click()
    await expect(page.locator("#phone")).to_have_text("13812345678")
    await page.clock.fast_forward(2 * MINUTE_MS)
    await expect(page.locator("#phone")).to_have_text("138****5678")
