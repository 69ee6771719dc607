"""Pages that stay open: they follow the list without disturbing who works in it, and say what has become of them."""

import asyncio
import re
import signal
from pathlib import Path

import httpx
from playwright.async_api import Browser, expect

from shared.web.live.hub import Hub
from tests.harness.callback import HOUR, MINUTE, claims, filed
from tests.harness.people import CALLER, COLLEAGUE, LEADER, REPORTER
from tests.harness.running import Running, serving
from tests.harness.visitors import Visitor, Visitors
from tests.harness.world import World

CHANGES = 200
TEXT = "The customer says that the loss was assessed too low and that no one has called back. " * 2
_HEARD = "document.addEventListener('hotline:hello', () => document.documentElement.dataset.heard = 'yes')"
_REMINDED = """window.Notification = class {
  constructor(text, {tag}) { document.documentElement.dataset.reminded = `${text} ${tag}`; }
  static async requestPermission(begin) { begin(); }
}"""
_BYE = "() => new Promise((heard) => document.addEventListener('hotline:bye', ({detail}) => heard(detail.why)))"


def hub_of(world: World) -> Hub:
    """Callback's live lists."""
    hub = world.services["callback"].hub
    assert hub is not None
    return hub


async def _row(visitor: Visitor, case: str) -> str:
    """The row of a case as the server renders it now."""
    html = await (await visitor.context.request.get(f"{visitor.address}/desk/rows/queue")).text()
    found = re.search(rf'<tr id="row-{case}\.t1".*?</tr>', html, re.DOTALL)
    assert found is not None
    return found[0]


async def test_one_types_and_points_on_while_the_list_changes_two_hundred_times(
    visitors: Visitors, world: World
) -> None:
    held, other = await filed(world), await filed(world, by="S0136")
    await claims(world.by(CALLER), held)
    caller = await visitors.arrives(CALLER)
    page = await caller.opens("/desk")
    hub, row = hub_of(world), await _row(caller, other)

    def push(html: str, key: str = f"{other}.t1", order: str = "") -> None:
        hub.tell(CALLER, "row", list="queue", key=key, order=order, html=html)

    async def change() -> None:
        for number in range(1, CHANGES + 1):
            push(row.replace("0</td>", f"{number}</td>"))
            await asyncio.sleep(0)

    await page.locator("#outcome-form textarea").focus()
    await asyncio.gather(caller.writes(TEXT), change())
    await expect(page.locator("#outcome-form textarea")).to_have_value(TEXT)
    shown = page.locator(f"#queue [data-key='{other}.t1']")
    await expect(shown.locator(".narrow-col")).to_have_text(str(CHANGES))

    await shown.hover()
    before = await shown.bounding_box()
    push(re.sub(r'data-order="[^"]*"', 'data-order="0"', row).replace(other, "new"), "new.t1", "0")
    hub.tell(CALLER, "gone", list="queue", key=f"{held}.t1", says="戴嘉怡 于 09:00:00")
    await expect(page.locator("[data-new-in=queue]")).to_be_visible()
    await expect(page.locator(f"#queue [data-key='{held}.t1']")).to_have_class(re.compile("gone"))
    await expect(page.locator(f"#queue [data-key='{held}.t1']")).to_contain_text("戴嘉怡 于 09:00:00")
    assert await shown.bounding_box() == before
    await page.mouse.move(1, 1)
    await expect(page.locator("#queue tr").first).to_have_attribute("data-key", "new.t1")
    await expect(page.locator(f"#queue [data-key='{held}.t1']")).to_have_count(0)


async def test_nine_tabs_share_one_stream_and_all_follow(visitors: Visitors, world: World) -> None:
    caller = await visitors.arrives(CALLER)
    tabs = [caller.page, *[await caller.context.new_page() for _ in range(8)]]
    for tab in tabs:
        await tab.goto(f"{caller.address}/desk")
    case = await filed(world)
    for tab in tabs:
        await expect(tab.locator(f"[data-key='{case}.t1']")).to_have_count(1)
    assert len(hub_of(world)) == 1
    await tabs[0].close()
    await claims(world.by(COLLEAGUE), case)
    await expect(tabs[-1].locator(f"[data-key='{case}.t1']")).to_contain_text("戴嘉怡")


async def test_a_role_that_is_taken_away_ends_the_stream_and_the_next_act_is_refused(
    visitors: Visitors, world: World
) -> None:
    await filed(world)
    caller = await visitors.arrives(CALLER)
    page = await caller.opens("/desk")
    await expect(page.locator("#queue button")).to_be_visible()
    caller.expected = {403}
    why = asyncio.ensure_future(page.evaluate(_BYE))
    await page.evaluate("0")
    await world.change_directory(world.member(CALLER, roles=frozenset()))
    hub_of(world).clock_moved()
    assert await why == "rights"
    await page.locator("#queue button").click()
    await expect(page.locator("h1")).to_contain_text("此页不对您开放")


async def test_who_asked_for_reminders_is_told_once_of_what_is_new_and_of_what_is_near(
    visitors: Visitors, world: World
) -> None:
    leader = await visitors.arrives(LEADER)
    await leader.context.add_init_script(_REMINDED)
    page = await leader.opens("/onsite")
    await page.get_by_role("button", name="开启提醒").click()
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    await expect(page.locator(f"#row-{case}")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-reminded", f"1 件新的不满报告待您化解 {case}")
    await world.advance(7 * MINUTE)
    hub = world.services["escalation"].hub
    assert hub is not None
    hub.clock_moved()
    await expect(page.locator("html")).to_have_attribute("data-reminded", f"1 件不满报告即将超时 {case}")


async def test_a_machine_that_slept_an_hour_asks_for_the_time(visitors: Visitors, world: World) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    reporter = await visitors.arrives(REPORTER)
    await reporter.context.add_init_script("const now = Date.now; Date.now = () => now() + (window.slept || 0)")
    page = await reporter.opens(f"/onsite/{case}")
    await expect(page.locator("#hotline-time")).to_have_text("09:00:00")
    world.lapse(HOUR)
    await page.evaluate("window.slept = 3600000")
    await expect(page.locator("#hotline-time")).to_have_text("10:00:00")
    await expect(page.locator(".clock")).to_contain_text("等待系统确认")


async def test_a_server_that_stands_still_is_said_and_an_open_page_follows_the_next_one(
    browser: Browser, tmp_path: Path
) -> None:
    context = await browser.new_context(locale="zh-CN")
    await context.add_init_script(_HEARD)
    page = await context.new_page()
    await page.clock.install()
    with serving(tmp_path / "data") as server:
        await context.request.post(f"{server.url}/sign-in", form={"staff_id": CALLER}, headers={"Origin": server.url})
        await page.goto(f"{server.url}/desk")
        await expect(page.locator("html[data-heard]")).to_have_count(1)
        server.process.send_signal(signal.SIGSTOP)
        await page.clock.fast_forward(14_000)
        await expect(page.locator("#stream-state")).to_contain_text("连接中断，正在重试")
        server.process.send_signal(signal.SIGCONT)
        assert server.stop() == 0
        assert '"level": "error"' not in server.output()
    with serving(tmp_path / "data", port=server.url.rpartition(":")[2]) as server:
        case = _filed(server)
        await expect(page.locator(f"#queue [data-key='{case}.t1']")).to_have_count(1)
        await expect(page.locator("#stream-state")).to_be_hidden()
        await context.close()


def _filed(server: Running) -> str:
    """A report by which the flow starts."""
    body = {"stage": "filed", "text": "定损太慢", "ground": "discontent_voiced", "customer": {"phone": "13812345678"}}
    headers = {"Authorization": f"Bearer {server.token(REPORTER)}", "Idempotency-Key": "once"}
    answer = httpx.post(f"{server.url}/api/intake/reports", json=body, headers=headers, trust_env=False)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
