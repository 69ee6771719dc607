"""The complaint group at its desk, without script: claim, call, report, dispatch; and what a refusal says."""

import json
from datetime import timedelta

from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.callback import PHONE, asks_for, claims, filed
from tests.harness.pages import at_the_pages
from tests.harness.people import CALLER, CLAIMS, COLLEAGUE
from tests.harness.world import World

AUDITOR = "S0081"
EVERYWHERE = {"/sign-out", "/language"}


async def test_a_dissatisfied_customer_is_called_and_the_case_dispatched_in_the_same_place(world: World) -> None:
    case = await filed(world)
    desk = await at_the_pages(world, CALLER)
    await desk.open("/desk")
    answer = await desk.submit("/desk/claim", task=f"{case}.t1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk?case={case}")
    assert (await desk.submit(f"/desk/tasks/{case}.t1/start")).status_code == 303
    assert "拨打中" in desk.shown.text
    assert (
        await desk.submit(f"/desk/tasks/{case}.t1/outcome", outcome="dissatisfied", note="仍未修好")
    ).status_code == 303
    assert "待转办" in desk.shown.text
    answer = await desk.submit(f"/desk/cases/{case}/dispatch", unit=CLAIMS, note="请尽快联系")
    assert answer.status_code == 303
    assert "待签收" in desk.shown.text
    await world.settle()
    kinds = await world.kinds("callback", case)
    assert [kind for kind in kinds if kind in ("attempt.started", "attempt.ended", "case.dispatched")] == [
        *("attempt.started", "attempt.ended", "case.dispatched"),
    ]


async def test_of_two_who_claim_the_same_row_one_reads_who_was_quicker(world: World) -> None:
    case = await filed(world)
    first, second = await at_the_pages(world, CALLER), await at_the_pages(world, COLLEAGUE)
    for each in (first, second):
        await each.open("/desk")
    assert (await first.submit("/desk/claim", task=f"{case}.t1")).status_code == 303
    answer = await second.submit("/desk/claim", task=f"{case}.t1")
    assert answer.status_code == 409
    assert "该任务已被认领" in answer.text
    assert "赵静" in answer.text


async def test_a_score_that_says_the_opposite_is_named_at_once_and_the_note_stays(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_pages(world, CALLER)
    await desk.open("/desk")
    answer = await desk.submit(f"/desk/tasks/{case}.t1/outcome", outcome="satisfied", score="40", note="客户说还行")
    assert (answer.status_code, "与评分矛盾" in answer.text, "客户说还行" in answer.text) == (422, True, True)
    answer = await desk.submit(f"/desk/tasks/{case}.t1/outcome", outcome="", note="客户说还行")
    assert (answer.status_code, 'href="#f-outcome"' in answer.text) == (422, True)


async def test_another_call_is_arranged_for_a_time_that_the_customer_names(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_pages(world, CALLER)
    await desk.open("/desk")
    path = f"/desk/tasks/{case}.t1/outcome"
    assert (await desk.submit(path, outcome="call_later")).status_code == 422
    assert (await desk.submit(path, outcome="call_later", later_at="2026-11-23T10:30")).status_code == 303
    assert (await world.by(CALLER).sees("callback", case))["task"]["not_before"] == "2026-11-23T02:30:00Z"
    await desk.open("/desk?tab=today")
    assert "客户约定的时间" in desk.shown.text


async def test_what_was_typed_is_shown_and_kept_when_the_lease_was_lost(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_pages(world, CALLER)
    await desk.open("/desk")
    form = desk.form(f"/desk/tasks/{case}.t1/outcome")
    await world.advance(timedelta(minutes=2))
    answer = await desk.send(form.action, **form.fields | {"outcome": "satisfied", "note": "客户已满意"})
    assert (answer.status_code, "客户已满意" in answer.text, "已存为草稿" in answer.text) == (409, True, True)
    [draft] = (await world.by(CALLER).sees("callback", case))["drafts"]
    assert draft["note"] == "客户已满意"


async def test_who_is_barred_reads_why_and_has_no_button(world: World) -> None:
    case = await filed(world, subject_staff_id=CALLER)
    desk = await at_the_pages(world, CALLER)
    await desk.open(f"/desk?case={case}")
    assert "您是涉及人员，按规定须回避" in desk.shown.text
    assert "/desk/next" not in desk.actions
    assert 'name="task"' not in desk.shown.text, "no row has a button"


async def test_an_auditor_reads_the_desk_and_finds_no_button_but_to_show(world: World) -> None:
    case = await filed(world)
    desk = await at_the_pages(world, AUDITOR)
    await desk.open(f"/desk?case={case}")
    assert set(desk.actions) - EVERYWHERE == {f"/desk/cases/{case}/reveal"}


async def test_the_number_is_shown_to_who_holds_the_task_for_a_reason_on_record(world: World) -> None:
    case = await filed(world)
    desk = await at_the_pages(world, CALLER)
    await desk.open(f"/desk?case={case}")
    assert f"/desk/cases/{case}/reveal" not in desk.actions
    await desk.submit("/desk/claim", task=f"{case}.t1")
    assert PHONE not in desk.shown.text
    answer = await desk.submit(f"/desk/cases/{case}/reveal")
    assert (answer.status_code, f"tel:{PHONE}" in answer.text, "定损太慢" in answer.text) == (200, True, True)
    [row] = await world.rows("callback", select(audit).where(audit.c.action == "revealed"))
    assert (row["actor"], json.loads(row["facts"])["reason"]) == (CALLER, "首次回访拨打")


async def test_two_customers_can_be_held_and_the_third_is_refused_in_words(world: World) -> None:
    cases = [await filed(world, customer={"phone": f"1390000000{n}"}) for n in range(3)]
    desk = await at_the_pages(world, CALLER)
    for case in cases[:2]:
        await desk.open("/desk")
        await desk.submit("/desk/claim", task=f"{case}.t1")
    await desk.open(f"/desk?case={cases[2]}")
    answer = await desk.submit("/desk/claim", task=f"{cases[2]}.t1")
    assert (answer.status_code, "最多同时认领 2 位客户的任务" in answer.text) == (409, True)
    assert all(f"/desk?case={case}" in answer.text for case in cases[:2])


async def test_a_sign_of_life_keeps_the_call_each_time_it_is_sent(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    desk = await at_the_pages(world, CALLER)
    await desk.open("/desk")
    form = desk.form(f"/desk/tasks/{case}.t1/heartbeat")
    for n in range(3):
        await world.advance(timedelta(seconds=90))
        sent = form.fields | {"key": f"{form.fields['key']}.{n}"}
        answer = await desk.http.post(form.action, data=sent, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.text
    await world.advance(timedelta(minutes=2))
    answer = await desk.http.post(form.action, data=form.fields, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_fence")


async def test_the_rows_alone_are_sent_once_while_nothing_has_changed(world: World) -> None:
    case = await filed(world)
    desk = await at_the_pages(world, CALLER)
    answer = await desk.open("/desk/rows/queue")
    assert f'data-key="{case}.t1"' in answer.text
    again = await desk.http.get("/desk/rows/queue", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    assert (await asks_for(world.by(COLLEAGUE), case)).status_code == 200
    changed = await desk.http.get("/desk/rows/queue", headers={"If-None-Match": answer.headers["etag"]})
    assert (changed.status_code, f'data-holder="{COLLEAGUE}"' in changed.text) == (200, True)
