"""People in front of a browser: each a context of their own in one Chromium, watched for errors on its pages.

A test fails at its end if a browser of its people reported an error of a script, a refusal by the content security
policy, a failed request, or an answer of status 400 and above that the test did not expect.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.harness.page_checks import accessibility_faults
from tests.harness.world import World

BUILD = Path(__file__).parents[2] / "build" / "browser"
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none")
"""Of Chromium: as root it runs without its sandbox; it shows pages of this machine only."""
WAITS_MS = 30_000
"""How long an element is waited for; it comes within some 50 ms, unless the machine is busy."""
MOST_DECODED, MOST_SCRIPTS = 50 * 1024, 16 * 1024
"""Bytes of a whole page with its style sheets and scripts, and of its scripts."""
CHINESE, ENGLISH = "zh-CN", "en"
expect.set_options(timeout=WAITS_MS)
_LOADED = """() => Object.fromEntries(['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
  .map(each => [each.name, each.decodedBodySize]))"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """A screen, in CSS pixels."""

    name: str
    width: int
    height: int
    touch: bool = False

    @property
    def viewport(self) -> Any:
        return {"width": self.width, "height": self.height}


DESKTOP = Size(name="desktop", width=1440, height=900)
PHONE = Size(name="phone", width=390, height=844, touch=True)
NARROW = Size(name="narrow", width=320, height=640, touch=True)
SIZES = (DESKTOP, PHONE, NARROW)


@dataclass(kw_only=True)
class Visitor:
    """A person at a browser. `expected`: statuses of answers that the test wants to see; `faults`: what went wrong.

    `keys`: how many keys they have pressed, without the texts that they wrote.
    """

    address: str
    context: BrowserContext
    page: Page
    staff_id: str | None = None
    expected: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    keys: int = 0

    async def presses(self, *keys: str) -> None:
        """Press these keys, one after the other; of `Control+Enter` both count."""
        for key in keys:
            self.keys += len(key.split("+"))
            await self.page.keyboard.press(key)

    async def writes(self, text: str) -> None:
        """Type what a person says, which is no key of the page's."""
        await self.page.keyboard.type(text)

    async def opens(self, path: str, *, status: int = 200) -> Page:
        """Go to a page; its answer must have this status."""
        answer = await self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self.page

    async def signs_in(self, world: World, staff_id: str) -> None:
        """A session for this person: of the demo by choosing them, of all others by a token."""
        await world.sign_in(staff_id)
        form = {"token": world.tokens[staff_id]}
        answer = await self.context.request.post(
            f"{self.address}/sign-in", form=form, headers={"Origin": self.address}, max_redirects=0
        )
        assert answer.status == 303, await answer.text()
        self.staff_id = staff_id

    async def fits(self) -> None:
        """The page has no sideways scroll, and is small with all that it loads."""
        where = f"{self.page.url} as {self.staff_id}"
        wide = await self.page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where} is {wide} px wider than the screen"
        loaded = await self.page.evaluate(_LOADED)
        assert sum(loaded.values()) <= MOST_DECODED, f"{where} is too large: {loaded}"
        scripts = sum(size for address, size in loaded.items() if ".js?" in address)
        assert scripts <= MOST_SCRIPTS, f"the scripts of {where} are too large: {loaded}"

    async def meets_no_barrier(self) -> None:
        """A machine finds no barrier on the page, for people who use it otherwise than by sight and mouse."""
        assert not (found := await accessibility_faults(self.page)), f"{self.page.url} as {self.staff_id}: {found}"

    def watch(self) -> None:
        """From now on what goes wrong in this browser is noted."""
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # of a page that was left
            self.faults.append(f"request: {request.method} {request.url}: {request.failure}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.expected:
            self.faults.append(f"answer: {answer.status} for {answer.request.method} {answer.url}")


class Visitors:
    """The people of one test, and the world they visit at `address`."""

    def __init__(self, chromium: Browser, world: World, address: str) -> None:
        self.world = world
        self.address = address
        self._chromium = chromium
        self._here: list[Visitor] = []

    async def arrives(
        self,
        staff_id: str | None = None,
        *,
        size: Size = DESKTOP,
        language: str = CHINESE,
        script: bool = True,
        dark: bool = False,
    ) -> Visitor:
        """A person with a browser of their own, signed in if one is named."""
        context = await self._chromium.new_context(
            viewport=size.viewport,
            has_touch=size.touch,
            is_mobile=size.touch,
            locale=language,
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAITS_MS)
        visitor = Visitor(address=self.address, context=context, page=await context.new_page())
        visitor.watch()
        self._here.append(visitor)
        if staff_id is not None:
            await visitor.signs_in(self.world, staff_id)
        return visitor

    async def leave(self, *, pictures: str | None = None) -> list[str]:
        """All close their browsers; returns what went wrong. With a name there are pictures, in `build`."""
        faults = [f"{each.staff_id} at {each.page.url}: {fault}" for each in self._here for fault in each.faults]
        for number, visitor in enumerate(self._here):
            if (pictures or faults) and not visitor.page.is_closed():
                BUILD.mkdir(parents=True, exist_ok=True)
                await visitor.page.screenshot(path=BUILD / f"{pictures or 'faults'}-{number}.png", full_page=True)
            await visitor.context.close()
        return faults
