"""Limits the size of request bodies to `LARGEST_BODY` bytes, with or without a Content-Length.

A directory import may be larger; its routes read the body only after the caller is authorised.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.support.errors import Invalid
from shared.web.site.page_routes import refused_before

LARGEST_BODY = 256 * 1024
DIRECTORY = 64 * 1024 * 1024
LARGER_BODIES = {"/api/platform/directory": DIRECTORY, "/admin/directory/files": DIRECTORY}


class TooLarge(HTTPException):
    """The body exceeds its limit. An HTTP exception: the framework takes all others for a malformed body."""

    def __init__(self) -> None:
        super().__init__(413)


class BodyLimit:
    """ASGI middleware: refuses a body that is too large, by its Content-Length or while it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = LARGER_BODIES.get(scope["path"], LARGEST_BODY)
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > most:
            await _refuse(scope, receive, send, most)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except TooLarge:
            if not started:
                await _refuse(scope, receive, send, most)


async def _refuse(scope: Scope, receive: Receive, send: Send, most: int) -> None:
    refusal = Invalid("too_large", f"A body may have at most {most} bytes.")
    await refused_before(Request(scope), refusal, 413)(scope, receive, send)
