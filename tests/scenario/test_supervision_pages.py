"""Supervisors at their page, without script: what only they decide, what they take over, what they have looked at."""

from tests.harness.callback import HOUR, calls, claims, dispatched, does, filed, handling
from tests.harness.live_pages import gone_from, heard, listening
from tests.harness.pages import at_the_pages
from tests.harness.people import (
    CALLER,
    CENTRE_HEAD,
    CLAIMS_EXECUTIVE,
    CLAIMS_HANDLER,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_ELSEWHERE,
    REPORTER,
    SUPERVISOR,
)
from tests.harness.world import World

STRANGER = "S0127"


async def test_a_customer_who_will_not_talk_is_called_again_by_a_supervisor_who_says_why(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    page = await at_the_pages(world, SUPERVISOR)
    await page.open("/supervision")
    assert f"/supervision?case={case}" in page.shown.text
    await page.open(f"/supervision?case={case}")
    path = f"/supervision/cases/{case}/retry"
    assert (await page.submit(path, reason="")).status_code == 422
    await page.open(f"/supervision?case={case}")
    assert (await page.submit(path, reason="客户改变主意")).status_code == 303
    assert (await world.by(SUPERVISOR).sees("callback", case))["state"] == "awaiting_callback"


async def test_an_agent_reads_that_a_supervisor_decides_and_has_no_button_to(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    page = await at_the_pages(world, CALLER)
    await page.open(f"/desk?case={case}")
    assert "由主管决定" in page.shown.text
    assert not {f"/desk/cases/{case}/{act}" for act in ("retry", "close", "dispatch")}.intersection(page.actions)


async def test_a_supervisor_takes_a_call_over_and_its_caller_keeps_what_was_typed(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    caller, supervisor = await at_the_pages(world, CALLER), await at_the_pages(world, SUPERVISOR)
    await caller.open("/desk")
    form = caller.form(f"/desk/tasks/{case}.t1/outcome")
    await supervisor.open(f"/supervision?case={case}")
    assert (await supervisor.submit(f"/supervision/cases/{case}/take_over")).status_code == 303
    answer = await caller.send(form.action, **form.fields | {"outcome": "satisfied", "note": "客户已满意"})
    assert (answer.status_code, "客户已满意" in answer.text) == (409, True)
    await supervisor.open(f"/desk?case={case}")
    assert "客户已满意" in supervisor.shown.text


async def test_a_grave_case_that_was_archived_leaves_the_list_once_it_was_looked_at(world: World) -> None:
    case = await filed(world, risk_flags=["media"])
    await calls(world, case, "reached", satisfied=True)
    page = await at_the_pages(world, SUPERVISOR)
    await page.open("/supervision")
    assert page.shown.text.count(f"?case={case}") == 1  # to be looked at, not to be decided on
    await page.open(f"/supervision?case={case}")
    assert (await page.submit(f"/supervision/cases/{case}/reviewed")).status_code == 303
    await page.open("/supervision")
    assert case not in page.shown.text


async def test_the_page_of_a_case_is_for_those_who_may_read_it(world: World) -> None:
    case = await filed(world)
    statuses = [
        (await (await at_the_pages(world, who)).open(f"/cases/{case}")).status_code for who in (REPORTER, STRANGER)
    ]
    assert statuses == [200, 403]


async def test_what_is_late_and_orders_without_an_answer_stand_beside_what_is_to_be_decided(world: World) -> None:
    late, ordered = await dispatched(world), await handling(world, customer={"phone": "13900000001"})
    await does(world, SUPERVISOR, ordered, "supervise", text="请说明进展")
    await world.advance(HOUR)
    page = await at_the_pages(world, SUPERVISOR)
    await page.open("/supervision")
    shown = page.shown.text
    assert ("已超时" in shown, "待答复的督办" in shown, "南京理赔中心" in shown) == (True, True, True)
    assert shown.index(f"case={late}") < shown.index(f"case={ordered}")


async def test_a_line_executive_reads_the_line_and_presses_the_unit_after_a_breach_only(world: World) -> None:
    case = await dispatched(world)
    page = await at_the_pages(world, CLAIMS_EXECUTIVE)
    assert page.shown.status_code == 200
    await page.open(f"/supervision?case={case}")
    path = f"/supervision/cases/{case}"
    assert not {f"{path}/supervise", f"{path}/remind"}.intersection(page.actions)
    await world.advance(HOUR)
    page = await at_the_pages(world, CLAIMS_EXECUTIVE)
    await page.open("/supervision")
    assert f"/supervision?case={case}" in page.shown.text
    await page.open(f"/supervision?case={case}")
    assert (await page.submit(f"{path}/remind", note="请马上签收")).status_code == 303
    assert (await page.submit(f"{path}/supervise", text="请说明原因")).status_code == 303
    [order] = (await world.by(SUPERVISOR).sees("callback", case))["orders"]
    assert order["ordered_by"] == CLAIMS_EXECUTIVE


async def test_customer_service_above_the_unit_reads_and_presses_it_and_that_of_another_place_does_not(
    world: World,
) -> None:
    case = await dispatched(world)
    page, other = await at_the_pages(world, CUSTOMER_SERVICE), await at_the_pages(world, CUSTOMER_SERVICE_ELSEWHERE)
    await page.open(f"/supervision?case={case}")
    assert (await page.submit(f"/supervision/cases/{case}/remind", note="请尽快")).status_code == 303
    await other.open("/supervision")
    assert (other.shown.status_code, case in other.shown.text) == (200, False)
    assert (await other.open(f"/supervision?case={case}")).status_code == 403


async def test_who_supervises_nothing_is_told_so(world: World) -> None:
    page = await at_the_pages(world, CLAIMS_HANDLER)
    assert (await page.open("/supervision")).status_code == 403


async def test_a_case_to_decide_on_comes_and_goes_while_supervision_is_open(world: World) -> None:
    hub = world.services["callback"].hub
    assert hub is not None
    case = await filed(world)
    supervisor, head = [await listening(world, hub, each) for each in (SUPERVISOR, CENTRE_HEAD)]
    await calls(world, case, "refused")
    for each in (supervisor, head):
        assert f"/supervision?case={case}" in await heard(each, "row", "decide")
    await does(world, SUPERVISOR, case, "close", reason="客户拒绝回访")
    assert await gone_from(head, case)


async def test_an_order_comes_and_is_gone_with_its_answer(world: World) -> None:
    hub = world.services["callback"].hub
    assert hub is not None
    case = await handling(world)
    executive, caller = await listening(world, hub, CLAIMS_EXECUTIVE), await listening(world, hub, CALLER)
    order = (await does(world, SUPERVISOR, case, "supervise", text="请说明进展"))["order"]
    for each in (executive, caller):
        assert order in await heard(each, "row", "orders")
    answer = await (await world.sign_in(CLAIMS_HANDLER)).post(f"/api/callback/orders/{order}/answer", {"text": "好"})
    assert answer.status_code == 200
    assert await gone_from(executive, order)


async def test_the_lists_are_answered_whole_and_then_only_when_they_have_changed(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    page = await at_the_pages(world, SUPERVISOR)
    for name, there in (("decide", True), ("review", False), ("orders", False)):
        first = await page.http.get(f"/supervision/rows/{name}")
        assert (first.status_code, case in first.text) == (200, there)
        known = {"If-None-Match": first.headers["etag"]}
        assert (await page.http.get(f"/supervision/rows/{name}", headers=known)).status_code == 304
