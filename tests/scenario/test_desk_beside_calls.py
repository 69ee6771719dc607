"""At the desk beside the calls: finding a case, what one call answers, drafts, figures, and acts that need a form."""

import json

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from shared.rules.directory import Role
from tests.harness.callback import MINUTE, PHONE, calls, claims, filed, handling, to_dispatch
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import CALLER, CENTRE_HEAD, COLLEAGUE, FELLOW_REPORTER, SUPERVISOR
from tests.harness.stacks import EMBEDDED
from tests.harness.world import World

pytestmark = pytest.mark.parametrize("stack", [EMBEDDED.name], indirect=True)
"""Pages call what the API calls, which the other stories tell on every stack."""


async def at_the_desk(world: World, case: str | None = None, who: str = CALLER) -> PageUser:
    desk = await at_the_pages(world, who)
    await desk.open(f"/desk?case={case}" if case else "/desk")
    return desk


async def number_of(world: World, case: str) -> str:
    return str((await world.by(CALLER).sees("callback", case))["number"])


# Finding a case


async def test_a_case_is_found_by_its_number_as_it_is_read_out(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)
    number = await number_of(world, case)
    desk = await at_the_desk(world)
    for typed in (number, f"%20{number.lower()}", number.replace("-", ""), number.replace("-", "%20")):
        await desk.open(f"/desk?number={typed}")
        assert str(desk.shown.url).endswith(f"/desk?case={case}"), typed
    await desk.open("/desk?number=R261123-NONE")
    assert "没有您可以查看的这个编号的案件" in desk.shown.text


async def test_a_customer_who_rings_is_looked_up_on_record_and_the_contact_recorded(world: World) -> None:
    case = await to_dispatch(world)
    desk = await at_the_desk(world)
    await desk.open("/desk?tab=find")
    answer = await desk.submit("/desk/lookups", number=PHONE)
    assert (answer.status_code, f"/desk?case={case}" in answer.text) == (200, True)
    [row] = await world.rows("callback", select(audit).where(audit.c.action == "looked_up"))
    assert (row["actor"], PHONE in json.dumps(row["facts"])) == (CALLER, False)
    await desk.open(f"/desk?case={case}")
    answer = await desk.submit(f"/desk/cases/{case}/contacts", note="客户询问进度", wants="尽快答复")
    assert answer.status_code == 303
    notes = (await world.by(CALLER).sees("callback", case))["notes"]
    assert [note["text"] for note in notes[-2:]] == ["客户询问进度", "尽快答复"]


async def test_what_is_no_number_is_said_at_the_field_and_kept(world: World) -> None:
    desk = await at_the_desk(world)
    await desk.open("/desk?tab=find")
    answer = await desk.submit("/desk/lookups", number="无")
    assert (answer.status_code, 'value="无"' in answer.text, 'href="#f-number"' in answer.text) == (422, True, True)


# One call, several cases


async def test_one_call_answers_two_cases_each_with_what_the_customer_said_of_it(world: World) -> None:
    one, two = await filed(world), await filed(world, by=FELLOW_REPORTER)
    desk = await at_the_desk(world, one)
    await desk.submit("/desk/claim", task=f"{one}.t1")
    form = next(each for each in desk.forms("/desk/claim") if each.fields.get("task") == f"{two}.t1")
    answer = await desk.send("/desk/claim", **form.fields)
    assert answer.headers["location"] == f"/desk?case={one}"
    path = f"/desk/tasks/{one}.t1/outcome"
    said = {"outcome": "satisfied", "score": "90", "also__0__answered": "true", "also__0__score": "40"}
    answer = await desk.submit(path, **said | {"also__0__outcome": "satisfied", "also__0__note": "另一件仍有意见"})
    assert (answer.status_code, "与评分矛盾" in answer.text, "另一件仍有意见" in answer.text) == (422, True, True)
    answer = await desk.submit(path, **said | {"also__0__outcome": "dissatisfied", "also__0__note": "另一件仍有意见"})
    assert answer.status_code == 303
    await world.settle()
    states = {case: (await world.by(CALLER).sees("callback", case))["state"] for case in (one, two)}
    assert states == {one: "archived", two: "to_dispatch"}
    await desk.open(f"/desk?case={two}")
    assert f"/desk?case={one}" in desk.shown.text  # an ended case, to read


# Drafts


async def test_what_was_being_written_is_found_in_another_window_and_by_the_next_caller(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_desk(world)
    form = desk.form(f"/desk/tasks/{case}.t1/heartbeat")
    for n, note in enumerate(("客户说", "客户说仍未修好")):
        sent = form.fields | {
            "key": f"{form.fields['key']}.{n}",
            "outcome": "dissatisfied",
            "score": "5x",
            "note": note,
        }
        answer = await desk.http.post(form.action, data=sent, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.text
    elsewhere = await at_the_desk(world)
    assert elsewhere.form(f"/desk/tasks/{case}.t1/outcome").fields["note"] == "客户说仍未修好"
    assert elsewhere.form(f"/desk/tasks/{case}.t1/outcome").fields["outcome"] == "dissatisfied"
    await world.advance(2 * MINUTE)
    following = await at_the_desk(world, case, COLLEAGUE)
    assert "客户说仍未修好" not in following.shown.text
    await following.submit("/desk/claim", task=f"{case}.t1")
    assert following.shown.text.count("客户说仍未修好") == 1
    assert following.form(f"/desk/tasks/{case}.t1/outcome").fields["note"] == ""
    [draft] = (await world.by(COLLEAGUE).sees("callback", case))["drafts"]
    assert (draft["by"], draft["unsent"], draft["outcome"], draft["satisfied"]) == (CALLER, True, "reached", False)


async def test_a_number_in_a_draft_is_masked_and_shown_with_the_customers(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.does("heartbeat", draft={"note": f"改拨 {PHONE}"})
    desk = await at_the_desk(world)
    path = f"/desk/tasks/{case}.t1/outcome"
    assert PHONE not in desk.shown.text
    assert desk.form(path).fields["note"] == ""
    await desk.submit(f"/desk/cases/{case}/reveal")
    assert desk.form(path).fields["note"] == f"改拨 {PHONE}"


# The day


async def test_the_calls_of_the_day_are_counted_with_those_in_time(world: World) -> None:
    early, late = await filed(world), await filed(world, customer={"phone": "13900000001"})
    await calls(world, early, "reached", satisfied=True)
    await world.advance(6 * MINUTE)
    await calls(world, late, "no_answer", by=COLLEAGUE)
    desk = await at_the_desk(world)
    await desk.open("/desk?tab=today")
    assert ("1 通，1 通及时" in desk.shown.text, "2 通，1 通及时" in desk.shown.text) == (True, True)


async def test_after_an_outcome_the_next_call_has_the_focus_and_a_dispatch_may_wait(world: World) -> None:
    one, two, _ = [await filed(world, customer={"phone": f"1390000000{n}"}) for n in range(3)]
    desk = await at_the_desk(world)
    for case, outcome in ((one, "satisfied"), (two, "dissatisfied")):
        await desk.open(f"/desk?case={case}")
        await desk.submit("/desk/claim", task=f"{case}.t1")
        await desk.submit(f"/desk/tasks/{case}.t1/outcome", outcome=outcome)
        assert "已提交结果" in desk.shown.text
        assert ("autofocus" in desk.shown.text, "稍后转办" in desk.shown.text) == (case == one, case == two)
        assert "/desk/next" in desk.actions
    await desk.open("/desk?tab=dispatch")
    assert f"/desk?case={two}" in desk.shown.text


async def test_an_empty_queue_says_when_the_next_call_may_be_tried(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    desk = await at_the_desk(world)
    assert "暂无待回访任务，下一件 09:02:00 可拨" in desk.shown.text


async def test_a_call_that_is_held_and_not_made_says_for_how_long(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    for _ in range(4):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    desk = await at_the_desk(world, who=COLLEAGUE)
    assert "4 分钟未拨打" in desk.shown.text


# Acts that need a form


async def test_the_group_orders_an_answer_changes_the_severity_and_marks_a_complaint_in_place(world: World) -> None:
    case = await handling(world)
    desk, path = await at_the_desk(world, case), f"/desk/cases/{case}"
    assert (await desk.submit(f"{path}/supervise", text="请说明进展", deadline="2026-11-24T10:00")).status_code == 303
    assert (await desk.submit(f"{path}/severity", severity="1", reason="")).status_code == 422
    assert (await desk.submit(f"{path}/severity", severity="1", reason="媒体已关注")).status_code == 303
    assert (await desk.submit(f"{path}/complaint", source="12378", number="TS-1")).status_code == 303
    assert "已登记正式投诉" in desk.shown.text
    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["severity"], seen["orders"][0]["deadline"]) == (1, "2026-11-24T02:00:00Z")
    assert [(each["source"], each["number"]) for each in seen["complaints"]] == [("12378", "TS-1")]


async def test_a_complaint_ahead_of_its_time_is_refused_at_its_field(world: World) -> None:
    case = await handling(world)
    desk = await at_the_desk(world, case)
    answer = await desk.submit(f"/desk/cases/{case}/complaint", source="12378", at="2026-12-31T10:00")
    assert (answer.status_code, 'href="#f-at"' in answer.text, 'value="12378"' in answer.text) == (422, True, True)


async def test_a_supervisor_transfers_to_a_unit_by_a_part_of_its_name(world: World) -> None:
    case = await handling(world)
    desk, path = await at_the_desk(world, case, SUPERVISOR), f"/desk/cases/{case}/transfer"
    answer = await desk.submit(path, other="不存在的单位", reason="归口有误")
    assert (answer.status_code, 'href="#f-other"' in answer.text) == (422, True)
    assert (await desk.submit(path, other="JS-SZ-LP", reason="归口有误")).status_code == 303
    assert (await world.by(CALLER).sees("callback", case))["responsible_unit_id"] == "JS-SZ-LP"


async def test_if_no_caller_is_left_the_centres_head_names_who_calls_all_the_same(world: World) -> None:
    services = world.directory.holders(Role.CUSTOMER_SERVICE)
    await world.change_directory(*(world.member(who, active=False) for who in services))
    case = await filed(world, responsible_unit_id="JS-95518-TS", line="HOTLINE_95518")
    path = f"/supervision/cases/{case}/override_independence"
    supervisor, head = [await at_the_pages(world, who) for who in (SUPERVISOR, CENTRE_HEAD)]
    for each in (supervisor, head):
        await each.open(f"/supervision?case={case}")
    assert path not in supervisor.actions  # she is of the team herself
    await head.open(f"/supervision?case={case}&act=override_independence")
    assert f'<option value="{CALLER}">' in head.shown.text
    assert (await head.submit(path, staff_id=CALLER, reason="夜间无人")).status_code == 303
    await claims(world.by(CALLER), case)


async def test_what_was_typed_stands_on_the_page_once_when_the_case_moved_on(world: World) -> None:
    case = await to_dispatch(world)
    desk = await at_the_desk(world, case)
    form = desk.form(f"/desk/cases/{case}/dispatch")
    await world.by(COLLEAGUE).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-LP")
    answer = await desk.send(form.action, **form.fields | {"unit": "JS-NJ-CB", "note": "写了很久的转办意见"})
    assert (answer.status_code, answer.text.count("写了很久的转办意见")) == (409, 1)


async def test_the_page_holds_the_words_of_the_day_for_each_kind_of_call(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_desk(world)
    assert "想听听您现在的感受" in desk.shown.text


async def test_with_sixty_calls_in_the_queue_and_one_under_way_the_page_stays_small(world: World) -> None:
    cases = [await filed(world, customer={"phone": f"139000000{n:02}"}) for n in range(60)]
    await claims(world.by(CALLER), cases[0])
    desk = await at_the_desk(world)
    assert desk.shown.text.count('data-order="') == 60
    assert len(desk.shown.content) <= 50 * 1024
