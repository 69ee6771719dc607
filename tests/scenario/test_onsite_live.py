"""Open pages of `/onsite` are told of a case: at once those of the people whom it concerns, and no others."""

from datetime import timedelta

from tests.harness.live import parsed
from tests.harness.live_pages import heard, listening
from tests.harness.pages import at_the_pages
from tests.harness.world import World

REPORTER, LEADER, STRANGER = "S0118", "S0114", "S0127"
REPORT = {"stage": "calming", "text": "客户嫌理赔慢", "customer": {"phone": "13812345678", "name": "王小明"}}


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
