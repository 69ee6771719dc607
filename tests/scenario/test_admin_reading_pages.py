"""Operations and auditors at the pages: dead letters, health, the audit, policies, data quality, retention."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import insert, select

from shared.engine.events.record import write_record
from shared.engine.events.relay import to_record
from shared.engine.tables import event_log, parked
from tests.harness.callback import PHONE
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import ADMINISTRATOR, AGENT, AUDITOR, OPERATOR, REPORTER
from tests.harness.stories import happy_archive
from tests.harness.world import World

LETTERS = "/admin/dead-letters"


@pytest_asyncio.fixture(loop_scope="session")
async def operator(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, OPERATOR)
    yield user
    await user.http.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def auditor(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, AUDITOR)
    yield user
    await user.http.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def administrator(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, ADMINISTRATOR)
    yield user
    await user.http.aclose()


async def given_up_on(world: World) -> str:
    """A report whose event is a dead letter of escalation; what was added to it waits behind."""
    case = str((await world.by(REPORTER).submits(key="1", text="嫌慢")).json()["id"])
    [row] = await world.rows("intake", select(event_log))
    record = to_record("intake", row)
    dead = {
        "consumer": "escalation",
        "event_id": record.event_id,
        "case_id": case,
        "type": record.type,
        "record": write_record(record),
        "state": "dead",
        "attempts": 8,
        "retry_at": world.now,
        "error": "builtins.ValueError",
        "at": world.now,
    }
    async with world.services["escalation"].database.transaction() as connection:
        await connection.execute(insert(parked), dead)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"text": "客户又打来电话"})
    await world.settle()
    return case


async def test_an_operator_sees_why_an_event_was_given_up_on_and_what_waits_and_tries_it_again(
    world: World, operator: PageUser, auditor: PageUser
) -> None:
    case = await given_up_on(world)
    await operator.open("/")
    assert operator.shown.url.path == "/admin/health"
    assert "上报" in operator.shown.text
    await operator.open(LETTERS)
    assert "builtins.ValueError" in operator.shown.text
    assert 'data-label="等在其后">1</td>' in operator.shown.text
    await auditor.open(LETTERS)
    assert [action for action in auditor.actions if "replay" in action] == []
    [replay] = [action for action in operator.actions if "replay" in action]
    form = operator.form(replay)
    for _ in range(2):  # a second click finds nothing to do
        assert (await operator.send(replay, **form.fields)).status_code == 303
    await world.settle()
    assert (await world.kinds("escalation", case))[0] == "case.opened"
    assert "没有异常消息" in (await operator.open(LETTERS)).text


async def test_health_names_what_waits_in_each_service_and_the_loops(world: World, operator: PageUser) -> None:
    await given_up_on(world)
    shown = (await operator.open("/admin/health")).text
    assert re.search(r'data-label="异常消息"><span><strong class="late">⚠ 1</strong>', shown)
    assert "<code>escalation.ticker</code>" in shown
    await operator.open(LETTERS)
    await operator.submit(next(action for action in operator.actions if "replay" in action))
    await world.settle()


async def test_an_auditor_finds_who_read_what_and_pages_through_it(world: World, auditor: PageUser) -> None:
    case = await world.by(REPORTER).reports(text="嫌慢", customer={"name": "张三", "phone": PHONE})
    path = f"/api/intake/reports/{case}/reveal"
    revealed = await world.by(REPORTER).post(path, {"fields": ["customer.phone"], "reason": "安抚客户"})
    assert revealed.status_code == 200, revealed.text
    found = await auditor.open(f"/admin/audit?service=intake&kind=reads&subject={case}")
    assert ("安抚客户" in found.text, "reveal" in found.text, PHONE in found.text) == (True, True, False)
    assert "没有符合的记录" in (await auditor.open("/admin/audit?service=intake&kind=refusals")).text
    odd = await auditor.open("/admin/audit?since=gestern")
    assert (odd.status_code, 'href="#f-since"' in odd.text) == (422, True)
    for _ in range(26):
        for_sign_ins = await at_the_pages(world, REPORTER)
        await for_sign_ins.submit("/sign-out")
        await for_sign_ins.http.aclose()
    first = await auditor.open("/admin/audit?action=&person=")
    [older] = re.findall(r'href="(/admin/audit\?[^"]*cursor=\d+)"', first.text)
    assert (await auditor.open(older.replace("&amp;", "&"))).status_code == 200


async def test_security_events_are_listed_to_auditor_and_administrator(
    world: World, auditor: PageUser, administrator: PageUser
) -> None:
    stranger = PageUser(world)
    await stranger.send("/sign-in", token="wrong")
    await stranger.http.aclose()
    for user in (auditor, administrator):
        assert "登录失败</td>" in (await user.open("/admin/security")).text
        assert "登录失败</td>" not in (await user.open("/admin/security?kind=restored")).text


async def test_policies_say_what_a_unit_inherits_and_whom_a_report_of_now_would_reach(auditor: PageUser) -> None:
    own = await auditor.open("/admin/policies?unit=JS-CZ&on=2026-11-23")
    assert re.search(r"<code>order</code></td>.*?8 h.*?本单位</strong> <code>changzhou\.toml", own.text)
    assert re.search(r"<code>accept</code></td>.*?30 min service time.*?继承</span> <code>default\.toml", own.text)
    foreseen = (await auditor.open("/admin/policies?person=于嘉怡")).text
    assert re.search(r"09:05:00.*第 1 级.*毛岚.*09:15:00.*第 2 级.*杨芳.*09:25:00.*启动流程", foreseen, re.DOTALL)
    unknown = await auditor.open("/admin/policies?unit=没有这个单位&person=于嘉怡")
    assert (unknown.status_code, 'href="#f-unit"' in unknown.text) == (422, True)


async def test_an_administrator_names_a_reporter_whom_the_directory_did_not_know(
    world: World, administrator: PageUser, auditor: PageUser
) -> None:
    stated = {"name": "于嘉怡", "phone": "13900001111", "unit_id": "JS-NJ-GL"}
    agent = world.by(AGENT)
    customer = {"name": "张三", "phone": PHONE}
    report = {"text": "客户不满", "reporter_stated": stated, "cause": "没有这个原因", "customer": customer}
    answer = await agent.submits(key="1", **report)
    assert answer.status_code == 201, answer.text
    await world.settle()
    await auditor.open("/admin/quality")
    assert [action for action in auditor.actions if "/quality/" in action] == []
    await administrator.open("/admin/quality")
    assert "报告人不在通讯录" in administrator.shown.text
    forms = [action for action in administrator.actions if action.endswith("/resolve")]
    named = next(each for each in forms if "person" in administrator.form(each).fields)
    wrong = await administrator.submit(named, person="没有这个人")
    assert (wrong.status_code, 'href="#f-person"' in wrong.text) == (422, True)
    several = await administrator.submit(named, person="于")
    assert (several.status_code, f'name="staff_id" value="{REPORTER}"' in several.text) == (422, True)
    assert (await administrator.submit(named, staff_id=REPORTER)).status_code == 303
    [dismiss] = [action for action in administrator.actions if action.endswith("/dismiss")]
    without = await administrator.submit(dismiss)
    assert without.status_code == 422
    assert (await administrator.submit(dismiss, reason="外部用词")).status_code == 303
    assert "没有待处理的数据质量事项" in administrator.shown.text
    done = await administrator.open("/admin/quality?done=true")
    assert ("外部用词" in done.text, REPORTER in done.text) == (True, True)
    assert (await world.by(REPORTER).sees_report(answer.json()["id"]))["reporter"]["staff_id"] == REPORTER


async def test_an_administrator_holds_a_case_releases_it_and_erases_it_with_a_typed_word(
    world: World, auditor: PageUser
) -> None:
    case = await happy_archive(world)
    administrator = await at_the_pages(world, ADMINISTRATOR)
    await administrator.open("/admin/retention")
    assert "长期保存" in administrator.shown.text
    unknown = await administrator.submit("/admin/retention/hold", case_id="nothing", reason="诉讼")
    assert (unknown.status_code, 'href="#f-case_id"' in unknown.text) == (422, True)
    await administrator.submit("/admin/retention/hold", case_id=case, reason="诉讼")
    assert f"<code>{case}</code>" in administrator.shown.text
    erasing = {"case_id": case, "reason": "客户书面要求", "typed": "确认"}
    held = await administrator.submit("/admin/retention/erase", **erasing)
    assert (held.status_code, "案件已依法保留" in held.text) == (409, True)
    await administrator.submit("/admin/retention/release", case_id=case, reason="诉讼结束")
    careless = await administrator.submit("/admin/retention/erase", **{**erasing, "typed": "ok"})
    assert (careless.status_code, 'href="#f-typed"' in careless.text) == (422, True)
    assert (await administrator.submit("/admin/retention/erase", **erasing)).status_code == 303
    await world.settle()
    shown = await auditor.open("/admin/retention?due=true")
    assert ("人工删除" in shown.text, [each for each in auditor.actions if "/retention/" in each]) == (True, [])
    await administrator.http.aclose()
