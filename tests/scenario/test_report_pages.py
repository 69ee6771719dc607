"""Reporters report at the pages, with plain forms: once each, nothing typed is lost, and a stranger reads nothing."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from shared.support.local_time import SHANGHAI
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("the statements behind the page have stories of their own")

REPORTER, LEADER, STRANGER = "S0118", "S0114", "S0127"
PHONE = "13812345678"


@pytest_asyncio.fixture(loop_scope="session")
async def reporter(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, REPORTER)
    await user.open("/report")
    yield user
    await user.http.aclose()


def receipt_of(user: PageUser) -> str:
    """The id of the report whose receipt is shown."""
    return str(user.shown.url).rpartition("/")[2]


async def test_a_reporter_calms_a_customer_and_reads_until_when(world: World, reporter: PageUser) -> None:
    answer = await reporter.submit("/report", number=PHONE, ground="discontent_voiced", text="嫌慢", stage="calming")
    assert answer.status_code == 303
    shown = reporter.shown.text
    assert re.search(r"R\d{6}-[0-9A-Z]{8}</h1>", shown)
    assert "请在 09:05:00 前安抚客户" in shown
    assert "○ 剩 05:00" in shown
    assert (PHONE in shown, "138****5678" in shown) == (False, True)
    await world.settle()
    case = receipt_of(reporter)
    assert await world.kinds("escalation", case) == ["case.opened"]
    await reporter.open(f"/onsite/{case}")
    assert f"/onsite/{case}/settle" in reporter.actions


async def test_a_reporter_starts_the_flow_from_the_phone(world: World, reporter: PageUser) -> None:
    await reporter.open("/m/report")
    await reporter.submit("/report", number=f"王先生 {PHONE}", text="定损三天没有结果", stage="filed")
    assert "95518 将在 09:05:00 前回访客户，您无需再上报。" in reporter.shown.text
    await world.settle()
    assert (await world.kinds("callback", receipt_of(reporter)))[0] == "case.received"


async def test_below_the_minimum_it_is_said_at_the_field_what_is_missing_and_all_that_was_typed_stays(
    world: World, reporter: PageUser
) -> None:
    typed = {"customer__name": "王小明", "cause": "slow", "noticed": "5", "risk_flags[]": "media"}
    answer = await reporter.submit("/report", text="客户在大厅不肯走", stage="filed", **typed)
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    assert 'href="#f-number"' in answer.text
    kept = reporter.form("/report").fields
    assert (kept["text"], kept["customer.name"], kept["risk_flags[]"]) == ("客户在大厅不肯走", "王小明", "media")
    assert 'value="slow" selected' in answer.text
    answer = await reporter.submit("/report", number="无", text="", stage="filed")
    assert (answer.status_code, 'href="#f-ground"' in answer.text) == (422, True)
    assert await world.events("intake") == []


async def test_a_report_that_is_sent_twice_is_one_report(world: World, reporter: PageUser) -> None:
    form = reporter.form("/report")
    sent = form.fields | {"number": PHONE, "text": "嫌慢", "stage": "calming"}
    answers = [await reporter.send("/report", **sent) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(await world.events("intake")) == 1


async def test_the_same_customer_a_moment_later_is_asked_about_first(world: World, reporter: PageUser) -> None:
    await reporter.submit("/report", number=PHONE, text="嫌慢", stage="calming")
    first = receipt_of(reporter)
    await world.advance(timedelta(minutes=2))
    await reporter.open("/report")
    answer = await reporter.submit("/report", number="138-1234-5678", text="现在要投诉", stage="calming")
    assert answer.status_code == 409
    assert "是同一件事吗？" in answer.text
    asked = reporter.form("/report")
    assert asked.fields["text"] == "现在要投诉"
    await reporter.send("/report", **asked.fields | {"same": "yes"})
    assert receipt_of(reporter) == first
    assert await world.kinds("intake", first) == ["report.accepted", "report.amended"]
    assert all(words in reporter.shown.text for words in ("嫌慢", "现在要投诉", "修改记录"))


async def test_what_the_way_back_left_of_a_report_is_asked_about_first(world: World, reporter: PageUser) -> None:
    await reporter.submit("/report", number=PHONE, text="嫌慢", stage="calming")
    await reporter.open("/report")  # a browser keeps the text, and not the number
    answer = await reporter.submit("/report", text="嫌慢", stage="calming")
    assert (answer.status_code, "是同一件事吗？" in answer.text) == (409, True)
    assert len(await world.events("intake")) == 1
    await reporter.send("/report", **reporter.form("/report").fields | {"same": "no"})
    assert len(await world.events("intake")) == 2


async def test_another_matter_of_the_same_customer_is_a_report_of_its_own(world: World, reporter: PageUser) -> None:
    await reporter.submit("/report", number=PHONE, text="嫌慢", stage="calming")
    first = receipt_of(reporter)
    await reporter.open("/report")
    await reporter.submit("/report", number=PHONE, text="保费算错", stage="filed")
    await reporter.send("/report", **reporter.form("/report").fields | {"same": "no"})
    second = receipt_of(reporter)
    assert second != first
    await world.settle()
    assert "case.filed" in await world.kinds("escalation", second)


async def test_details_are_added_at_the_receipt_below_what_is_on_record(world: World, reporter: PageUser) -> None:
    await reporter.submit("/report", text="嫌慢", stage="calming")
    case = receipt_of(reporter)
    assert "启动流程前请补充" in reporter.shown.text
    assert (await reporter.submit(f"/report/{case}/details")).status_code == 422
    answer = await reporter.submit(f"/report/{case}/details", text="客户又来电", number="保单PDAA202632010000012345")
    assert answer.status_code == 303
    shown = reporter.shown.text
    assert "启动流程前请补充" not in shown
    assert "嫌慢\n客户又来电" in shown
    assert "保单号</dt><dd><bdi>****2345" in shown


async def test_the_number_is_shown_for_a_reason(reporter: PageUser) -> None:
    await reporter.submit("/report", number=PHONE, stage="calming")
    case = receipt_of(reporter)
    assert (await reporter.submit(f"/report/{case}/reveal", reason="")).status_code == 422
    answer = await reporter.submit(f"/report/{case}/reveal", reason="核对号码")
    assert (answer.status_code, f"tel:{PHONE}" in answer.text) == (200, True)


async def test_a_stranger_reads_no_receipt_and_adds_nothing(world: World, reporter: PageUser) -> None:
    await reporter.submit("/report", number=PHONE, text="嫌慢", stage="calming")
    case = receipt_of(reporter)
    stranger = await at_the_pages(world, STRANGER)
    answer = await stranger.open(f"/report/{case}")
    assert (answer.status_code, "嫌慢" in answer.text) == (403, False)
    await stranger.http.aclose()
    leader = await at_the_pages(world, LEADER)
    await leader.open(f"/report/{case}")
    assert "嫌慢" in leader.shown.text
    assert f"/report/{case}/details" not in leader.actions
    await leader.http.aclose()


@pytest.mark.parametrize(("noticed", "until"), [("5", "09:00:00"), ("", "09:05:00")])
async def test_when_it_was_noticed_counts(reporter: PageUser, noticed: str, until: str, world: World) -> None:
    await reporter.submit("/report", number=PHONE, noticed=noticed, stage="calming")
    await world.settle()
    case = receipt_of(reporter)
    told = (await world.kinds("escalation", case)).count("level.told")
    assert told == (1 if until == "09:00:00" else 0)


async def test_what_was_noticed_two_days_ago_is_accepted_and_marked(world: World, reporter: PageUser) -> None:
    before = (world.now - timedelta(days=2)).astimezone(SHANGHAI)
    await reporter.submit("/report", number=PHONE, noticed_at=f"{before:%Y-%m-%dT%H:%M}", stage="calming")
    assert "发现已超过 24 小时" in reporter.shown.text
    await reporter.open("/report")
    for odd in ("1700-01-01T00:00", "9999-01-01T00:00", "2027-01-01T00:00", "x"):
        answer = await reporter.submit("/report", number="13912345678", noticed_at=odd, stage="calming")
        assert (answer.status_code, 'href="#f-noticed_at"' in answer.text) == (422, True), odd
