"""A form that is sent after the end of its session: what was typed comes back to its person, and to no other."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from tests.harness.pages import Form, PageUser, at_the_pages
from tests.harness.people import LEADER, REPORTER
from tests.harness.world import World

WORDS = "客户要求下午三点前回电"
IDLE = timedelta(minutes=31)
LONGEST = timedelta(hours=12)


@pytest_asyncio.fixture(loop_scope="session")
async def user(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, REPORTER)
    yield user
    await user.http.aclose()


async def sent_too_late(world: World, user: PageUser, idle: timedelta = IDLE) -> Form:
    """Details of a report, typed in time and sent after the session has ended; shown is what comes of it."""
    case = await world.by(REPORTER).reports(text="定损太慢")
    await user.open(f"/report/{case}")
    form = user.form(f"/report/{case}/details")
    world.lapse(idle)
    user.shown = await user.http.post(form.action, data=form.fields | {"text": WORDS}, follow_redirects=True)
    return form


@pytest.mark.parametrize("idle", [IDLE, LONGEST])
async def test_what_was_typed_comes_back_after_signing_in_and_is_sent_by_a_button(
    world: World, user: PageUser, idle: timedelta
) -> None:
    form = await sent_too_late(world, user, idle)
    assert user.shown.status_code == 200
    assert "您写的内容已保留" in user.shown.text
    await user.send("/sign-in", token="wrong", **kept(user))
    assert user.shown.status_code == 401
    answer = await user.submit("/sign-in", staff_id=REPORTER)
    assert answer.status_code == 200
    assert WORDS in answer.text
    case = form.action.split("/")[2]
    assert WORDS not in str(await world.by(REPORTER).sees_report(case)), "nothing is done before the button is pressed"
    assert (await user.submit(form.action)).status_code == 303
    assert WORDS in str(await world.by(REPORTER).sees_report(case))


def kept(user: PageUser) -> dict[str, str]:
    return {name: value for name, value in user.form("/sign-in").fields.items() if name in ("sent_to", "kept", "next")}


async def test_what_was_typed_is_not_shown_to_the_next_person_at_this_browser(world: World, user: PageUser) -> None:
    await sent_too_late(world, user)
    answer = await user.submit("/sign-in", staff_id=LEADER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert WORDS not in user.shown.text


async def test_a_form_of_another_site_is_not_kept(world: World, user: PageUser) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    world.lapse(IDLE)
    for path in (f"/report/{case}/details", "/sign-in/ended?form=/report"):
        foreign = await user.http.post(path, data={"text": WORDS}, headers={"Origin": "https://elsewhere"})
        assert WORDS not in foreign.text
        assert foreign.status_code in (303, 403)


async def test_a_form_that_was_made_up_is_not_given_back(world: World, user: PageUser) -> None:
    form = await sent_too_late(world, user)
    answer = await user.send("/sign-in", staff_id=REPORTER, sent_to=form.action, kept=f"key=x.{'0' * 32}&text=made+up")
    assert (answer.status_code, "made up" in user.shown.text) == (303, False)


async def test_a_page_asks_how_long_the_session_lasts_without_using_it_and_may_stay(
    world: World, user: PageUser
) -> None:
    world.lapse(timedelta(minutes=20))
    assert (await user.http.get("/me/session")).text == "600"
    assert (await user.http.get("/me/session?stay=1")).text == "1800"
    world.lapse(timedelta(minutes=31))
    assert (await user.http.get("/me/session")).status_code == 204
