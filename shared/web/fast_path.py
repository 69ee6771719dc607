"""The fast path: runs a frequent command before the framework's routing and dependencies (docs/decisions/0012).

The route is declared with the framework as well, which documents it and answers requests that are not well-formed, such
as one without a header or with an invalid body: these are passed on unchanged.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.platform.command_request import CommandRequest
from shared.platform.context import AppContext
from shared.web.address import client_address
from shared.web.commands import JSON, KEY_PATTERN, command_request_of, person_of_token
from shared.web.problems import answer_to

_BEARER = re.compile(rb"bearer ([\x21-\x7e]+)", re.IGNORECASE)
_KEY = re.compile(KEY_PATTERN)
LONGEST_KEY = 200


@dataclass(frozen=True, kw_only=True)
class FastRoute:
    """A command at `POST path`, with a JSON body and an Idempotency-Key; `run` does what its route does."""

    path: str
    body: type[BaseModel]
    run: Callable[[Any, CommandRequest], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _ParsedRequest:
    token: str
    key: str
    trace: str | None
    plain: BaseModel


class FastPath:
    """ASGI middleware in front of the framework."""

    def __init__(self, app: ASGIApp, context: AppContext, fast_routes: Sequence[FastRoute]) -> None:
        self._app = app
        self._context = context
        self._routes = {each.path: each for each in fast_routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._routes.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if route is None:
            await self._app(scope, receive, send)
            return
        messages, body = await _read_body(receive)
        request = _parse(scope, body, route.body)
        if request is None:
            await self._app(scope, _replay(messages, receive), send)
            return
        scope["route"] = route  # for the access log
        response = await self._answer(route, scope, request, body)
        await response(scope, receive, send)

    async def _answer(self, route: FastRoute, scope: Scope, request: _ParsedRequest, body: bytes) -> Response:
        try:
            address = client_address(scope, self._context.settings)
            actor = await person_of_token(request.token, self._context, address)
            command = command_request_of(self._context, actor, route.path, body, request.key, request.trace)
            return await route.run(request.plain, command)
        except Exception as error:
            return await answer_to(Request(scope), error)


async def _read_body(receive: Receive) -> tuple[list[Message], bytes]:
    """All messages up to the end of the body, and the body."""
    messages = [await receive()]
    while messages[-1].get("more_body", False):
        messages.append(await receive())
    return messages, b"".join(message.get("body", b"") for message in messages)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """A `receive` that repeats these messages, then continues with the original."""
    coming = iter(messages)

    async def again() -> Message:
        return next(coming, None) or await receive()

    return again


def _parse(scope: Scope, body: bytes, model: type[BaseModel]) -> _ParsedRequest | None:
    """The parsed request, None if it is not well-formed."""
    headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))  # of two headers of one name the first counts
    bearer = _BEARER.fullmatch(headers.get(b"authorization", b""))
    key = headers.get(b"idempotency-key", b"").decode("latin-1")
    if bearer is None or headers.get(b"content-type") != JSON.encode():
        return None
    if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        return None
    try:
        plain = model.model_validate_json(body)
    except ValidationError:
        return None
    trace = headers.get(b"traceparent")
    return _ParsedRequest(bearer[1].decode(), key, trace.decode("latin-1") if trace else None, plain)
