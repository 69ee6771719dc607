"""The answer to a page that asks for a whole list: its rows as HTML, with an ETag that no ticking clock changes."""

import re
from collections.abc import Sequence
from hashlib import sha256

from fastapi import Request, Response

COUNT = "Hotline-Count"
"""How many rows the list has, those that are not shown included."""

_TICKING = re.compile(r'(<span class="left )\w+|(<span class="(?:ticks|unseen)"[^>]*>)[^<]*')


def whole_list(request: Request, rows: Sequence[str], count: int | None = None) -> Response:
    """These rows; 304 if the page has them. Countdowns run on the page and do not count as changes."""
    html = "".join(rows)
    still = _TICKING.sub(r"\1\2", html)
    stamp = sha256(f"{count} {still}".encode()).hexdigest()[:32]
    headers = {"ETag": f'"{stamp}"', "Cache-Control": "no-store"}
    if count is not None:
        headers[COUNT] = str(count)
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(html, headers=headers, media_type="text/html")
