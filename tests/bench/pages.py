"""Pages: from a command's answer to the changed row in a browser, and what pages and their viewers cost the server."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import Page, async_playwright

from deploy.servers.chromium import chromium
from shared.web.live.hub import STREAMS_OF_A_SESSION
from tests.bench.figures import Section, Table, percentile
from tests.bench.stage import Served, Stage
from tests.bench.watching import cpu_seconds
from tests.harness.visitors import FLAGS

VIEWER = "S0020"
"""Of the complaint group; another one claims."""
PACE = 0.25  # seconds between two changes
HOW = """\
`python -m services` on SQLite, with so many customers to call. A caller claims one of the sixty rows that a page shows
and gives it back, four times a second. One viewer is Chromium at `/desk`, which notes the wall clock when the row
changes in its document; the others are streams that are read and not shown. **answer to row**: from the moment the
command's answer was read to that note; below zero the row was there first. **an idle viewer**: processor time of the
server in so many seconds without a command, less that without any viewer, by viewer. **a page**: asked for one after
the other."""
LIMITS = """\
A row is rendered once for all, and a round of changes may take a tenth of the event loop; so the browser is what takes
most of the time, and it shares the cores with the server here."""
NOTE_CHANGES = """
() => {
  let holder = "";
  window.changes = [];
  new MutationObserver(() => {
    const row = document.querySelector("[data-live-list=queue] > tr"), now = row.dataset.holder || "";
    if (now === holder) return;
    holder = now;
    window.changes.push(performance.timeOrigin + performance.now());
  }).observe(document.querySelector("[data-live-list=queue]"), {subtree: true, childList: true, attributes: true});
}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """So many viewers; milliseconds, ascending, and an idle viewer's milliseconds of processor time a second."""

    viewers: int
    took: tuple[float, ...]
    idle: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A page that was asked for again and again: its bytes, milliseconds each, the server's processor time each."""

    path: str
    size: int
    took: tuple[float, ...]
    cpu: float


def measure(stage: Stage) -> Section:
    """See the module."""
    folder = stage.folder / stage.new("pages")
    folder.mkdir(mode=0o700)
    with stage.serving([""], None, data_dir=str(folder)) as [served]:
        watched, asked = asyncio.run(_measured(stage, served, folder))
    return Section(title="Pages", how=HOW, tables=(_live_table(watched), _page_table(asked)), limits=LIMITS)


async def _measured(stage: Stage, served: Served, data: Path) -> tuple[list[Watched], list[Asked]]:
    reporter, caller = (_client(served, stage.tokens(role, data)[0]) for role in ("reporter", "complaint_group"))
    async with reporter, caller:
        await _file(reporter, stage.pick(100, 500))
        row = Row(caller)
        await row.choose()
        spell = stage.spell(2.0, 10.0)
        alone = await _resting(served, spell)
        watched = []
        async with _browser(served) as page:
            for viewers in (1, 30, 100):
                stage.tell(f"pages, {viewers} viewers")
                async with _streams(served, viewers - 1):
                    took = [await row.change(page) for _ in range(stage.pick(20, 100))]
                    resting = await _resting(served, spell)
                idle = (resting - alone) / viewers * 1000
                watched.append(Watched(viewers=viewers, took=tuple(sorted(took)), idle=idle))
        asked = [await _ask(served, path, stage.pick(30, 200)) for path in ("/desk", "/onsite", "/report")]
    return watched, asked


def _client(served: Served, token: str = "") -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(base_url=f"http://{served.address}", headers=headers, trust_env=False, timeout=30)


async def _file(reporter: httpx.AsyncClient, count: int) -> None:
    """Customers to call."""
    for number in range(count):
        report = {"stage": "filed", "text": "客户不满", "customer": {"phone": f"138{number:08}"}}
        await _post(reporter, "/api/intake/reports", report)


async def _post(client: httpx.AsyncClient, path: str, body: Mapping[str, object]) -> Mapping[str, Any]:
    answer = await client.post(path, json=body, headers={"Idempotency-Key": uuid4().hex})
    found: Mapping[str, Any] = answer.raise_for_status().json()
    return found


@dataclass
class Row:
    """The first row of the queue, and who claims it and gives it back over the API."""

    caller: httpx.AsyncClient
    task: str = ""
    fence: int = 0
    changes: int = 0

    async def choose(self) -> None:
        """Choose it once it is there."""
        while not self.task:
            answer = await self.caller.get("/api/callback/tasks", params={"state": "queued", "limit": 1})
            self.task = next((row["task"] for row in answer.raise_for_status().json()["items"]), "")

    async def change(self, page: Page) -> float:
        """Change it; returns after how many milliseconds the browser had the change."""
        if self.fence:
            await _post(self.caller, f"/api/callback/tasks/{self.task}/release", {"fence": self.fence})
            self.fence = 0
        else:
            self.fence = (await _post(self.caller, "/api/callback/tasks/claim", {"task": self.task}))["fence"]
        answered = time.time()
        self.changes += 1
        await page.wait_for_function("count => window.changes.length >= count", arg=self.changes)
        seen = float(await page.evaluate("window.changes.at(-1)"))
        await asyncio.sleep(PACE)
        return seen - answered * 1000


async def _resting(served: Served, seconds: float) -> float:
    """The server's processor time a second while no command comes."""
    before = cpu_seconds([served.pid])
    await asyncio.sleep(seconds)
    return (cpu_seconds([served.pid]) - before) / seconds


@asynccontextmanager
async def _browser(served: Served) -> AsyncIterator[Page]:
    """Chromium at the desk, with its stream open."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = await browser.new_context(viewport={"width": 1440, "height": 900})
        address = f"http://{served.address}"
        await context.request.post(f"{address}/sign-in", form={"staff_id": VIEWER}, headers={"Origin": address})
        page = await context.new_page()
        async with page.expect_response(lambda answer: "/live/" in answer.url):
            await page.goto(f"{address}/desk")
        await page.evaluate(NOTE_CHANGES)
        yield page
        await browser.close()


@asynccontextmanager
async def _streams(served: Served, count: int) -> AsyncIterator[None]:
    """So many further viewers of the queue, whose streams are read."""
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(count):
            if number % STREAMS_OF_A_SESSION == 0:
                client = await _signed_in(served, stack)
            answer = await stack.enter_async_context(client.stream("GET", "/live/callback", timeout=None))
            tasks.append(asyncio.create_task(_read(answer.raise_for_status())))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _read(answer: httpx.Response) -> None:
    async for _ in answer.aiter_raw():
        pass


async def _signed_in(served: Served, stack: AsyncExitStack) -> httpx.AsyncClient:
    """A client with a session of the viewer's own."""
    client = await stack.enter_async_context(_client(served))
    origin = {"Origin": f"http://{served.address}"}
    assert (await client.post("/sign-in", data={"staff_id": VIEWER}, headers=origin)).status_code == 303
    return client


async def _ask(served: Served, path: str, times: int) -> Asked:
    took, size = [], 0
    async with AsyncExitStack() as stack:
        client = await _signed_in(served, stack)
        before = cpu_seconds([served.pid])
        for _ in range(times):
            began = time.perf_counter()
            size = len((await client.get(path)).raise_for_status().content)
            took.append((time.perf_counter() - began) * 1000)
        cpu = (cpu_seconds([served.pid]) - before) / times * 1000
    return Asked(path=path, size=size, took=tuple(sorted(took)), cpu=cpu)


def _live_table(watched: list[Watched]) -> Table:
    return Table(
        title="a row that changes",
        columns=("viewers", "changes", "answer to row p50 ms", "p99 ms", "an idle viewer's CPU ms a second"),
        rows=tuple(
            (each.viewers, len(each.took), percentile(each.took, 0.5), percentile(each.took, 0.99), each.idle)
            for each in watched
        ),
    )


def _page_table(asked: list[Asked]) -> Table:
    return Table(
        title="a page",
        columns=("page", "bytes", "p50 ms", "p99 ms", "server's CPU ms"),
        rows=tuple(
            (each.path, each.size, percentile(each.took, 0.5), percentile(each.took, 0.99), each.cpu) for each in asked
        ),
    )
