"""Open desks are told of the queue: who may claim sees the button, and all see at once who was quicker."""

from tests.harness.callback import claims, filed
from tests.harness.live import parsed
from tests.harness.live_pages import gone_from, heard, listening
from tests.harness.pages import at_the_pages
from tests.harness.people import CALLER, COLLEAGUE, REPORTER
from tests.harness.world import World

AUDITOR = "S0081"


async def test_two_agents_see_each_others_claims_while_their_desks_are_open(world: World) -> None:
    hub = world.services["callback"].hub
    assert hub is not None
    first, second, auditor, reporter = [
        await listening(world, hub, each) for each in (CALLER, COLLEAGUE, AUDITOR, REPORTER)
    ]
    case = await filed(world)
    for desk in (first, second):
        html = await heard(desk, "row", "queue")
        assert f'value="{case}.t1"' in html
        assert "认领" in html
    assert "认领" not in await heard(auditor, "row", "queue")

    await claims(world.by(CALLER), case)
    html = await heard(second, "row", "queue")
    assert "赵静" in html
    assert "认领" not in html
    assert "row" not in [each.event for each in parsed(reporter.take().decode())]


async def test_a_call_that_is_over_leaves_the_queue_of_all_who_saw_it(world: World) -> None:
    hub = world.services["callback"].hub
    assert hub is not None
    case = await filed(world)
    desk = await listening(world, hub, COLLEAGUE)
    await claims(world.by(CALLER), case)
    await heard(desk, "row", "queue")
    page = await at_the_pages(world, CALLER)
    await page.open("/desk")
    await page.submit(f"/desk/tasks/{case}.t1/start")
    await page.submit(f"/desk/tasks/{case}.t1/outcome", outcome="satisfied")
    assert await gone_from(desk, f"{case}.t1", says="赵静 于 09:00:00")
    await page.http.aclose()


async def test_the_whole_queue_is_answered_once_and_then_only_when_it_has_changed(world: World) -> None:
    case = await filed(world)
    user = await at_the_pages(world, CALLER)
    first = await user.http.get("/desk/rows/queue")
    assert f'data-key="{case}.t1"' in first.text
    known = {"If-None-Match": first.headers["etag"]}
    assert (await user.http.get("/desk/rows/queue", headers=known)).status_code == 304
    await claims(world.by(COLLEAGUE), case)
    assert (await user.http.get("/desk/rows/queue", headers=known)).status_code == 200
    await user.http.aclose()
