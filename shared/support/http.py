"""The HTTP client: the only module that imports httpx. Clients have a timeout and pass the trace on.

There are no retries here: only the caller knows which requests may be repeated.
"""

from collections.abc import Mapping
from typing import Any

import httpx

from shared.support import trace

Client = httpx.AsyncClient
Answer = httpx.Response
Unreachable = httpx.TransportError
"""No complete answer arrived: whether the other side processed the request is unknown."""
NotReached = (httpx.ConnectError, httpx.ConnectTimeout)
"""The request was not sent: there was no connection."""

TIMEOUT_SECONDS = 10.0


def client(base_url: str, *, token: str | None = None, through_proxy: bool = False) -> Client:
    """A client for one base URL. `through_proxy`: use the proxies named in the environment."""
    return Client(
        base_url=base_url,
        headers=_headers(token),
        timeout=TIMEOUT_SECONDS,
        trust_env=through_proxy,
        event_hooks={"request": [_pass_on_trace]},
    )


def in_process_client(app: Any, *, token: str | None = None) -> Client:  # noqa: ANN401 - an ASGI app
    """A client of an app in this process: the same routes, without a network."""
    transport = httpx.ASGITransport(app=app)
    return Client(transport=transport, base_url="http://inside", headers=_headers(token))


def _headers(token: str | None) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


async def _pass_on_trace(request: httpx.Request) -> None:
    traceparent = trace.current.get()
    if traceparent is not None:
        request.headers.setdefault("traceparent", traceparent)
