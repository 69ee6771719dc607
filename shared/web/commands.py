"""Turns an HTTP request into a command request, and its outcome into an answer. A 2xx means committed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.context import AppContext
from shared.platform.identity.actor import Actor, actor_of
from shared.platform.permitted import Place
from shared.platform.security_events import SecurityKind
from shared.support.errors import Unauthenticated
from shared.web.address import UNKNOWN_ADDRESS, client_address

_bearer = HTTPBearer(auto_error=False, description="A token made by `python -m services token`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
"""The token of the request, None without one."""

JSON = "application/json"
KEY_PATTERN = r"^[\x21-\x7e]+$"


async def context_of(request: Request) -> AppContext:
    """The application context this app was built with."""
    context: AppContext = request.app.state.context
    return context


ContextOf = Annotated[AppContext, Depends(context_of)]


async def signed_in(request: Request, context: ContextOf, bearer: Bearer) -> Actor:
    """The person of this token, with the directory of now. Raises `Unauthenticated`."""
    if bearer is None:
        raise Unauthenticated("token_missing", "Send a bearer token.")
    return await person_of_token(bearer.credentials, context, client_address(request.scope, context.settings))


async def person_of_token(token: str, context: AppContext, address: str | None) -> Actor:
    """The person of a token; a token that is not valid is a security event. Raises `Unauthenticated`."""
    now = context.clock.now()
    found = await context.tokens.find(token, now)
    if found is None:
        context.security.note(SecurityKind.SIGN_IN_FAILED, address or UNKNOWN_ADDRESS)
        raise Unauthenticated("token_unknown", "This token is unknown, revoked or expired.")
    await context.directory.follow(now)
    via = {"by_token": found.token_id} | ({"by_address": address} if address else {})
    return actor_of(found.staff_id, context.directory.current, now, via)


SignedIn = Annotated[Actor, Depends(signed_in)]
"""The person who sends the request."""


async def command_request(
    request: Request,
    actor: SignedIn,
    context: ContextOf,
    idempotency_key: Annotated[
        str | None, Header(min_length=1, max_length=200, pattern=KEY_PATTERN, description="Makes a repeat safe.")
    ] = None,
    traceparent: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> CommandRequest:
    """The command request of an HTTP request; reads its body."""
    return command_request_of(context, actor, request.scope["path"], await request.body(), idempotency_key, traceparent)


def command_request_of(
    context: AppContext, actor: Actor, path: str, body: bytes, key: str | None, trace: str | None
) -> CommandRequest:
    """The command request of its parts; key and body become keyed hashes."""
    return CommandRequest(
        actor=actor,
        key=context.vault.fingerprint(key.encode()) if key else None,
        fingerprint=context.vault.fingerprint(path.encode() + b"\x00" + body),
        trace=trace,
    )


CommandRequestOf = Annotated[CommandRequest, Depends(command_request)]


def answer(outcome: Outcome, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The answer to a command; a replayed answer has the header Idempotency-Replayed."""
    headers = dict(headers or {})
    if outcome.repeated:
        headers["Idempotency-Replayed"] = "true"
    return Response(outcome.body, status, headers, media_type=JSON)


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a list that is requested."""

    limit: int
    cursor: int | None


async def page(
    limit: Annotated[int, Query(ge=1, le=200, description="how many items at most")] = 50,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$", description="`next` of the page before")] = None,
) -> Page:
    """The query parameters of a list as a `Page`."""
    return Page(limit, int(cursor) if cursor else None)


PageOf = Annotated[Page, Depends(page)]


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The part of a list that is requested; it begins after a place in the order of the list."""

    limit: int
    after: Place | None


async def place_page(
    limit: Annotated[int, Query(ge=1, le=200, description="how many items at most")] = 50,
    cursor: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{1,17}~[0-9A-Za-z_.\-]{1,80}$",
            description="`next` of the page before",
            examples=["1795395900000000~01935a2e-7c41-7d3a-9f2b-6c8e5d4a3b21"],
        ),
    ] = None,
) -> PlacePage:
    """The query parameters of a list whose cursor is a place."""
    if cursor is None:
        return PlacePage(limit, None)
    micros, _, id_ = cursor.partition("~")
    return PlacePage(limit, Place(_EPOCH + int(micros) * _MICROSECOND, id_))


def cursor_of(place: Place | None) -> str | None:
    """A place as the cursor of the next page."""
    return None if place is None else f"{(place.at - _EPOCH) // _MICROSECOND}~{place.id}"


PlacePageOf = Annotated[PlacePage, Depends(place_page)]
