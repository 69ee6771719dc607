"""Pages: HTML from templates in two languages, with style sheets, scripts and security headers.

A service has its pages in its entrypoints: `templates/*.html`, `static/*.css|js`, `locale/zh_CN.po`. It uses the shared
ones under `site/` (`{% extends "site/base.html" %}`). Scripts and styles are loaded from this server only and are never
inline, so that injected ones cannot run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Response
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from shared.contracts.services import SERVICES
from shared.platform.context import AppContext
from shared.support.errors import NotFound
from shared.web.site import times
from shared.web.site.forms import FormKeys
from shared.web.site.navigation import entries_of
from shared.web.site.session import Viewer
from shared.web.site.version import site_version
from shared.web.site.words import LANGUAGES, words_of

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
CACHED_FOR_EVER = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types rows"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # of forms: their origin is compared
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
SITE = Path(__file__).parent
_IMPORT = re.compile(rb'(from "\./\w+\.js)')
_FOR_READERS = re.compile(rb"^[ \t]*//.*\n|^[ \t]+|^\n", re.MULTILINE)
"""What a script has for its readers only: indents, empty lines and lines of comment. Browsers are not sent them."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A style sheet or a script; `version` changes with its content."""

    content: bytes
    media_type: str
    version: str


class Assets:
    """The style sheets and scripts of a folder, under `/static/<name>/`; all are read once, at start."""

    def __init__(self, name: str, folder: Path) -> None:
        self._prefix = f"/static/{name}"
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        scripts = _version(b"".join(path.read_bytes() for path in files if path.suffix == ".js"))
        self._assets = {path.name: _asset(path, scripts) for path in files}

    def add_to(self, router: APIRouter) -> None:
        """Add their route."""

        @router.get(self._prefix + "/{name}", include_in_schema=False)
        async def asset(name: str) -> Response:
            found = self._assets.get(name)
            if found is None:
                raise NotFound("not_found", "There is no such file.")
            headers = {"Cache-Control": CACHED_FOR_EVER, "Cross-Origin-Resource-Policy": "same-origin"}
            return Response(found.content, headers=headers, media_type=found.media_type)

    def address(self, name: str) -> str:
        """The address of an asset, with its version, so that it can be cached for ever."""
        return f"{self._prefix}/{name}?v={self._assets[name].version}"


class Pages:
    """The pages of one service, whose files are in `folder`."""

    def __init__(self, service: str, folder: Path) -> None:
        self.service = service
        self._assets = _assets(service, folder / "static")
        self._templates = {language: _environment(self._assets, folder, language) for language in LANGUAGES}

    def page(self, template: str, viewer: Viewer, *, status: int = 200, **values: object) -> Response:
        """A rendered page for a viewer, with the security headers."""
        known = {
            "viewer": viewer,
            "now": viewer.now,
            "keys": FormKeys(viewer.session, viewer.context.ids),
            "entries": tuple(entries_of(viewer.actor)),
        }
        return self.anonymous(template, viewer.language, viewer.context, status=status, **known, **values)

    def anonymous(
        self, template: str, language: str, context: AppContext, *, status: int = 200, **values: object
    ) -> Response:
        """A rendered page without the frame of a signed-in person, unless `values` bring one."""
        known: Mapping[str, object] = {
            "language": language,
            "speed": context.settings.clock_speed,
            "profile": context.settings.profile.value,
            "viewer": None,
            "entries": (),
            "status": status,
        }
        given = {**known, "now": context.clock.now(), **values}
        html = self._templates[language].get_template(template).render(given)
        return Response(html, status, headers=HEADERS, media_type="text/html")

    def fragment(self, template: str, viewer: Viewer, **values: object) -> str:
        """A part of a page, as HTML: the row of a list, a card."""
        keys = FormKeys(viewer.session, viewer.context.ids)
        given = {"viewer": viewer, "now": viewer.now, "language": viewer.language, "keys": keys, **values}
        return self._templates[viewer.language].get_template(template).render(given)

    def part(self, template: str, viewer: Viewer, **values: object) -> Response:
        """The answer to a page of another service that holds this part (`data-part`)."""
        return Response(self.fragment(template, viewer, **values), headers=HEADERS, media_type="text/html")

    def row(self, template: str, language: str, **values: object) -> str:
        """A part of a page that is the same for all who see it: the row of a live list."""
        return self._templates[language].get_template(template).render({"language": language, **values})

    def assets(self, router: APIRouter) -> None:
        """Add the route of the service's own style sheets and scripts."""
        self._assets.add_to(router)


@cache  # files do not change while a process runs
def _assets(name: str, folder: Path) -> Assets:
    return Assets(name, folder)


@cache
def _environment(assets: Assets, folder: Path, language: str) -> Environment:
    own, shared = FileSystemLoader(folder / "templates"), FileSystemLoader(SITE / "templates")
    made = Environment(
        loader=ChoiceLoader([PrefixLoader({"site": shared}), own]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(words_of(folder / "locale", language), newstyle=True)  # type: ignore[attr-defined]  # of the extension
    made.globals["asset"] = assets.address
    made.globals["site_asset"] = site_assets().address
    made.globals["site_version"] = site_version()
    made.globals["box_services"] = SERVICES
    made.globals["countdown"] = times.countdown
    made.filters.update(times.FILTERS)
    return made


def site_assets() -> Assets:
    """The shared style sheets and scripts."""
    return _assets("site", SITE / "static")


@cache
def site_pages() -> Pages:
    """The pages that belong to no service: errors."""
    return Pages("site", SITE)


def site_router() -> APIRouter:
    """The route of the shared style sheets and scripts; every process has it."""
    router = APIRouter()
    site_assets().add_to(router)
    return router


def _asset(path: Path, scripts: str) -> Asset:
    """An asset. Scripts import each other: all have one version, which is in the addresses of what they import."""
    content = path.read_bytes()
    if path.suffix == ".js":
        content = _FOR_READERS.sub(b"", content)
        return Asset(_IMPORT.sub(rb"\1?v=%s" % scripts.encode(), content), MEDIA_TYPES[path.suffix], scripts)
    return Asset(content, MEDIA_TYPES[path.suffix], _version(content))


def _version(content: bytes) -> str:
    return sha256(content).hexdigest()[:8]
