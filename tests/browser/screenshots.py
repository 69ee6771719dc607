"""`make screenshots`: pictures of the pages into `build/screenshots`, with a sheet of them all; some into `docs`.

The clock stands and the ids are counted, so that a page looks the same until it is changed; a picture in `docs` is
written only when it differs.
"""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright
from sqlalchemy import Table, select

from deploy.demo.day import play_day
from deploy.servers.chromium import chromium
from services.callback.adapters.tables import cases as callback_cases
from services.callback.domain.states import State
from services.escalation.adapters.tables import cases as onsite_cases
from services.escalation.domain.states import State as OnSite
from shared.platform.settings import Settings
from shared.support.local_time import SHANGHAI
from tests.harness.clock import CountedIds
from tests.harness.page_list import page_paths
from tests.harness.people import BY_ROLE
from tests.harness.served import served
from tests.harness.standing import pages_say_that_time_stands
from tests.harness.visitors import CHINESE, DESKTOP, ENGLISH, FLAGS, PHONE, Size, Visitors
from tests.harness.world import World

ROOT = Path(__file__).parents[2]
ALL, SHOWN = ROOT / "build" / "screenshots", ROOT / "docs" / "screenshots"
OPENS = datetime(2026, 11, 27, 10, 30, tzinfo=SHANGHAI).astimezone(UTC)
"""The moment in which all pages are shown: a working Friday, with the demo's day of cases behind it."""

IN_DOCS = {
    ("/sign-in", "reporter"): "sign-in",
    ("/onsite", "leader"): "onsite",
    ("/onsite/{id}", "leader"): "onsite-case",
    ("/desk", "caller"): "desk",
    ("/unit", "head of a unit"): "unit",
    ("/supervision", "supervisor"): "supervision",
}
"""The pages shown in the documents, each wide and on a phone, by address and role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """One page as one person sees it."""

    path: str
    address: str
    role: str
    size: Size
    language: str

    @property
    def name(self) -> str:
        page = self.path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "first"
        return f"{page}--{self.role.replace(' ', '-')}--{self.size.name}--{self.language}.png"

    @property
    def in_docs(self) -> str | None:
        """Its name among the documents' pictures, if it is one of them."""
        name = IN_DOCS.get((self.path, self.role))
        return f"{name}-{self.size.name}.png" if name and self.language == CHINESE else None


def main() -> None:
    """See the module."""
    asyncio.run(_main())


async def _main() -> None:
    shutil.rmtree(ALL, ignore_errors=True)
    ALL.mkdir(parents=True)
    pages_say_that_time_stands()
    binary = chromium()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        await play_day(Settings(data_dir=folder), OPENS, ids=CountedIds())
        async with (
            World.running(folder, at=OPENS) as world,
            served(world) as address,
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(executable_path=binary, args=FLAGS)
            made = await _taken(browser, world, address)
            await browser.close()
    (ALL / "index.html").write_text(_sheet(made), "utf-8")
    print(f"{len(made)} pictures: {ALL / 'index.html'}; written into docs: {_copied(made) or 'none'}")


async def _taken(browser: Browser, world: World, address: str) -> list[Picture]:
    on_site = await _latest(world, "escalation", onsite_cases, OnSite.RAISED)
    handled = await _latest(world, "callback", callback_cases, State.HANDLING)
    pages = [(path, _filled(path, on_site if "onsite" in path else handled)) for path in page_paths(world)]
    made = []
    people = Visitors(browser, world, address)
    for role, staff_id in BY_ROLE.items():
        for size, language in ((DESKTOP, CHINESE), (PHONE, CHINESE), (DESKTOP, ENGLISH)):
            visitor = await people.arrives(staff_id, size=size, language=language)
            for path, where in pages:
                answer = await visitor.page.goto(address + where)
                if answer is not None and answer.status == 200 and visitor.page.url == address + where:
                    picture = Picture(path=path, address=where, role=role, size=size, language=language)
                    await visitor.page.screenshot(path=ALL / picture.name, full_page=size is DESKTOP)
                    made.append(picture)
            await visitor.context.close()
    return made


async def _latest(world: World, service: str, cases: Table, state: str) -> str:
    """The newest case in this state: what a page of one case shows."""
    rows = await world.rows(service, select(cases.c.id).where(cases.c.state == state).order_by(cases.c.id.desc()))
    return str(rows[0]["id"])


def _filled(path: str, case_id: str) -> str:
    return path.format(id=case_id, task=f"{case_id}.t1", level=1)


def _sheet(pictures: Sequence[Picture]) -> str:
    shown = "".join(
        f'<figure><a href="{one.name}"><img src="{one.name}" width="360" loading="lazy"></a>'
        f"<figcaption>{one.path} · {one.role} · {one.size.name} · {one.language}</figcaption></figure>\n"
        for one in pictures
    )
    style = "body{display:flex;flex-wrap:wrap;gap:16px;font:13px sans-serif;align-items:start}img{border:1px solid}"
    return f'<!doctype html><meta charset="utf-8"><title>Pages</title><style>{style}</style>\n{shown}'


def _copied(pictures: Sequence[Picture]) -> list[str]:
    """The names of the pictures in the documents that are new or differ, after writing them."""
    SHOWN.mkdir(exist_ok=True)
    changed = []
    for picture in pictures:
        there = SHOWN / picture.in_docs if picture.in_docs else None
        if there and (not there.exists() or there.read_bytes() != (ALL / picture.name).read_bytes()):
            shutil.copyfile(ALL / picture.name, there)
            changed.append(there.name)
    return changed


if __name__ == "__main__":
    main()
