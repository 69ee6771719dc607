"""A person at the pages without script: follows links, fills in the forms that are on a page and submits them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx

from tests.harness.world import World

_FOLDED = re.compile(r"(/desk|/supervision)\?case=([\w-]+)&amp;act=(\w+)")


@dataclass
class Form:
    """A form of a page: where it is sent to, and its fields as they stand."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form" and known.get("method") != "dialog":
            self.forms.append(Form(known.get("action", "")))
        elif tag == "input" and self.forms and (known.get("type") not in ("radio", "checkbox") or "checked" in known):
            self.forms[-1].fields[known.get("name", "")] = known.get("value", "")
        elif tag == "textarea" and self.forms:
            self._area = known.get("name", "")
            self.forms[-1].fields[self._area] = ""
        elif tag == "button" and self.forms and "name" in known:
            self.forms[-1].buttons.append((known["name"], known.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data


class PageUser:
    """A person at the pages. `shown` is the answer they look at."""

    def __init__(self, world: World, **headers: str) -> None:
        transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://hotline", headers=headers)
        self.shown = httpx.Response(204)

    async def open(self, path: str) -> httpx.Response:
        """Open a page, following redirects."""
        self.shown = await self.http.get(path, follow_redirects=True)
        return self.shown

    def form(self, action: str) -> Form:
        """The form of the page that is sent to this address."""
        found = self.forms(action)
        assert found, f"no form for {action} among {self.actions}"
        return found[0]

    def forms(self, action: str) -> list[Form]:
        """All forms of the page that are sent to this address."""
        parser = _Forms()
        parser.feed(self.shown.text)
        return [form for form in parser.forms if form.action == action]

    @property
    def actions(self) -> list[str]:
        """Where the forms of the page are sent to, those too to which it only has a link."""
        parser = _Forms()
        parser.feed(self.shown.text)
        return [*(form.action for form in parser.forms), *self._folded]

    @property
    def _folded(self) -> dict[str, str]:
        """Where the forms to which the page has a link are sent to, and the link."""
        links = _FOLDED.finditer(self.shown.text)
        return {f"{link[1]}/cases/{link[2]}/{link[3]}": unescape(link[0]) for link in links}

    async def submit(self, action: str, **typed: str) -> httpx.Response:
        """Fill in the page's form for this address and send it; `shown` is the page that comes of it."""
        if not self.forms(action) and action in self._folded:
            await self.open(self._folded[action])
        fields = {**self.form(action).fields, **{name.replace("__", "."): value for name, value in typed.items()}}
        return await self.send(action, **fields)

    async def send(self, action: str, **fields: Any) -> httpx.Response:
        """Send these fields; `shown` is the page that comes of it."""
        return await self._answered(await self.http.post(action, data=fields))

    async def choose(self, action: str, name: str, files: Mapping[str, bytes]) -> httpx.Response:
        """Choose files in the page's form for this address and send it; `shown` is the page that comes of it."""
        parts = [(name, (file, content, "text/csv")) for file, content in files.items()]
        fields = {field: value for field, value in self.form(action).fields.items() if field != name}
        return await self._answered(await self.http.post(action, data=fields, files=parts))

    async def _answered(self, answer: httpx.Response) -> httpx.Response:
        self.shown = answer
        if answer.status_code == 303:
            self.shown = await self.http.get(answer.headers["location"], follow_redirects=True)
        return answer


async def at_the_pages(world: World, staff_id: str, **headers: str) -> PageUser:
    """This person, signed in, at their first page."""
    user = PageUser(world, **headers)
    await user.open("/sign-in")
    answer = await user.send("/sign-in", staff_id=staff_id, next="/")
    assert answer.status_code == 303, answer.text
    return user
