"""Who is asking, and how a command goes in: from a request to the door and back. A 2xx means durable."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from shared.errors import FieldError, Invalid, Unauthenticated
from shared.identity.actor import Actor, actor_of
from shared.ids import is_ours
from shared.platform.house import House
from shared.work.door import Door
from shared.work.executor import Job, Outcome
from shared.work.recall import Asked
from shared.work.unit import UnitOfWork

_bearer = HTTPBearer(auto_error=False, description="A token made by `python -m services token`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
"""The token as it came, None without one."""

JSON = "application/json"
KEY = r"^[\x21-\x7e]+$"


async def house_of(request: Request) -> House:
    """The house this app was built with."""
    house: House = request.app.state.house
    return house


HouseOf = Annotated[House, Depends(house_of)]


async def signed_in(house: HouseOf, bearer: Bearer) -> Actor:
    """The person whose token this is, as the directory sees him now."""
    if bearer is None:
        raise Unauthenticated("token_missing", "Send a bearer token.")
    return await whose(bearer.credentials, house)


async def whose(token: str, house: House) -> Actor:
    """See `signed_in`."""
    now = house.clock.now()
    staff_id = await house.tokens.lookup(token, now)
    if staff_id is None:
        raise Unauthenticated("token_unknown", "This token is unknown, revoked, or its time is up.")
    await house.directory.follow(now)
    return actor_of(staff_id, house.directory.current)


SignedIn = Annotated[Actor, Depends(signed_in)]
"""The person asking."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A command as it comes in: who asks, under which idempotency key, with which body.

    Key and body are here as keyed hashes only: people make keys of what they have at hand, a customer's number too.
    """

    actor: Actor
    house: House
    key: str | None
    fingerprint: str
    trace: str | None

    def unrepeatable(self) -> "Asking":
        """The same without an idempotency key: its answer may not be stored, so a repeat is done again."""
        return replace(self, key=None)

    async def do(
        self,
        door: Door[Any],
        action: str,
        case_id: str | None,
        run: Callable[[UnitOfWork[Any]], Awaitable[object]],
        *,
        status: int = 200,
        key_needed: bool = False,
        new_case: bool = False,
        also_cases: tuple[str, ...] = (),
    ) -> Outcome:
        """Run the command in some commit; returns when it is durable. Raises its refusal.

        With `new_case` the case is only made by this command, under another id at each try: its key is the caller's.
        """
        if key_needed and self.key is None:
            error = FieldError("Idempotency-Key", "required", "Send an Idempotency-Key header.")
            raise Invalid("idempotency_key_missing", "This request needs an Idempotency-Key.", errors=(error,))
        asked = None
        if self.key is not None:
            about = "" if new_case else case_id or ""
            asked = Asked(f"{self.actor.staff_id}:{action}:{about}", self.key, self.fingerprint, status)
        job = Job(
            run=run,
            cases=(case_id, *also_cases) if case_id and is_ours(case_id) else (),
            new_case=new_case,
            action=action,
            actor=self.actor.staff_id,
            asked=asked,
            trace=self.trace,
        )
        return await door.submit(job)


async def asking(
    request: Request,
    actor: SignedIn,
    house: HouseOf,
    idempotency_key: Annotated[
        str | None, Header(min_length=1, max_length=200, pattern=KEY, description="Makes a repeat safe.")
    ] = None,
    traceparent: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Asking:
    """See `Asking`."""
    return asked(house, actor, request.scope["path"], await request.body(), idempotency_key, traceparent)


def asked(house: House, actor: Actor, path: str, body: bytes, key: str | None, trace: str | None) -> Asking:
    """See `Asking`."""
    return Asking(
        actor=actor,
        house=house,
        key=house.vault.fingerprint(key.encode()) if key else None,
        fingerprint=house.vault.fingerprint(path.encode() + b"\x00" + body),
        trace=trace,
    )


AskingFor = Annotated[Asking, Depends(asking)]


def answer(outcome: Outcome, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The answer to a command; a repeated one says so."""
    headers = dict(headers or {})
    if outcome.repeated:
        headers["Idempotency-Replayed"] = "true"
    return Response(outcome.body, status, headers, media_type=JSON)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    limit: int
    cursor: int | None


async def page(
    limit: Annotated[int, Query(ge=1, le=200, description="how many items at most")] = 50,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$", description="`next` of the page before")] = None,
) -> Page:
    """See `Page`."""
    return Page(limit, int(cursor) if cursor else None)


PageOf = Annotated[Page, Depends(page)]
