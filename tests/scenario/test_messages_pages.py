"""What a person was told, at the pages: it is unread until they say so, and leads to where they act, by one button."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.harness.callback import filed
from tests.harness.clock import MINUTE
from tests.harness.live import parsed
from tests.harness.live_pages import listening
from tests.harness.page_checks import PageText
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import CALLER, LEADER, LEADERS_LEADER, REPORTER, SUPERVISOR
from tests.harness.waiting import eventually
from tests.harness.world import World

BOX, SEEN = "/messages/escalation", "/messages/escalation/seen"


@pytest_asyncio.fixture(loop_scope="session")
async def leader(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, LEADER)
    yield user
    await user.http.aclose()


async def told(world: World) -> str:
    """A case whose leader was told a moment ago."""
    case = await world.by(REPORTER).reports(text="定损太慢")
    await world.advance(5 * MINUTE)
    return case


def links(html: str) -> list[str]:
    """Where the messages of a page lead."""
    return [
        tag.attributes["href"]
        for tag in PageText.of(html).tags
        if tag.name == "a" and "li.message" in tag.where and "href" in tag.attributes
    ]


async def test_the_page_of_messages_leads_to_the_box_of_each_service(leader: PageUser) -> None:
    await leader.open("/messages")
    assert links(leader.shown.text) == ["/messages/intake", "/messages/escalation", "/messages/callback"]
    await leader.open("/messages/intake")
    assert "没有消息" in leader.shown.text


async def test_a_message_is_unread_until_its_recipient_says_that_all_are_read(world: World, leader: PageUser) -> None:
    case = await told(world)
    assert (await leader.http.get("/parts/escalation/unread")).text == "1"
    await leader.open(BOX)
    assert "【请立即介入】" in leader.shown.text
    assert 'class="message unread"' in leader.shown.text
    assert links(leader.shown.text) == [f"/onsite/{case}/levels/1"]
    await leader.open(BOX)
    assert 'class="message unread"' in leader.shown.text, "opening a page changes nothing"

    assert (await leader.submit(SEEN)).headers["location"] == "/messages"
    await leader.open(BOX)
    assert 'class="message unread"' not in leader.shown.text
    assert SEEN not in leader.actions
    assert (await leader.http.get("/parts/escalation/unread")).text == "0"
    [row] = [row for row in await world.told_of("escalation", case) if row["recipient"] == LEADER]
    assert row["seen_at"] == world.now


async def test_what_came_after_the_page_was_shown_stays_unread(world: World, leader: PageUser) -> None:
    await told(world)
    await leader.open(BOX)
    form = leader.form(SEEN)
    await told(world)
    await leader.send(SEEN, **form.fields)
    assert (await leader.http.get("/parts/escalation/unread")).text == "1"


async def test_a_person_marks_their_own_messages_only(world: World, leader: PageUser) -> None:
    case = await told(world)
    reporter = world.by(REPORTER)
    [own] = (await reporter.get("/api/escalation/messages")).json()["items"]
    assert (own["kind"], own["seen_at"]) == ("leader_told", None)
    answer = await reporter.post("/api/escalation/messages/seen", {"up_to": own["position"] + 100})
    assert answer.json() == {"unread": 0}
    seen = {row["recipient"]: row["seen_at"] for row in await world.told_of("escalation", case)}
    assert seen == {LEADER: None, REPORTER: world.now}


async def test_the_button_of_a_message_steps_in_with_one_tap_and_once(world: World, leader: PageUser) -> None:
    case = await told(world)
    page = f"/onsite/{case}/levels/1"
    await leader.open(page)
    assert [action for action in leader.actions if case in action] == [f"{page}/acknowledge"]
    form = leader.form(f"{page}/acknowledge")
    for _ in range(2):
        answer = await leader.send(form.action, **form.fields)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/onsite/{case}")
    assert (await world.kinds("escalation", case)).count("case.acknowledged") == 1
    await leader.open(page)
    assert "您已介入" in leader.shown.text
    assert [action for action in leader.actions if case in action] == []


@pytest.mark.parametrize("late", ["settled", "passed"])
async def test_a_button_that_is_pressed_late_does_nothing_and_says_how_the_case_stands(
    world: World, leader: PageUser, late: str
) -> None:
    case = await told(world)
    await leader.open(f"/onsite/{case}/levels/1")
    form = leader.form(f"/onsite/{case}/levels/1/acknowledge")
    if late == "settled":
        await world.by(REPORTER).does("escalation", case, "settle", note="已解释")
    else:
        await world.advance(10 * MINUTE)
    before = await world.kinds("escalation", case)
    answer = await leader.send(form.action, **form.fields)
    assert answer.status_code == 409
    assert ("于嘉怡 于 09:05:00" if late == "settled" else "第 2 级") in answer.text
    assert [action for action in leader.actions if case in action] == []
    assert await world.kinds("escalation", case) == before


async def test_the_button_is_for_whom_the_message_was_written(world: World, leader: PageUser) -> None:
    case = await told(world)
    await leader.open(f"/onsite/{case}/levels/1")
    form = leader.form(f"/onsite/{case}/levels/1/acknowledge")
    for other in (LEADERS_LEADER, REPORTER):
        user = await at_the_pages(world, other)
        assert (await user.send(form.action, **form.fields)).status_code == 403
        await user.open(f"/onsite/{case}/levels/1")
        assert [action for action in user.actions if case in action] == []
        await user.http.aclose()
    assert "case.acknowledged" not in await world.kinds("escalation", case)


async def test_a_key_counts_for_its_case_and_level_only(world: World, leader: PageUser) -> None:
    first, second = await told(world), await told(world)
    await leader.open(f"/onsite/{first}/levels/1")
    form = leader.form(f"/onsite/{first}/levels/1/acknowledge")
    for other in (f"/onsite/{second}/levels/1/acknowledge", f"/onsite/{first}/levels/2/acknowledge"):
        assert (await leader.send(other, **form.fields)).status_code == 403


@pytest.mark.parametrize(
    ("who", "page"), [(CALLER, "/desk?case={}"), (SUPERVISOR, "/supervision?case={}"), (REPORTER, "/cases/{}")]
)
async def test_a_message_leads_to_the_page_on_which_its_reader_acts(world: World, who: str, page: str) -> None:
    case = await filed(world)
    await world.advance(6 * MINUTE)  # the group is warned, the supervisor hears that no call was made
    if who == REPORTER:
        await world.by(SUPERVISOR).does("callback", case, "complaint", source="12378", at=world.now.isoformat())
    user = await at_the_pages(world, who)
    await user.open("/messages/callback")
    assert page.format(case) in links(user.shown.text)
    for link in links(user.shown.text):
        assert (await user.http.get(link)).status_code == 200
    await user.http.aclose()


async def test_open_pages_of_the_recipient_hear_of_a_message_and_no_others(world: World) -> None:
    hub = world.services["escalation"].hub
    assert hub is not None
    told_one, other = await listening(world, hub, LEADER), await listening(world, hub, "S0127")
    heard: list[str] = []
    await told(world)

    async def come() -> bool:
        heard.extend(each.event for each in parsed(told_one.take().decode()))
        return "message" in heard

    await eventually(come)
    assert "message" not in [each.event for each in parsed(other.take().decode())]


async def test_asking_how_many_are_unread_is_no_use_of_the_session(world: World) -> None:
    user = await at_the_pages(world, LEADER)
    for _ in range(3):
        world.lapse(20 * MINUTE)
        answer = await user.http.get("/parts/callback/unread")
    assert (answer.status_code, answer.text) == (204, "")
    await user.http.aclose()
