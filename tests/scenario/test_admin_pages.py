"""Administrators keep the directory, tokens and sessions at the pages; an act wants a sign-in of a moment ago."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from shared.platform.directory.reading import COLUMNS
from shared.platform.tables import audit
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import ADMINISTRATOR, AUDITOR, LEADER, OPERATOR, REPORTER
from tests.harness.world import World

DIRECTORY, TOKENS, SESSIONS = "/admin/directory", "/admin/tokens", "/admin/sessions"
FILES = f"{DIRECTORY}/files"
PROVINCE = Path(__file__).resolve().parents[2] / "deploy" / "demo"
TOO_LATE = timedelta(minutes=16)


@pytest_asyncio.fixture(loop_scope="session")
async def administrator(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, ADMINISTRATOR)
    yield user
    await user.http.aclose()


def province(**changed: tuple[str, str]) -> dict[str, bytes]:
    """The files of the demo province, in some of which one text is replaced by another."""
    files = {name: (PROVINCE / name).read_text("utf-8") for name in COLUMNS}
    for name, (old, new) in changed.items():
        assert old in files[f"{name}.csv"]
        files[f"{name}.csv"] = files[f"{name}.csv"].replace(old, new, 1)
    return {name: text.encode() for name, text in files.items()}


async def acts_on_record(world: World) -> list[tuple[str, str]]:
    """(who, act) of what was administered, without sign-ins."""
    rows = await world.process.context.platform.ask(select(audit).order_by(audit.c.position))
    return [(row["actor"], row["action"]) for row in rows if not row["action"].startswith("session.begin")]


async def test_an_administrator_checks_the_files_sees_what_changes_and_imports_them(
    world: World, administrator: PageUser
) -> None:
    await administrator.open("/")
    assert administrator.shown.url.path == "/admin"
    await administrator.open(DIRECTORY)
    newcomer = ("S0118,于嘉怡,", "S9001,新同事,JS-NJ-GL,CLAIMS,reporter,,,yes,XinTongShi\nS0118,于嘉怡,")
    checked = await administrator.choose(FILES, "files", province(staff=newcomer))
    assert checked.status_code == 303
    assert "+1" in administrator.shown.text
    assert world.process.context.directory.current.person("S9001") is None
    assert (await administrator.submit(f"{DIRECTORY}/import")).status_code == 303
    found = world.process.context.directory.current.person("S9001")
    assert found is not None
    assert found.name == "新同事"
    assert "已导入，版本 2" in administrator.shown.text
    assert re.search(r'data-label="版本">2</td>', administrator.shown.text)
    assert (ADMINISTRATOR, "directory.import") in await acts_on_record(world)


async def test_what_is_imported_is_what_was_checked_and_once(world: World, administrator: PageUser) -> None:
    await administrator.open(DIRECTORY)
    await administrator.choose(FILES, "files", province(units=("鼓楼支公司", "鼓楼区支公司")))
    form = administrator.form(f"{DIRECTORY}/import")
    assert (await administrator.send(form.action, **form.fields)).status_code == 303
    again = await administrator.send(form.action, **form.fields)
    assert (again.status_code, "核对的内容已导入" in again.text) == (409, True)
    assert [act for _, act in await acts_on_record(world)].count("directory.import") == 1


async def test_a_directory_that_was_checked_before_another_import_is_checked_again(
    world: World, administrator: PageUser
) -> None:
    await administrator.open(DIRECTORY)
    await administrator.choose(FILES, "files", province(units=("鼓楼支公司", "鼓楼区支公司")))
    first = administrator.form(f"{DIRECTORY}/import")
    await administrator.open(DIRECTORY)
    await administrator.choose(FILES, "files", province(units=("丰县支公司", "丰县县支公司")))
    await administrator.submit(f"{DIRECTORY}/import")
    refused = await administrator.send(first.action, **first.fields)
    assert refused.status_code == 409
    assert f"{DIRECTORY}/import" not in administrator.actions
    await administrator.submit(f"{DIRECTORY}/check")
    await administrator.submit(f"{DIRECTORY}/import")
    names = {unit.name for unit in world.process.context.directory.current.units()}
    assert {"鼓楼区支公司", "丰县支公司"} <= names


async def test_faults_are_told_by_file_and_line_and_nothing_is_imported(world: World, administrator: PageUser) -> None:
    await administrator.open(DIRECTORY)
    files = province(staff=("S0118,于嘉怡,JS-NJ-GL", "S0118,于嘉怡,NOWHERE"))
    refused = await administrator.choose(FILES, "files", files)
    line = (
        files["staff.csv"]
        .decode()
        .split("\n")
        .index(next(row for row in files["staff.csv"].decode().split("\n") if "NOWHERE" in row))
    )
    assert refused.status_code == 422
    assert re.search(rf'staff\.csv</code></td><td data-label="行">{line + 1}</td>.*unit_id', refused.text)
    assert world.process.context.directory.current.version == 1
    missing = await administrator.choose(FILES, "files", {"units.csv": files["units.csv"]})
    assert (missing.status_code, missing.text.count("缺少文件")) == (422, 4)


async def test_an_auditor_reads_the_directory_and_its_history_and_finds_no_button(world: World) -> None:
    auditor = await at_the_pages(world, AUDITOR)
    await auditor.open(DIRECTORY)
    assert auditor.shown.status_code == 200
    assert [action for action in auditor.actions if action.startswith("/admin") and action != DIRECTORY] == []
    assert 'type="file"' not in auditor.shown.text
    found = await auditor.open(f"{DIRECTORY}?q=于嘉怡")
    assert "鼓楼支公司" in found.text
    assert (await auditor.open(TOKENS)).status_code == 403
    await auditor.http.aclose()


async def test_a_token_is_shown_once_signs_its_person_in_and_ends_when_it_is_revoked(
    world: World, administrator: PageUser
) -> None:
    await administrator.open(TOKENS)
    form = administrator.form(TOKENS)
    issued = await administrator.send(TOKENS, **{**form.fields, "person": "毛岚", "label": "前台电脑"})
    [secret] = re.findall(r'<code class="secret"[^>]*>([^<]+)</code>', issued.text)
    mine = {"Authorization": f"Bearer {secret}"}
    assert (await world.http.get("/api/platform/me", headers=mine)).json()["staff_id"] == LEADER
    twice = await administrator.send(TOKENS, **{**form.fields, "person": "毛岚", "label": "前台电脑"})
    assert (twice.status_code, 'class="secret"' in twice.text) == (409, False)
    await administrator.open(f"{TOKENS}?person={LEADER}")
    assert secret not in administrator.shown.text
    assert await world.process.context.tokens.write_uses() > 0
    assert re.search(
        r"前台电脑.*?最近使用.><time",
        (await administrator.open(f"{TOKENS}?person={LEADER}")).text,
        re.DOTALL,
    )
    [token] = re.findall(r'前台电脑.*?name="token" value="([^"]+)"', administrator.shown.text, re.DOTALL)
    form = administrator.form(f"{TOKENS}/revoke")
    for _ in range(2):  # a second click finds it revoked
        assert (await administrator.send(form.action, **form.fields, token=token)).status_code == 303
    world.lapse(timedelta(seconds=2))
    assert (await world.http.get("/api/platform/me", headers=mine)).status_code == 401


async def test_a_token_for_a_person_whom_the_directory_does_not_know_is_refused_at_the_field(
    administrator: PageUser,
) -> None:
    await administrator.open(TOKENS)
    answer = await administrator.submit(TOKENS, person="没有这个人", label="x")
    assert (answer.status_code, 'href="#f-person"' in answer.text) == (422, True)
    assert 'value="没有这个人"' in answer.text


async def test_an_administrator_ends_the_session_of_a_colleague(world: World, administrator: PageUser) -> None:
    reporter = await at_the_pages(world, REPORTER)
    await administrator.open(SESSIONS)
    assert "于嘉怡" in administrator.shown.text
    await administrator.open(f"{SESSIONS}?person=于嘉怡")
    [end] = [action for action in administrator.actions if action.startswith(f"{SESSIONS}/")]
    assert (await administrator.submit(end)).status_code == 303
    world.lapse(timedelta(seconds=2))
    assert (await reporter.http.get("/onsite")).status_code == 303
    assert (ADMINISTRATOR, "session.end") in await acts_on_record(world)
    await reporter.http.aclose()


async def test_an_act_long_after_the_sign_in_asks_to_sign_in_again_and_keeps_the_form(
    world: World, administrator: PageUser
) -> None:
    await administrator.open(TOKENS)
    world.lapse(TOO_LATE)
    form = administrator.form(TOKENS)
    asked = await administrator.send(TOKENS, **{**form.fields, "person": LEADER, "label": "前台电脑"})
    assert (asked.status_code, "重新登录" in asked.text) == (403, True)
    assert "token.issue" not in {act for _, act in await acts_on_record(world)}
    kept = administrator.form("/sign-in")
    back = await administrator.send("/sign-in", **kept.fields, staff_id=ADMINISTRATOR)
    assert (back.status_code, "前台电脑" in back.text) == (200, True)
    issued = await administrator.submit(TOKENS)
    assert (issued.status_code, 'class="secret"' in issued.text) == (200, True)


async def test_a_kept_form_is_given_back_to_its_own_person_only(world: World, administrator: PageUser) -> None:
    await administrator.open(TOKENS)
    world.lapse(TOO_LATE)
    form = administrator.form(TOKENS)
    await administrator.send(TOKENS, **{**form.fields, "person": LEADER, "label": "前台电脑"})
    kept = administrator.form("/sign-in")
    wrong = await administrator.send("/sign-in", **kept.fields, token="wrong")
    assert (wrong.status_code, 'name="kept"' in wrong.text) == (401, True)
    other = await administrator.send("/sign-in", **kept.fields, staff_id=OPERATOR)
    assert (other.status_code, other.headers["location"]) == (303, TOKENS)
    assert administrator.shown.status_code == 403


async def test_reading_wants_no_second_sign_in_and_files_are_asked_for_after_it(
    world: World, administrator: PageUser
) -> None:
    world.lapse(TOO_LATE)
    await administrator.open(DIRECTORY)
    assert (administrator.shown.status_code, DIRECTORY in administrator.actions) == (200, True)
    assert 'type="file"' not in administrator.shown.text
    await administrator.open("/sign-in/again?next=/admin/directory")
    await administrator.submit("/sign-in", staff_id=ADMINISTRATOR)
    assert 'type="file"' in administrator.shown.text


@pytest.mark.parametrize("who", [REPORTER, OPERATOR, AUDITOR])
async def test_who_may_not_administer_gets_no_act_through_by_its_address(
    world: World, administrator: PageUser, who: str
) -> None:
    await administrator.open(TOKENS)
    other = await at_the_pages(world, who)
    for action in (TOKENS, f"{TOKENS}/revoke", f"{SESSIONS}/x/end", f"{DIRECTORY}/import", FILES):
        answer = await other.send(action, key=administrator.form(TOKENS).fields["key"], person=LEADER)
        assert answer.status_code == 403, action
    await other.http.aclose()
