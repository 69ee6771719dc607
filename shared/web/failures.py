"""A bound on failures: who fails to sign in, or asks for what they may not, too often hears 429 instead of 401 or 403.

Counted by address, and refusals (403) by token too; those of a session by the session alone. Only failures are
bounded: a colleague who shares the address of an office, or of a proxy, is answered as ever. So failures of a neighbour
keep no report out.
"""

from hashlib import sha256

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.platform.context import AppContext
from shared.platform.rates import Rate
from shared.support.errors import TooMany
from shared.web.address import UNKNOWN_ADDRESS, client_address
from shared.web.site.page_routes import refused_before
from shared.web.site.session import secret_of

FAILED = frozenset({401, 403})


class FailureLimit:
    """ASGI middleware around all that signs people in."""

    def __init__(self, app: ASGIApp, context: AppContext) -> None:
        self._app = app
        self._settings = context.settings
        most = context.settings.failures_a_minute
        self._of_address = Rate("failures", most, context.clock, context.security)
        self._of_token = Rate("refusals", most, context.clock, context.security)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        replaced = False

        async def answered(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] in FAILED:
                wait = self._wait(scope, message["status"])
                if wait is not None:
                    replaced = True
                    detail = "Too many requests from here failed within a minute."
                    refusal = TooMany("too_many_failures", detail, retry_after=wait)
                    await refused_before(Request(scope), refusal, 429)(scope, receive, send)
            if not replaced:
                await send(message)

        await self._app(scope, receive, answered)

    def _wait(self, scope: Scope, status: int) -> int | None:
        """Count a failure. Returns the seconds to wait if it is one too many."""
        session = secret_of(Request(scope).cookies)
        if status == 403 and session is not None:
            return self._of_token.count(f"of session {_short(session.encode())}")
        address = client_address(scope, self._settings) or UNKNOWN_ADDRESS
        wait = self._of_address.count(address)
        token = next((value for name, value in scope["headers"] if name == b"authorization"), None)
        if status == 403 and token is not None:
            wait = self._of_token.count(f"of token {_short(token)}") or wait
        return wait


def _short(secret: bytes) -> str:
    """What tells secrets apart and gives none away."""
    return sha256(secret).hexdigest()[:12]
