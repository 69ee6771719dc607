"""Open pages of `/onsite` are told of a case: whom it concerns at once, and nobody else."""

from datetime import timedelta

from shared.web.live.hub import Hub
from shared.web.live.listener import Listener
from shared.web.site.session import secret_of, viewer_of
from tests.harness.live import parsed
from tests.harness.pages import at_the_pages
from tests.harness.waiting import eventually
from tests.harness.world import World

REPORTER, LEADER, STRANGER = "S0118", "S0114", "S0127"
REPORT = {"stage": "calming", "text": "客户嫌理赔慢", "customer": {"phone": "13812345678", "name": "王小明"}}


async def listening(world: World, hub: Hub, staff_id: str) -> Listener:
    """The stream of this person's page, before it says anything."""
    user = await at_the_pages(world, staff_id)
    secret = secret_of(dict(user.http.cookies))
    await user.http.aclose()
    assert secret is not None
    return hub.join(await viewer_of(world.process.context, secret, None, "zh-CN"))


async def heard(listener: Listener, kind: str, name: str) -> str:
    """The HTML of the first event of this kind for this list; what comes before it is passed over."""
    found: list[str] = []

    async def come() -> bool:
        said = parsed(listener.take().decode())
        found.extend(each.data.get("html", "") for each in said if (each.event, each.data.get("list")) == (kind, name))
        return bool(found)

    await eventually(come)
    return found[0]


async def test_an_open_page_shows_a_case_when_it_begins_to_concern_its_reader(world: World) -> None:
    hub = world.services["escalation"].hub
    assert hub is not None
    reporter, leader, stranger = [await listening(world, hub, each) for each in (REPORTER, LEADER, STRANGER)]

    case_id = await world.by(REPORTER).reports(**REPORT)
    html = await heard(reporter, "row", "mine")
    assert f'data-key="{case_id}"' in html
    assert "报告人安抚中" in html
    await heard(leader, "row", "below")

    await world.advance(timedelta(minutes=5))
    assert "毛岚" in await heard(leader, "row", "mine")
    assert "row" not in [each.event for each in parsed(stranger.take().decode())]


async def test_the_whole_list_is_answered_once_and_then_only_when_it_has_changed(world: World) -> None:
    case_id = await world.by(REPORTER).reports(**REPORT)
    user = await at_the_pages(world, REPORTER)
    first = await user.http.get("/onsite/rows/mine")
    assert f'data-key="{case_id}"' in first.text
    assert first.headers["hotline-count"] == "1"
    known = {"If-None-Match": first.headers["etag"]}

    await world.advance(timedelta(minutes=1))
    assert (await user.http.get("/onsite/rows/mine", headers=known)).status_code == 304, "only the clock has moved"
    assert (await user.http.get("/onsite/rows/below")).text.strip() == ""
    await world.advance(timedelta(minutes=4))
    assert (await user.http.get("/onsite/rows/mine", headers=known)).status_code == 200
    await user.http.aclose()
