"""By keys alone: a report by phone, a race for a row, a case from its first callback to its closure."""

import asyncio
import re

from playwright.async_api import expect

from tests.harness.callback import filed
from tests.harness.clock import MINUTE
from tests.harness.people import AGENT, CALLER, CLAIMS, CLAIMS_HEAD, COLLEAGUE, LEADER, REPORTER
from tests.harness.visitors import PHONE, Visitor, Visitors
from tests.harness.world import World

MOST_KEYS = 40
_COMPOSED = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'f', isComposing: true, bubbles: true}))"
AT_CASE = re.compile(r"/desk\?case=")


async def test_an_agent_registers_a_report_by_phone_with_at_most_forty_keys(visitors: Visitors, world: World) -> None:
    agent = await visitors.arrives(AGENT)
    page = await agent.opens("/report")
    await page.get_by_label("客户号码").blur()
    await agent.presses("g", "r")
    await expect(page.get_by_label("来电的报告人")).to_be_focused()
    await agent.presses(*REPORTER, "Tab", "Tab", "Tab", *"13812345678", "Tab", "2", "Tab")
    await expect(page.get_by_label("情况说明")).to_be_focused()
    await agent.writes("客户说定损太慢，1 天没有回音")
    await agent.presses("Control+Enter")
    await page.wait_for_url(re.compile(r"/report/[^/]+$"))
    assert agent.keys <= MOST_KEYS
    case = page.url.rpartition("/")[2]
    report = (await world.by(AGENT).get(f"/api/intake/reports/{case}")).json()
    assert (report["reporter"]["staff_id"], report["ground"]) == (REPORTER, "discontent_voiced")
    assert report["text"].startswith("客户说定损太慢")
    await agent.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.keyboard.press("y")
    await expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == report["number"]
    await page.keyboard.press("?")
    await expect(page.locator("#keys")).to_contain_text("g r 登记")
    await page.get_by_label("启用单键").uncheck()
    await page.keyboard.press("Escape")
    await agent.presses("g", "r")
    assert page.url.endswith(case), "single keys are switched off"
    await page.get_by_role("button", name="按键").click()
    await expect(page.get_by_label("启用单键")).not_to_be_checked()


async def test_of_two_agents_who_press_enter_on_one_row_one_has_it(visitors: Visitors, world: World) -> None:
    agents = [await visitors.arrives(CALLER), await visitors.arrives(COLLEAGUE)]
    for agent in agents:
        agent.expected = {409}
        await agent.opens("/desk")
    case = await filed(world)
    for agent in agents:
        await expect(agent.page.locator("#queue .left")).to_contain_text("剩 05:00")
        await agent.presses("j")
        await expect(agent.page.locator("#queue button")).to_be_focused()
    await asyncio.gather(*(agent.presses("Enter") for agent in agents))
    for agent in agents:
        await expect(agent.page.locator("#case-number")).to_be_visible()
    has_it = [await agent.page.get_by_role("button", name="开始拨打").count() for agent in agents]
    assert sorted(has_it) == [0, 1]
    loser = agents[has_it.index(0)]
    await expect(loser.page.get_by_role("alert").first).to_contain_text("该任务已被认领")
    assert (await world.kinds("callback", case)).count("task.claimed") == 1


async def test_a_case_goes_from_the_first_callback_to_its_closure_by_keys(visitors: Visitors, world: World) -> None:
    caller = await visitors.arrives(CALLER)
    page = await caller.opens("/desk")
    case = await filed(world)
    await _calls(caller, "2", "40", "客户仍不满")
    await page.locator(f"input[name=unit][value={CLAIMS}]").check()
    await caller.presses("Control+Enter")
    await expect(page.locator(".case-head")).to_contain_text("待签收")
    await world.settle()

    head = await visitors.arrives(CLAIMS_HEAD, size=PHONE)
    unit = await head.opens("/unit")
    await unit.get_by_role("button", name="签收").tap()
    await unit.get_by_label("做了什么").fill("已重新定损并赔付")
    await unit.get_by_role("button", name="办结").tap()
    await expect(unit.locator(".unit-case .paused")).to_be_visible()
    await world.settle()

    await page.keyboard.press("Escape")
    await _calls(caller, "1", "90", "客户满意")
    await expect(page.locator(".case-head")).to_contain_text("已结案")
    await world.settle()
    assert "case.closed" in await world.kinds("callback", case)


async def _calls(caller: Visitor, outcome: str, score: str, note: str) -> None:
    page = caller.page
    await expect(page.locator("#queue [data-key]")).to_be_visible()
    await caller.presses("n")
    await page.wait_for_url(AT_CASE)
    await caller.presses("s")
    await expect(page.locator(".side .clock")).to_contain_text("拨打中")
    await page.wait_for_load_state()
    await caller.presses(outcome, *score)
    await page.locator("#outcome-form textarea").fill(note)
    await caller.presses("Control+Enter")
    await expect(page.locator("#outcome-form")).to_have_count(0)


async def test_a_leader_is_told_while_the_page_is_open_and_settles_by_keys(visitors: Visitors, world: World) -> None:
    leader = await visitors.arrives(LEADER)
    page = await leader.opens("/onsite")
    await expect(page.get_by_text("现在没有待您化解的")).to_be_visible()
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    await expect(page.locator(f"#row-{case}")).to_contain_text("剩 10:00")
    await expect(page).to_have_title(re.compile(r"^\(1\) "))
    await leader.presses("j", "Enter")
    await page.wait_for_url(re.compile(case))
    await leader.presses("2", "c")
    await expect(page.get_by_text("毛岚 于 09:05:00")).to_be_visible()
    await leader.presses("Escape")
    await page.wait_for_url(re.compile("/onsite$"))


async def test_ctrl_and_enter_send_the_form_one_writes_in_and_no_other(visitors: Visitors, world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    reporter = await visitors.arrives(REPORTER)
    page = await reporter.opens(f"/onsite/{case}")
    await page.evaluate(_COMPOSED)
    await reporter.presses("u")
    await expect(page.get_by_label("请上级了解的情况")).to_be_focused()
    await reporter.writes("客户 cfa 仍不满")
    await reporter.presses("Escape", "Escape")
    await page.wait_for_url(re.compile("/onsite$"))
    await page.go_back()
    await expect(page.get_by_label("请上级了解的情况")).to_have_value("客户 cfa 仍不满")
    await page.get_by_label("请上级了解的情况").focus()
    await reporter.presses("Control+Enter")
    await expect(page.locator(".told-panel")).to_contain_text("第 1 级 毛岚")
    assert await world.kinds("escalation", case) == ["case.opened", "level.told"]
