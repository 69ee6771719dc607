"""What a machine can check of a page: barriers (axe), and rules of its HTML that the security headers rest on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

FIELDS = {"input", "select", "textarea"}
BUTTONS = {"hidden", "submit", "button", "image", "reset"}
PRESSED = {*FIELDS, "a", "button", "summary"}
VOID = {"input", "meta", "link", "br", "hr", "img", "wbr", "source", "col"}
_RUN_AXE = """async () => {
  const found = await axe.run({resultTypes: ['violations'], iframes: false, rules: {'target-size': {enabled: true}}});
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${node.failureSummary}`));
}"""


async def accessibility_faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: list[str] = await page.evaluate(_RUN_AXE)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag with its attributes, the form it is in (its position among the forms of the page), and `where` it is."""

    name: str
    where: str
    attributes: dict[str, str]
    form: int | None
    in_label: bool


@dataclass
class PageText(HTMLParser):
    """The tags of a page, its title and its text."""

    tags: list[Tag] = field(default_factory=list)
    title: str = ""
    text: list[str] = field(default_factory=list)
    inline_scripts: list[str] = field(default_factory=list)
    sheet: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._where: list[str] = []
        self._forms = 0

    @classmethod
    def of(cls, html: str) -> "PageText":
        """Read a page."""
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._forms += tag == "form"
        form = self._forms if tag == "form" or "form" in self._open else None
        attributes = {name: value or "" for name, value in attrs}
        self._where[len(self._open) :] = [f"{tag}.{attributes.get('class', '')}"]
        where = ">".join(self._where)
        self.tags.append(Tag(name=tag, where=where, attributes=attributes, form=form, in_label="label" in self._open))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["title"]:
            self.title += data
        elif self._open[-1:] in (["script"], ["style"]):
            self.inline_scripts.append(data)
        elif data.strip():
            self.text.append(data.strip())
            if self._open[-1:] == ["kbd"] and "dialog" in self._open:
                self.sheet.add(data.strip())

    @property
    def elements(self) -> set[str]:
        """The kinds of elements on the page: each by its tag and classes, and those of what it is in."""
        return {tag.where for tag in self.tags}


def faults_of(html: str) -> list[str]:
    """The rules that a page breaks, a line each."""
    page = PageText.of(html)
    return [*_inline(page), *_unlabelled(page), *_without_key(page), *_frame(page), *_unlisted_keys(page)]


def _inline(page: PageText) -> Iterator[str]:
    for tag in page.tags:
        for name, value in tag.attributes.items():
            if name == "style" or name.startswith("on") or value.lower().startswith("javascript:"):
                yield f"<{tag.name}> has {name}={value!r}"
    for script in page.inline_scripts:
        yield f"a script or style inside the page: {script[:40]!r}"


def _unlabelled(page: PageText) -> Iterator[str]:
    labels = {tag.attributes.get("for") for tag in page.tags if tag.name == "label"}
    for tag in page.tags:
        is_button = tag.name == "input" and (tag.attributes.get("type") in BUTTONS or "hidden" in tag.attributes)
        named = tag.in_label or tag.attributes.get("id") in labels or "aria-label" in tag.attributes
        if tag.name in FIELDS and not is_button and not named and "aria-labelledby" not in tag.attributes:
            yield f"a field without a label: {tag.attributes}"


def _without_key(page: PageText) -> Iterator[str]:
    """Signing in and choosing a language do without: there the origin decides."""
    keyed = {tag.form for tag in page.tags if tag.name == "input" and tag.attributes.get("name") == "key"}
    posting = (tag for tag in page.tags if tag.name == "form" and tag.attributes.get("method", "").lower() == "post")
    for form in posting:
        if form.form not in keyed and form.attributes.get("action") not in ("/sign-in", "/language"):
            yield f"a form without a key: {form.attributes}"


def _unlisted_keys(page: PageText) -> Iterator[str]:
    """Every key of the page stands in its sheet."""
    for tag in page.tags:
        for key in tag.attributes.get("data-key", "").split() if tag.name in PRESSED else ():
            listed = f"g {key}" if "nav.entries" in tag.where else key
            if listed not in page.sheet:
                yield f"the key {listed} of <{tag.name}> is not in the sheet: {sorted(page.sheet)}"


def _frame(page: PageText) -> Iterator[str]:
    names = [tag.name for tag in page.tags]
    ids = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
    if names.count("h1") != 1:
        yield f"{names.count('h1')} h1"
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        yield f"ids that are there twice: {twice}"
    if not page.title.strip():
        yield "no title"
    if not next((tag.attributes.get("lang") for tag in page.tags if tag.name == "html"), None):
        yield "no language"
