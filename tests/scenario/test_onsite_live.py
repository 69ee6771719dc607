"""The whole list of `/onsite`, for pages that ask for it: answered once, and then when it has changed."""

from datetime import timedelta

from tests.harness.pages import at_the_pages
from tests.harness.world import World

REPORTER = "S0118"
REPORT = {"stage": "calming", "text": "客户嫌理赔慢", "customer": {"phone": "13812345678", "name": "王小明"}}


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
