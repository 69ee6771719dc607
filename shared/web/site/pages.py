"""Pages: HTML from templates, with style sheets, scripts and security headers.

A service has its pages in its entrypoints: `templates/*.html`, `static/*.css|js`. Scripts and styles are loaded from
this server only and are never inline, so that injected ones cannot run.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.support.errors import NotFound

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
CACHED_FOR_EVER = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A style sheet or a script; `version` changes with its content."""

    content: bytes
    media_type: str
    version: str


class Pages:
    """The pages of one service; all files are read once, at start."""

    def __init__(self, service: str, folder: Path) -> None:
        self._prefix = f"/static/{service}"
        self._assets = {path.name: _asset(path) for path in sorted((folder / "static").iterdir())}
        self._templates = Environment(
            loader=FileSystemLoader(folder / "templates"), autoescape=True, undefined=StrictUndefined
        )
        self._templates.globals["asset"] = self._address

    def page(self, template: str, **values: object) -> Response:
        """A rendered page, with the security headers."""
        html = self._templates.get_template(template).render(**values)
        return Response(html, headers=HEADERS, media_type="text/html")

    def assets(self, router: APIRouter) -> None:
        """Add the route of the style sheets and scripts."""

        @router.get(self._prefix + "/{name}", include_in_schema=False)
        async def asset(name: str, request: Request) -> Response:
            found = self._assets.get(name)
            if found is None:
                raise NotFound("not_found", "There is no such file.")
            headers = {"Cache-Control": CACHED_FOR_EVER, "Cross-Origin-Resource-Policy": "same-origin"}
            return Response(found.content, headers=headers, media_type=found.media_type)

    def _address(self, name: str) -> str:
        """The address of an asset, with its version, so that it can be cached for ever."""
        return f"{self._prefix}/{name}?v={self._assets[name].version}"


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, MEDIA_TYPES[path.suffix], sha256(content).hexdigest()[:12])
