"""Administration in a browser: real files are checked and imported, wide and on a phone; a token's secret is copied."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from shared.platform.directory.reading import COLUMNS
from tests.harness.people import ADMINISTRATOR, OPERATOR, REPORTER
from tests.harness.visitors import DESKTOP, PHONE, Size, Visitors
from tests.harness.world import World

PROVINCE = Path(__file__).resolve().parents[2] / "deploy" / "demo"
NEWCOMER = "S9001,新同事,JS-NJ-GL,CLAIMS,reporter,,,yes,\n"


def province(folder: Path, *, more_staff: str) -> list[Path]:
    """The files of the demo province in a folder, with more people."""
    for name in COLUMNS:
        more = more_staff if name == "staff.csv" else ""
        (folder / name).write_text((PROVINCE / name).read_text("utf-8") + more, "utf-8")
    return [folder / name for name in COLUMNS]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=lambda size: size.name)
async def test_an_administrator_chooses_files_reads_what_is_wrong_then_what_changes_and_imports(
    visitors: Visitors, world: World, tmp_path: Path, size: Size
) -> None:
    administrator = await visitors.arrives(ADMINISTRATOR, size=size)
    administrator.expected = {422}
    page = await administrator.opens("/admin/directory")
    wrong = province(tmp_path, more_staff=NEWCOMER.replace("JS-NJ-GL", "NOWHERE"))
    await page.get_by_label("一次选择五个文件").set_input_files(wrong)
    await page.get_by_role("button", name="核对", exact=True).click()
    row = page.get_by_role("row").filter(has_text="NOWHERE")
    await expect(row).to_contain_text("staff.csv")
    await expect(row).to_contain_text("437")
    await administrator.fits()
    await administrator.meets_no_barrier()

    await page.get_by_label("一次选择五个文件").set_input_files(province(tmp_path, more_staff=NEWCOMER))
    await page.get_by_role("button", name="核对", exact=True).click()
    await expect(page.get_by_role("heading", name="已核对，尚未导入")).to_be_visible()
    await expect(page.locator(".change").first).to_have_text("+1")
    await administrator.fits()
    await administrator.meets_no_barrier()

    await page.get_by_role("button", name="导入", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="已导入，版本 2")).to_be_visible()
    assert world.process.context.directory.current.person("S9001") is not None


async def test_a_token_is_copied_from_the_page_after_signing_in_again(visitors: Visitors, world: World) -> None:
    administrator = await visitors.arrives(ADMINISTRATOR)
    administrator.expected = {403}
    page = await administrator.opens("/admin/tokens")
    world.lapse(timedelta(minutes=16))
    await page.get_by_label("人员：工号或姓名").first.fill(REPORTER)
    await page.get_by_role("button", name="签发", exact=True).click()
    await expect(page.get_by_role("heading", name="重新登录")).to_be_visible()
    await administrator.meets_no_barrier()
    await page.get_by_role("button", name=re.compile("的身份登录")).click()
    await expect(page.get_by_role("heading", name="现在提交")).to_be_visible()
    await administrator.meets_no_barrier()
    await page.get_by_role("button", name="现在提交").click()
    secret = page.locator(".secret")
    await expect(secret).to_be_visible()
    await secret.click()
    copied = await page.evaluate("getSelection().toString()")
    headers = {"Authorization": f"Bearer {copied.strip()}"}
    assert (await world.http.get("/api/platform/me", headers=headers)).json()["staff_id"] == REPORTER
    await administrator.fits()
    await administrator.meets_no_barrier()
    await expect(page.get_by_label("人员：工号或姓名").first).to_have_value("")
    await page.get_by_label("人员：工号或姓名").first.fill(OPERATOR)
    await page.get_by_role("button", name="签发", exact=True).click()
    await expect(page.get_by_role("heading", name="何俊杰 的令牌")).to_be_visible()
    await expect(secret).not_to_have_text(copied.strip())


async def test_an_operator_goes_from_tab_to_tab_by_the_keyboard(visitors: Visitors) -> None:
    operator = await visitors.arrives(OPERATOR)
    page = await operator.opens("/admin/health")
    await page.get_by_role("navigation", name="管理").get_by_role("link", name="异常消息").press("Enter")
    await expect(page.get_by_text("没有异常消息")).to_be_visible()
    await page.keyboard.press("g")
    await page.keyboard.press("h")
    await expect(page.get_by_role("heading", name="运行状况", level=1)).to_be_visible()
