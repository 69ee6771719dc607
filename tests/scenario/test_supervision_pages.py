"""Supervisors at their page, without script: what only they decide, what they take over, what they have looked at."""

from tests.harness.callback import calls, claims, filed
from tests.harness.pages import at_the_pages
from tests.harness.people import CALLER, REPORTER, SUPERVISOR
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
