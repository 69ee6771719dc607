"""An agent registers what a colleague reports on the phone: without the mouse, never refused for a gap in our data."""

from collections.abc import AsyncIterator
from html.parser import HTMLParser
from typing import Any

import pytest
import pytest_asyncio

from tests.harness.pages import PageUser, at_the_pages
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("the statements behind the page have stories of their own")

AGENT, REPORTER, LEADER = "S0029", "S0118", "S0114"
PHONE = "13812345678"
MOST_KEYS = 40


@pytest_asyncio.fixture(loop_scope="session")
async def agent(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, AGENT)
    await user.open("/register")
    yield user
    await user.http.aclose()


def case_of(user: PageUser) -> str:
    """The id of the report whose receipt is shown."""
    return str(user.shown.url).rpartition("/")[2]


async def report(world: World, case: str) -> dict[str, Any]:
    """The report as the agent reads it."""
    answer = await world.by(AGENT).get(f"/api/intake/reports/{case}")
    return dict(answer.json())


class TabStops(HTMLParser):
    """Counts the stops of the Tab key from the field that has the focus at first to the first button."""

    def __init__(self) -> None:
        super().__init__()
        self.stops: list[str] = []
        self.closed = 0
        self.done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "details":
            self.closed += "open" not in known
        elif self.stops or "autofocus" in known:
            self._stop(tag, known.get("name") or tag, known.get("type") or "")

    def _stop(self, tag: str, name: str, kind: str) -> None:
        inside = self.closed and tag != "summary"
        if self.done or inside or tag not in ("input", "textarea", "select", "button", "summary", "a"):
            return
        if kind != "hidden" and not (kind == "radio" and name in self.stops):
            self.stops.append(name)
            self.done = tag == "button"

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.closed = 0


async def test_a_report_is_registered_by_forty_keys_beside_its_text(agent: PageUser) -> None:
    stops = TabStops()
    stops.feed(agent.shown.text)
    assert stops.stops[0] == "reporter"
    assert stops.done
    arrows, initials = 4, len("yjy")
    assert len(stops.stops) - 1 + arrows + initials + len(PHONE) + len("\n") <= MOST_KEYS


async def test_a_colleague_is_found_by_id_by_name_and_by_initials(world: World, agent: PageUser) -> None:
    for number, typed in enumerate(("s0118", "于嘉怡")):
        await agent.open("/register")
        answer = await agent.submit(
            "/register", reporter=typed, number=f"1381234567{number}", text="嫌慢", call_id="c1"
        )
        assert answer.status_code == 303
        found = await report(world, case_of(agent))
        assert found["reporter"]["staff_id"] == REPORTER
        assert (found["channel"], found["stage"], found["registered_by"]) == ("phone", "filed", AGENT)
    await agent.open("/register")
    answer = await agent.submit("/register", reporter="yj", number="13912345678", text="嫌贵")
    assert (answer.status_code, "是哪一位？" in answer.text) == (422, True)
    asked = agent.form("/register").fields
    assert asked["text"] == "嫌贵"
    await agent.send("/register", **asked)  # the first is chosen, as Enter does
    chosen = await report(world, case_of(agent))
    assert chosen["reporter"]["staff_id"] == asked["reporter_id"]


async def test_enter_in_a_field_says_who_is_meant_and_registers_nothing(world: World, agent: PageUser) -> None:
    await agent.open("/register")
    assert agent.form("/register").buttons[0] == ("look", "")  # which Enter presses
    answer = await agent.submit("/register", reporter="yjy", look="")
    assert (answer.status_code, "于嘉怡" in answer.text) == (200, True)
    assert await world.events("intake") == []
    answer = await agent.submit("/register", number="13812345678", text="嫌慢")
    assert (await report(world, case_of(agent)))["reporter"]["staff_id"] == REPORTER


async def test_the_unit_of_a_stranger_may_be_said_by_its_name(world: World, agent: PageUser) -> None:
    stranger = {"reporter_stated__name": "外包查勘员", "reporter_stated__unit_id": "鼓楼支公司"}
    await agent.submit("/register", number="13812345678", text="嫌慢", stage="calming", **stranger)
    assert (await report(world, case_of(agent)))["reporter"]["unit_id"] == "JS-NJ-GL"


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ({"reporter": "不存在的人"}, {"stated_name"}),
        ({"reporter": "13912345678"}, {"stated_phone"}),
        ({"reporter": "W90017"}, {"stated_userid"}),
        ({"reporter": "yj", "as_stated": "yes"}, {"stated_name"}),
        ({"reporter": "王工", "reporter_stated__phone": "13912345678"}, {"stated_name", "stated_phone"}),
        ({"reporter_stated__name": "外包查勘员", "reporter_stated__unit_id": "没有的单位"}, {"stated_name"}),
    ],
)
async def test_who_is_not_in_the_directory_is_kept_as_stated(
    world: World, agent: PageUser, typed: dict[str, str], kept_as: set[str]
) -> None:
    answer = await agent.submit("/register", number=PHONE, text="嫌慢", **typed)
    assert answer.status_code == 303
    assert "通讯录外人员" in agent.shown.text
    found = await report(world, case_of(agent))
    assert found["reporter_unresolved"] is True
    assert {name for name, said in found["reporter"].items() if said and name.startswith("stated")} == kept_as


async def test_what_we_do_not_know_is_kept_as_stated_and_a_number_that_is_none_is_asked_for(agent: PageUser) -> None:
    odd = {"responsible_unit_id": "没有的单位", "subject_staff_id": "没有的人", "previous_id": "R000000-00000000"}
    answer = await agent.submit("/register", reporter=REPORTER, number="不详", **odd)
    assert answer.status_code == 303
    assert agent.shown.text.count("系统中没有，已按所述保存") == 3
    assert "启动流程前请补充" in agent.shown.text


async def test_who_calls_must_be_said(world: World, agent: PageUser) -> None:
    answer = await agent.submit("/register", number=PHONE, text="嫌慢")
    assert (answer.status_code, 'href="#f-reporter"' in answer.text) == (422, True)
    assert agent.form("/register").fields["text"] == "嫌慢"
    assert await world.events("intake") == []


async def test_another_customer_of_the_same_call_keeps_reporter_and_call(world: World, agent: PageUser) -> None:
    stated = {"reporter": "外包查勘员王", "call_id": "call-4711"}
    await agent.submit("/register", number=PHONE, text="嫌慢", **stated)
    first = case_of(agent)
    await agent.open(f"/register?after={first}")
    assert "call-4711" not in agent.shown.text
    await agent.submit("/register", number="13912345678", text="嫌贵")
    second = case_of(agent)
    assert second != first
    both = [await report(world, case) for case in (first, second)]
    assert both[0]["reporter"] == both[1]["reporter"]
    assert both[0]["call_id"] == both[1]["call_id"]
    assert both[1]["call_id"]


async def test_a_call_of_another_agent_is_not_gone_on_with(world: World, agent: PageUser) -> None:
    await agent.submit("/register", reporter=REPORTER, number=PHONE, text="嫌慢", call_id="call-4711")
    first = case_of(agent)
    other = await at_the_pages(world, "S0030")
    assert (await other.open(f"/register?after={first}")).status_code == 403
    await other.open("/register")
    answer = await other.submit("/register", after=first, number="13912345678", text="嫌贵")
    assert answer.status_code in (403, 404)
    await other.http.aclose()


async def test_the_page_is_for_those_who_take_calls(world: World) -> None:
    leader = await at_the_pages(world, LEADER)
    assert (await leader.open("/register")).status_code == 403
    await leader.http.aclose()
