"""A leader settles a case at the pages, and a reporter escalates and files: with plain forms, once each."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.world import World

REPORTER, LEADER, UPPER, STRANGER, AUDITOR = "S0118", "S0114", "S0108", "S0127", "S0081"
PHONE = "13812345678"


@pytest_asyncio.fixture(loop_scope="session")
async def case(world: World) -> str:
    report = {"stage": "calming", "text": "客户嫌理赔慢", "customer": {"phone": PHONE, "name": "王小明"}}
    answer = await world.by(REPORTER).post("/api/intake/reports", report, key="report")
    await world.settle()
    return str(answer.json()["id"])


@pytest_asyncio.fixture(loop_scope="session")
async def pages(world: World) -> AsyncIterator[dict[str, PageUser]]:
    users = {staff_id: await at_the_pages(world, staff_id) for staff_id in (REPORTER, LEADER, STRANGER, AUDITOR)}
    yield users
    for user in users.values():
        await user.http.aclose()


async def test_a_leader_opens_the_case_and_settles_it_with_two_taps(
    world: World, case: str, pages: dict[str, PageUser]
) -> None:
    leader = pages[LEADER]
    await leader.open("/onsite")
    assert "现在没有待您化解的不满报告" in leader.shown.text
    await world.advance(timedelta(minutes=5))
    await leader.open("/onsite")
    assert f"/onsite/{case}" in leader.shown.text
    await leader.open(f"/m/onsite/{case}")
    answer = await leader.submit(f"/onsite/{case}/settle", how="当场解决")
    assert answer.status_code == 303
    assert "已化解" in leader.shown.text
    assert "毛岚 于 09:05:00" in leader.shown.text
    assert leader.actions == ["/sign-out", "/language"]  # nothing is left to do
    await world.settle()
    assert (await world.kinds("escalation", case))[-1] == "case.settled"


async def test_a_form_that_is_sent_twice_moves_one_level(world: World, case: str, pages: dict[str, PageUser]) -> None:
    reporter = pages[REPORTER]
    await reporter.open(f"/onsite/{case}")
    form = reporter.form(f"/onsite/{case}/escalate")
    for _ in range(2):
        answer = await reporter.send(form.action, **form.fields)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/onsite/{case}")
    assert (await world.kinds("escalation", case)).count("level.told") == 1


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    case: str, pages: dict[str, PageUser]
) -> None:
    reporter = pages[REPORTER]
    await reporter.open(f"/onsite/{case}")
    answer = await reporter.submit(f"/onsite/{case}/settle")
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    assert 'href="#f-note"' in answer.text
    long = "长" * 4_001
    answer = await reporter.submit(f"/onsite/{case}/settle", note=long)
    assert (answer.status_code, long in answer.text) == (422, True)


async def test_who_comes_too_late_reads_who_was_quicker_and_keeps_the_text(
    world: World, case: str, pages: dict[str, PageUser]
) -> None:
    await world.advance(timedelta(minutes=6))
    for staff_id in (REPORTER, LEADER):
        await pages[staff_id].open(f"/onsite/{case}")
    late = pages[REPORTER].form(f"/onsite/{case}/file")
    assert (await pages[LEADER].submit(f"/onsite/{case}/settle", note="已致歉")).status_code == 303
    answer = await pages[REPORTER].send(late.action, **late.fields | {"note": "客户要求回电"})
    assert answer.status_code == 409
    assert "毛岚 已于 09:06:00 处理，您的操作未执行。" in answer.text


async def test_a_number_is_shown_for_a_reason_on_record_and_in_no_address(
    world: World, case: str, pages: dict[str, PageUser]
) -> None:
    reporter = pages[REPORTER]
    await reporter.open(f"/onsite/{case}")
    assert PHONE not in reporter.shown.text
    answer = await reporter.submit(f"/onsite/{case}/reveal", reason="")
    assert (answer.status_code, PHONE in answer.text) == (422, False)
    answer = await reporter.submit(f"/onsite/{case}/reveal", reason="联系客户")
    assert (answer.status_code, f"tel:{PHONE}" in answer.text) == (200, True)
    assert answer.headers["cache-control"] == "no-store"
    rows = await world.rows("escalation", select(audit).where(audit.c.action == "revealed"))
    assert [(row["actor"], json.loads(row["facts"])["fields"]) for row in rows] == [(REPORTER, ["phone", "name"])]


async def test_a_colleague_of_another_county_is_told_that_the_case_is_not_theirs(
    case: str, pages: dict[str, PageUser]
) -> None:
    answer = await pages[STRANGER].open(f"/onsite/{case}")
    assert (answer.status_code, "客户嫌理赔慢" in answer.text) == (403, False)


async def test_an_auditor_reads_and_finds_no_button_but_to_show(case: str, pages: dict[str, PageUser]) -> None:
    await pages[AUDITOR].open(f"/onsite/{case}")
    assert set(pages[AUDITOR].actions) - {"/sign-out", "/language"} == {f"/onsite/{case}/reveal"}


async def test_a_form_of_an_earlier_session_does_nothing_and_comes_back_with_its_text(
    world: World, case: str, pages: dict[str, PageUser]
) -> None:
    await pages[REPORTER].open(f"/onsite/{case}")
    form = pages[REPORTER].form(f"/onsite/{case}/settle")
    again = await at_the_pages(world, REPORTER)
    answer = await again.send(form.action, **form.fields | {"note": "已当面道歉，客户接受"})
    assert (answer.status_code, "页面已过期" in answer.text) == (403, True)
    assert await world.kinds("escalation", case) == ["case.opened"]
    shown = again.form(form.action)
    assert shown.fields["note"] == "已当面道歉，客户接受"
    assert (await again.send(form.action, **shown.fields)).status_code == 303
    await world.settle()
    assert (await world.kinds("escalation", case))[-1] == "case.settled"
    await again.http.aclose()


async def test_opening_a_page_changes_nothing(world: World, case: str, pages: dict[str, PageUser]) -> None:
    before = await world.events("escalation")
    for path in ("/onsite", f"/onsite/{case}", f"/onsite/{case}/settle", f"/onsite/{case}/file", "/sign-out"):
        await pages[REPORTER].http.get(path)
        await pages[REPORTER].http.head(path)
    assert await world.events("escalation") == before
    assert (await pages[REPORTER].open("/onsite")).status_code == 200


async def test_ones_own_case_is_shown_however_many_of_others_come_first(
    world: World, case: str, pages: dict[str, PageUser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.escalation.entrypoints.pages.SHOWN", 1)
    await world.advance(timedelta(minutes=15))  # the leader's leader is notified, and has ten minutes
    others = [await world.by(STRANGER).reports(text=f"客户不满 {number}") for number in range(3)]
    head = await at_the_pages(world, "S0082")
    await head.open("/onsite")
    shown = [each for each in (case, *others) if f"/onsite/{each}" in head.shown.text]
    assert shown == [case, others[0]]
    await head.http.aclose()
