"""The page of the clock: a jump is confirmed with a typed word, and a hotline that stands in the future is led back."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from shared.platform.tables import audit
from tests.harness.hosted import Hosted
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import ADMINISTRATOR, OPERATOR

CLOCK = "/admin/clock"
HOUR = timedelta(hours=1)


async def at_the_page(hotline: Hosted, staff_id: str) -> PageUser:
    app: Any = hotline  # it has the app, as a world does
    user = await at_the_pages(app, staff_id)
    await user.open(CLOCK)
    return user


async def test_a_clock_that_runs_as_it_should_has_nothing_to_decide(hotline: Hosted) -> None:
    operator = await at_the_page(hotline, OPERATOR)
    assert "时钟正常，无需处理" in operator.shown.text
    assert [action for action in operator.actions if action.startswith(CLOCK)] == []
    await operator.http.aclose()


async def test_an_operator_confirms_a_jump_with_a_typed_word_and_once(hotline: Hosted) -> None:
    hotline.host.wall += HOUR
    operator = await at_the_page(hotline, OPERATOR)
    careless = await operator.submit(f"{CLOCK}/confirm")
    assert (careless.status_code, "请填写" in careless.text) == (422, True)
    wrong = await operator.submit(f"{CLOCK}/confirm", typed="好的")
    assert (wrong.status_code, 'href="#f-typed"' in wrong.text) == (422, True)
    form = operator.form(f"{CLOCK}/confirm")
    confirmed = await operator.send(form.action, **{**form.fields, "typed": "确认"})
    assert (confirmed.status_code, "时钟正常，无需处理" in operator.shown.text) == (303, True)
    again = await operator.send(form.action, **{**form.fields, "typed": "确认"})
    assert (again.status_code, "时钟没有跳变" in again.text) == (409, True)
    rows = await hotline.process.context.platform.ask(select(audit.c.actor, audit.c.action))
    assert {"actor": OPERATOR, "action": "clock.confirm"} in [dict(row) for row in rows]
    await operator.http.aclose()


async def test_an_administrator_leads_a_hotline_back_that_stands_in_the_future(hotline: Hosted) -> None:
    hotline.host.wall += 6 * timedelta(days=1)
    operator = await at_the_page(hotline, OPERATOR)
    await operator.submit(f"{CLOCK}/confirm", typed="confirm", follow_wall="true")
    hotline.host.wall -= 6 * timedelta(days=1)
    await operator.open(CLOCK)
    await operator.submit(f"{CLOCK}/confirm", typed="confirm")
    assert f"{CLOCK}/set-back" not in operator.actions
    administrator = await at_the_page(hotline, ADMINISTRATOR)
    done = await administrator.submit(f"{CLOCK}/set-back", reason="主机时钟曾快六天", typed="确认")
    assert (done.status_code, "系统时间已调回" in done.text) == (200, True)
    assert f"{CLOCK}/set-back" not in administrator.actions
    for user in (operator, administrator):
        await user.http.aclose()
