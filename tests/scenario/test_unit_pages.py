"""A responsible unit handles its cases at the page `/unit`, with plain forms."""

import json

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.callback import HOUR, MINUTE, PHONE, dispatched, does, handling, reads, resolved, to_dispatch
from tests.harness.live import parsed
from tests.harness.live_pages import gone_from, heard, listening
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import (
    AUDITOR,
    CALLER,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    ISSUING,
    ISSUING_HEAD,
    SUPERVISOR,
)
from tests.harness.stacks import EMBEDDED
from tests.harness.world import World

pytestmark = pytest.mark.parametrize("stack", [EMBEDDED.name], indirect=True)
"""Pages call what the API calls, which the other stories tell on every stack."""

FRAME = {"/sign-out", "/language", "/unit/accept"}
"""Forms that every page of the unit has; the last is that of the buttons in its rows."""


def acts(user: PageUser) -> set[str]:
    """What the forms of the shown case do."""
    return {action.rpartition("/")[2] for action in set(user.actions) - FRAME}


async def test_a_handler_accepts_with_one_tap_in_the_list_and_the_same_tap_again_changes_nothing(world: World) -> None:
    case = await dispatched(world)
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open("/unit")
    assert f'name="case_id" value="{case}"' in handler.shown.text
    assert "○ 剩 30:00" in handler.shown.text
    form = handler.form("/unit/accept")
    for _ in range(2):
        answer = await handler.send(form.action, **form.fields, case_id=case)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/unit?case={case}")
    await world.settle()
    assert (await world.kinds("callback", case)).count("case.accepted") == 1
    assert "办结" in handler.shown.text
    assert acts(handler) == {"resolve", "reveal"}  # a handler assigns nobody


async def test_a_unit_resolves_with_what_was_done_whom_it_told_and_what_was_agreed(world: World) -> None:
    case = await handling(world)
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open(f"/unit?case={case}")
    answer = await handler.submit(f"/unit/{case}/resolve", told="客户本人")
    assert (answer.status_code, "错误：" in answer.text, 'value="客户本人"' in answer.text) == (422, True, True)
    await handler.submit(f"/unit/{case}/resolve", done="已重新定损", told="客户本人", agreed="周三前到账")
    await world.settle()
    assert "暂停，待办结回访" in handler.shown.text
    notes = (await (await world.sign_in(SUPERVISOR)).sees("callback", case))["notes"]
    assert notes[-1]["text"] == "已重新定损\n已通知：客户本人\n约定：周三前到账"


async def test_the_head_assigns_one_of_the_unit_who_sees_it_in_the_list(world: World) -> None:
    case = await handling(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    await head.open(f"/unit?case={case}")
    assert acts(head) == {"resolve", "assign", "transfer", "return", "reveal"}
    assert f'<option value="{CLAIMS_HANDLER}">' in head.shown.text
    assert f'<option value="{ISSUING_HEAD}">' not in head.shown.text
    await head.submit(f"/unit/{case}/assign", staff_id=CLAIMS_HANDLER)
    await world.settle()
    await head.open("/unit?tab=handling")
    assert f'data-holder="{CLAIMS_HANDLER}"' in head.shown.text


async def test_the_head_returns_what_is_not_theirs_and_reads_that_it_is_gone(world: World) -> None:
    case = await dispatched(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    await head.open(f"/unit?case={case}")
    assert (await head.submit(f"/unit/{case}/return", reason=" ")).status_code == 422
    answer = await head.submit(f"/unit/{case}/return", reason="不属本单位")
    assert (answer.status_code, "已退回，案件回到 95518" in head.shown.text) == (303, True)
    await world.settle()
    assert (await (await world.sign_in(SUPERVISOR)).sees("callback", case))["state"] == "to_dispatch"


async def test_a_case_that_was_passed_on_twice_can_only_be_returned(world: World) -> None:
    case = await dispatched(world)
    for _ in range(2):
        await does(world, CLAIMS_HEAD, case, "return", reason="不属本单位")
        await does(world, SUPERVISOR, case, "dispatch", responsible_unit_id="JS-NJ-LP")
    head = await at_the_pages(world, CLAIMS_HEAD)
    await head.open(f"/unit?case={case}")
    assert acts(head) == {"accept", "assign", "return", "reveal"}
    assert "由主管决定，只能退回" in head.shown.text


async def test_who_writes_while_the_case_moves_on_reads_who_was_quicker_and_keeps_the_text(world: World) -> None:
    case = await handling(world)
    handler, head = await at_the_pages(world, CLAIMS_HANDLER), await at_the_pages(world, CLAIMS_HEAD)
    await handler.open(f"/unit?case={case}")
    form = handler.form(f"/unit/{case}/resolve")
    await head.open(f"/unit?case={case}")
    await head.submit(f"/unit/{case}/resolve", done="已致歉")
    await world.settle()
    answer = await handler.send(form.action, **form.fields | {"done": "写了很久的处理结果"})
    assert answer.status_code == 409
    assert "马明 已于" in answer.text
    assert "写了很久的处理结果" in answer.text


async def test_who_writes_while_the_case_goes_to_another_unit_keeps_the_text_too(world: World) -> None:
    case = await handling(world)
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open(f"/unit?case={case}")
    form = handler.form(f"/unit/{case}/resolve")
    await does(world, CLAIMS_HEAD, case, "return", reason="不属本单位")
    answer = await handler.send(form.action, **form.fields | {"done": "写了很久的处理结果"})
    assert (answer.status_code, "写了很久的处理结果" in answer.text) == (403, True)


async def test_who_answers_an_order_second_keeps_the_text_though_another_order_waits(world: World) -> None:
    case = await handling(world)
    for text in ("请说明进展", "请说明原因"):
        await does(world, SUPERVISOR, case, "supervise", text=text)
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open(f"/unit?case={case}")
    form = handler.form(f"/unit/{case}/answer")
    path = f"/api/callback/orders/{form.fields['order']}/answer"
    assert (await world.by(CLAIMS_HEAD).post(path, {"text": "周三前办结"})).status_code == 200
    answer = await handler.send(form.action, **form.fields | {"text": "写了很久的答复"})
    assert (answer.status_code, "写了很久的答复" in answer.text) == (409, True)


async def test_an_order_is_answered_in_writing_before_it_is_due(world: World) -> None:
    case = await handling(world)
    order = (await does(world, SUPERVISOR, case, "supervise", text="请说明进展"))["order"]
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open("/unit?tab=orders")
    assert "待答复 1" in handler.shown.text
    await handler.open(f"/unit?case={case}")
    assert "请说明进展" in handler.shown.text
    await handler.submit(f"/unit/{case}/answer", text="周三前办结")
    await world.settle()
    assert "已答复" in handler.shown.text
    [found] = (await (await world.sign_in(SUPERVISOR)).sees("callback", case))["orders"]
    assert (found["order"], found["answered_by"]) == (order, CLAIMS_HANDLER)


async def test_what_is_shown_in_the_clear_is_on_record_with_its_reason(world: World) -> None:
    case = await handling(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    await head.open(f"/unit?case={case}")
    assert PHONE not in head.shown.text
    answer = await head.submit(f"/unit/{case}/reveal", **{"fields[]": "phone", "reason": ""})
    assert (answer.status_code, PHONE in answer.text) == (422, False)
    answer = await head.submit(f"/unit/{case}/reveal", **{"fields[]": "phone", "reason": "联系客户"})
    assert (answer.status_code, f"tel:{PHONE}" in answer.text) == (200, True)
    rows = await world.rows("callback", select(audit).where(audit.c.action == "revealed"))
    assert [(row["actor"], json.loads(row["facts"])["fields"]) for row in rows] == [(CLAIMS_HEAD, ["phone"])]


async def test_assisting_units_and_auditors_read_without_buttons(world: World) -> None:
    case = await to_dispatch(world)
    await does(world, CALLER, case, "dispatch", responsible_unit_id="JS-NJ-LP", assisting_unit_ids=[ISSUING])
    assisting, auditor = await at_the_pages(world, ISSUING_HEAD), await at_the_pages(world, AUDITOR)
    await assisting.open("/unit")
    assert (f"/unit?case={case}" in assisting.shown.text, "协办" in assisting.shown.text) == (True, True)
    await assisting.open(f"/unit?case={case}")
    assert (acts(assisting), "协办单位，仅可查看" in assisting.shown.text) == (set(), True)
    await auditor.open(f"/unit?case={case}")
    assert acts(auditor) == {"reveal"}


async def test_a_colleague_of_another_unit_is_not_shown_the_case(world: World) -> None:
    case = await handling(world)
    assert await reads(world, ISSUING_HEAD, case) == 403
    other = await at_the_pages(world, ISSUING_HEAD)
    answer = await other.open(f"/unit?case={case}")
    assert (answer.status_code, "定损太慢" in answer.text) == (403, False)


async def test_the_time_to_accept_stands_still_at_night_and_the_page_says_until_when(world: World) -> None:
    await world.advance(11 * HOUR + 50 * MINUTE)  # 20:50
    case = await dispatched(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    await world.advance(15 * MINUTE)
    await head.open(f"/unit?case={case}")
    assert "暂停，11-24 08:00 继续计时" in head.shown.text
    assert 'data-paused-until="2026-11-24T00:00:00.000Z"' in head.shown.text


async def test_the_rows_alone_are_sent_once_until_something_changes(world: World) -> None:
    case = await dispatched(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    first = await head.http.get("/unit/rows/cases?tab=accept")
    again = await head.http.get("/unit/rows/cases?tab=accept", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, case in first.text, again.status_code) == (200, True, 304)
    await does(world, CLAIMS_HEAD, case, "accept")
    later = await head.http.get("/unit/rows/cases?tab=accept", headers={"If-None-Match": first.headers["etag"]})
    assert (later.status_code, case in later.text) == (200, False)


async def test_what_is_resolved_waits_for_the_follow_up_among_what_is_done(world: World) -> None:
    case = await resolved(world)
    head = await at_the_pages(world, CLAIMS_HEAD)
    await head.open("/unit?tab=done")
    assert f"/unit?case={case}" in head.shown.text
    assert "待办结回访" in head.shown.text


async def test_what_the_unit_learnt_is_added_by_who_reads_the_case_and_not_the_report(world: World) -> None:
    case = await handling(world)
    handler = await at_the_pages(world, CLAIMS_HANDLER)
    await handler.open(f"/unit?case={case}")
    assert f'href="/report/{case}/details"' in handler.shown.text
    assert (await handler.open(f"/report/{case}")).status_code == 403
    await handler.open(f"/report/{case}/details")
    answer = await handler.submit(f"/report/{case}/details", text=" ")
    assert (answer.status_code, "错误：" in answer.text) == (422, True)
    answer = await handler.submit(f"/report/{case}/details", text="客户另有一张发票")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/unit?case={case}")
    await world.settle()
    await handler.open(f"/unit?case={case}")
    assert "客户另有一张发票" in handler.shown.text


async def test_only_who_may_add_to_the_report_finds_the_form(world: World) -> None:
    case = await handling(world)
    assisting, caller = await at_the_pages(world, ISSUING_HEAD), await at_the_pages(world, CALLER)
    assert (await assisting.open(f"/report/{case}/details")).status_code == 403
    await caller.open(f"/report/{case}/details")
    assert caller.shown.url.path == f"/report/{case}"


async def test_a_case_comes_into_the_open_list_of_its_unit_and_moves_to_the_next(world: World) -> None:
    hub = world.services["callback"].hub
    assert hub is not None
    head, again, other = [await listening(world, hub, each) for each in (CLAIMS_HEAD, CLAIMS_HEAD, ISSUING_HEAD)]
    case = await dispatched(world)
    for each in (head, again):
        assert f'value="{case}"' in await heard(each, "row", "unit-accept")
    await does(world, CLAIMS_HANDLER, case, "accept")
    assert await gone_from(again, case)
    html = await heard(head, "row", "unit-handling")
    assert (f"/unit?case={case}" in html, "签收" in html) == (True, False)
    said = parsed(other.take().decode())
    assert "row" not in [each.event for each in said]
