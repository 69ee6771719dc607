"""Open pages of real people in a world: their streams, and what they hear."""

from shared.web.live.hub import Hub
from shared.web.live.listener import Listener
from shared.web.site.session import secret_of, viewer_of
from tests.harness.live import parsed
from tests.harness.pages import at_the_pages
from tests.harness.waiting import eventually
from tests.harness.world import World


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


async def gone_from(listener: Listener, key: str, says: str | None = None) -> bool:
    """True once a row has left a list of this page; `says`: by whom and when, as the page shows it."""
    found: list[bool] = []

    async def come() -> bool:
        said = parsed(listener.take().decode())
        gone = [each.data for each in said if (each.event, each.data.get("key")) == ("gone", key)]
        found.extend(True for each in gone if says is None or each.get("says") == says)
        return bool(found)

    await eventually(come)
    return bool(found)
