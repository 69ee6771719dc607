"""Signing in to the pages: who gets a session, what it opens, and when it ends."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from shared.platform.security_events import SecurityKind
from shared.platform.settings import Profile
from shared.platform.tables import audit
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.world import World

REPORTER, LEADER, ADMINISTRATOR = "S0118", "S0114", "S0007"
_AUDIT = select(audit.c.actor, audit.c.action).order_by(audit.c.position)


@pytest.fixture
async def stranger(world: World) -> AsyncIterator[PageUser]:
    user = PageUser(world)
    yield user
    await user.http.aclose()


async def signed_in(user: PageUser) -> bool:
    """True if the person still gets their pages."""
    return (await user.http.get("/onsite")).status_code == 200


async def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back_again(stranger: PageUser) -> None:
    answer = await stranger.http.get("/onsite")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/onsite")
    await stranger.open("/onsite")
    assert 'name="next" value="/onsite"' in stranger.shown.text
    assert (await stranger.submit("/sign-in", staff_id=REPORTER)).headers["location"] == "/onsite"
    assert stranger.shown.status_code == 200


async def test_a_visitor_of_the_demo_chooses_a_person(stranger: PageUser) -> None:
    await stranger.open("/sign-in")
    offered = {value for _, value in stranger.form("/sign-in").buttons}
    assert {REPORTER, LEADER, ADMINISTRATOR} <= offered
    await stranger.send("/sign-in", staff_id=LEADER)
    assert "毛岚" in stranger.shown.text


async def test_a_token_signs_its_person_in(world: World, stranger: PageUser) -> None:
    answer = await stranger.send("/sign-in", token=f" {world.tokens[REPORTER]} ")
    assert answer.status_code == 303
    assert "于嘉怡" in stranger.shown.text


@pytest.mark.parametrize(
    "typed", [{"token": "wrong"}, {"token": ""}, {}, {"staff_id": "S9999"}, {"staff_id": "x" * 99}]
)
async def test_what_proves_nobody_signs_nobody_in(stranger: PageUser, typed: dict[str, str]) -> None:
    answer = await stranger.send("/sign-in", **typed)
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
    assert 'role="alert"' in answer.text


async def test_a_wrong_token_is_a_security_event(world: World, stranger: PageUser) -> None:
    await stranger.send("/sign-in", token="wrong")
    await world.process.context.security.flush()
    auditor = world.by("S0081")
    found = (await auditor.get("/api/platform/security-events")).json()["items"]
    assert [each["kind"] for each in found] == [SecurityKind.SIGN_IN_FAILED]


async def test_in_production_no_person_can_be_chosen(tmp_path_factory: pytest.TempPathFactory, world: World) -> None:
    settings = world.process.context.settings
    object.__setattr__(settings, "profile", Profile.PRODUCTION)
    user = PageUser(world)
    await user.open("/sign-in")
    assert REPORTER not in user.shown.text
    answer = await user.send("/sign-in", staff_id=REPORTER)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    cookie = (await user.http.post("/sign-in", data={"token": world.tokens[REPORTER]})).headers["set-cookie"]
    assert cookie.startswith("__Host-hotline=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    object.__setattr__(settings, "profile", Profile.DEMO)
    await user.http.aclose()


@pytest.mark.parametrize("wanted", ["https://elsewhere", "//elsewhere", "/\\elsewhere", "elsewhere", "/a\nb", ""])
async def test_signing_in_leads_to_pages_of_the_hotline_only(stranger: PageUser, wanted: str) -> None:
    answer = await stranger.http.post("/sign-in", data={"staff_id": REPORTER, "next": wanted})
    assert answer.headers["location"] == "/"


async def test_the_cookie_opens_pages_and_no_route_of_the_api(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    assert (await user.http.get("/api/escalation/cases")).status_code == 401
    assert (await user.http.post("/api/intake/reports", json={"stage": "calming"})).status_code == 401
    await user.http.aclose()


async def test_a_form_of_another_site_is_refused(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    for headers in ({"Origin": "https://elsewhere"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await user.http.post("/sign-in", data={"staff_id": LEADER}, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        assert (await user.http.post("/sign-out", headers=headers)).status_code == 403
    assert await signed_in(user)
    await user.http.aclose()


async def test_signing_out_ends_the_session_wherever_its_cookie_is(world: World) -> None:
    user, thief = await at_the_pages(world, REPORTER), PageUser(world)
    thief.http.cookies = user.http.cookies.__class__(user.http.cookies)
    assert await signed_in(thief)
    await user.send("/sign-out")
    world.lapse(timedelta(seconds=2))  # a look-up is cached for one
    assert (await signed_in(user), await signed_in(thief)) == (False, False)
    for each in (user, thief):
        await each.http.aclose()


async def test_each_sign_in_makes_a_session_of_its_own_and_ends_the_one_before(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    before = dict(user.http.cookies)
    await user.send("/sign-in", staff_id=LEADER)
    assert dict(user.http.cookies) != before
    world.lapse(timedelta(seconds=2))
    old = PageUser(world)
    old.http.cookies.update(before)
    assert not await signed_in(old)
    for each in (user, old):
        await each.http.aclose()


async def test_a_session_ends_after_half_an_hour_without_use(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    for _ in range(3):
        world.lapse(timedelta(minutes=29))
        assert await signed_in(user)
    world.lapse(timedelta(minutes=30))
    assert not await signed_in(user)
    await user.http.aclose()


async def test_a_session_ends_after_twelve_hours_of_use(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    for _ in range(35):
        world.lapse(timedelta(minutes=20))
        assert await signed_in(user)
    world.lapse(timedelta(minutes=20))
    assert not await signed_in(user)
    await user.http.aclose()


async def test_ones_sessions_are_listed_and_each_can_be_ended(world: World) -> None:
    desk, phone = await at_the_pages(world, REPORTER), await at_the_pages(world, REPORTER)
    await desk.open("/me")
    [action] = [action for action in desk.actions if action.startswith("/me/sessions/")]
    assert (await desk.submit(action)).status_code == 303
    world.lapse(timedelta(seconds=2))
    assert (await signed_in(desk), await signed_in(phone)) == (True, False)
    other = await at_the_pages(world, LEADER)
    await other.open("/me")
    foreign = await other.http.post(action, data={"key": "x.y"})
    assert foreign.status_code == 403
    for each in (desk, phone, other):
        await each.http.aclose()


async def test_sessions_outlive_a_restart_of_the_server(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    await world.restart()
    again = PageUser(world)
    again.http.cookies.update(dict(user.http.cookies))
    assert await signed_in(again)
    for each in (user, again):
        await each.http.aclose()


async def test_signing_in_and_out_are_on_record(world: World) -> None:
    user = await at_the_pages(world, REPORTER)
    await user.submit("/sign-out")
    rows = await world.process.context.platform.ask(_AUDIT)
    assert [(row["actor"], row["action"]) for row in rows] == [(REPORTER, "session.begin"), (REPORTER, "session.end")]
    await user.http.aclose()
