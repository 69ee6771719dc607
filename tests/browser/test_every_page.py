"""Every page as every kind of person in Chromium: no barrier, no error of a script or policy, no sideways scroll.

`tests/service/test_every_page.py` says which pages there are for whom. A page is looked at if it has an element that no
page before it had (by its tag and classes, and those of all it lies in): wide and narrow, then on two phones, in
English and in dark colours.
"""

import pytest

from tests.harness.case_stages import Stage, bring
from tests.harness.page_checks import PageText
from tests.harness.page_list import addresses, beside, page_paths
from tests.harness.pages import at_the_pages
from tests.harness.people import BY_ROLE
from tests.harness.visitors import DESKTOP, ENGLISH, NARROW, PHONE, Visitors
from tests.harness.world import World

STAGES = (Stage.CALMING, Stage.RAISED, Stage.QUEUED, Stage.CLAIMED, Stage.TO_DISPATCH, Stage.HANDLING, Stage.CLOSED)

_looked_at: set[str] = set()


@pytest.mark.timeout(300)  # the first roles look at most of the pages
@pytest.mark.parametrize("role", BY_ROLE)
async def test_every_page_is_without_barriers_at_every_size(visitors: Visitors, world: World, role: str) -> None:
    pages = await _new_pages(world, BY_ROLE[role])
    if not pages:
        return
    reader = await visitors.arrives(BY_ROLE[role], size=DESKTOP)
    other = await visitors.arrives(BY_ROLE[role], size=PHONE, language=ENGLISH, dark=True)
    for path in pages:
        page = await reader.opens(path)
        await reader.fits()
        await reader.meets_no_barrier()
        await page.set_viewport_size(NARROW.viewport)
        await reader.fits()
        await reader.meets_no_barrier()
        await page.set_viewport_size(DESKTOP.viewport)
        await other.opens(path)
        await other.fits()
        await other.meets_no_barrier()
        await other.page.set_viewport_size(NARROW.viewport)
        await other.fits()
        await other.page.set_viewport_size(PHONE.viewport)


async def _new_pages(world: World, who: str) -> list[str]:
    """The addresses of this person's pages that have an element which no page had before."""
    cases = [await bring(world, stage) for stage in STAGES]
    user = await at_the_pages(world, who)
    found = []
    for path in page_paths(world):
        for address in (*addresses(path, cases), *beside(path, cases)):
            answer = await user.http.get(address)
            new = PageText.of(answer.text).elements - _looked_at
            if answer.status_code == 200 and new:
                _looked_at.update(new)
                found.append(address)
    await user.http.aclose()
    return found
