"""`/docs`: the routes to read and to try, without files from other servers. In production only if it is set."""

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import FastAPI, Response
from fastapi.openapi.docs import get_swagger_ui_html

from shared.web.site.pages import HEADERS

STATIC = "/static-offline-docs"  # where `FastAPIOffline` has the files of Swagger UI
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def add_docs(app: FastAPI) -> None:
    """Add the page. Its one inline script is allowed by its hash."""
    page = get_swagger_ui_html(
        openapi_url=str(app.openapi_url),
        title=app.title,
        swagger_js_url=f"{STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{STATIC}/favicon.png",
    )
    html = bytes(page.body)
    headers = HEADERS | {"Content-Security-Policy": _policy(html)}

    @app.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        return Response(html, headers=headers, media_type="text/html")


def _policy(html: bytes) -> str:
    """Scripts of this server and those in the page; styles also inline, which Swagger UI needs."""
    scripts = " ".join(f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in _INLINE.findall(html))
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
