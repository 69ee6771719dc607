"""The bar in a browser: messages of all services as one list, how many are unread, and when the session ends."""

from playwright.async_api import Route, expect

from tests.harness.clock import MINUTE
from tests.harness.people import LEADER, REPORTER
from tests.harness.visitors import PHONE, Visitors
from tests.harness.world import World


async def test_a_leader_hears_of_a_message_reads_it_and_acts_with_one_thumb(visitors: Visitors, world: World) -> None:
    leader = await visitors.arrives(LEADER, size=PHONE)
    page = await leader.opens("/onsite")
    await expect(page.locator("#unread")).to_be_hidden()
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    await expect(page.locator("#unread")).to_have_text("1")

    await page.locator(".entries").get_by_role("link", name="消息").tap()
    row = page.locator("#messages li")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("【请立即介入】")
    await expect(page.locator("#parts li")).to_have_count(0)
    await leader.fits()
    await leader.meets_no_barrier()

    await page.get_by_role("button", name="全部已读").tap()
    await expect(page.locator("#messages li:not(.unread)")).to_have_count(1)
    await expect(page.locator("#unread")).to_be_hidden()
    assert {row["seen_at"] for row in await world.told_of("escalation", case) if row["recipient"] == LEADER} == {
        world.now
    }

    await row.get_by_role("link").tap()
    await page.get_by_role("button", name="介入").tap()
    await expect(page.get_by_text("毛岚 已介入").first).to_be_visible()
    assert "case.acknowledged" in await world.kinds("escalation", case)


async def test_messages_of_all_services_are_one_list_the_newest_first(visitors: Visitors, world: World) -> None:
    for _ in range(2):
        await world.by(REPORTER).reports(text="定损太慢", customer={"phone": "13812345678"}, stage="filed")
        await world.advance(6 * MINUTE)
    case = await world.by(REPORTER).reports(text="不肯等", customer={"phone": "13812345679"})
    await world.advance(5 * MINUTE)
    leader = await visitors.arrives(LEADER)
    page = await leader.opens("/messages")
    await expect(page.locator("#messages li").first.get_by_role("link")).to_have_attribute(
        "href", f"/onsite/{case}/levels/1"
    )
    times = await page.locator("#messages li").evaluate_all("rows => rows.map(row => row.dataset.order)")
    assert times == sorted(times, reverse=True)
    assert len(times) >= 3


async def test_a_service_that_does_not_answer_stays_a_link_and_says_so(visitors: Visitors, world: World) -> None:
    await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    leader = await visitors.arrives(LEADER)
    leader.expected = {503}

    async def away(route: Route) -> None:
        await route.fulfill(status=503, body="")

    await leader.page.route("**/parts/callback/messages", away)
    page = await leader.opens("/messages")
    await expect(page.locator("#messages li")).to_have_count(1)
    await expect(page.locator("#parts li")).to_have_text("消息：回访 现在无法在此显示，请点开查看")


async def test_a_minute_before_the_session_ends_a_dialog_asks_and_staying_keeps_what_is_typed(
    visitors: Visitors, world: World
) -> None:
    reporter = await visitors.arrives(REPORTER)
    await reporter.page.clock.install()
    page = await reporter.opens("/report")
    await page.get_by_label("情况说明").fill("客户要求回电")
    world.lapse(29 * MINUTE + MINUTE / 4)
    await page.clock.fast_forward(29 * 60_000 + 15_000)
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("60 秒后自动退出")
    await reporter.meets_no_barrier()
    async with page.expect_response("**/me/session?stay=1"):
        await dialog.get_by_role("button", name="继续使用").click()
    await expect(dialog).to_have_count(0)
    world.lapse(29 * MINUTE)
    await expect(page.get_by_label("情况说明")).to_have_value("客户要求回电")
    assert (await page.request.get(f"{visitors.address}/me/session")).status == 200
