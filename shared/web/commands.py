"""Who is asking, and how a command goes in: from a request to the command_queue and back. A 2xx means durable."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from shared.engine.command_queue import CommandQueue
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Job, Outcome
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.context import AppContext
from shared.platform.identity.actor import Actor, actor_of
from shared.support.errors import FieldError, Invalid, Unauthenticated
from shared.support.ids import is_ours

_bearer = HTTPBearer(auto_error=False, description="A token made by `python -m services token`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
"""The token as it came, None without one."""

JSON = "application/json"
KEY = r"^[\x21-\x7e]+$"


async def context_of(request: Request) -> AppContext:
    """The context this app was built with."""
    context: AppContext = request.app.state.context
    return context


ContextOf = Annotated[AppContext, Depends(context_of)]


async def signed_in(context: ContextOf, bearer: Bearer) -> Actor:
    """The person whose token this is, as the directory sees him now."""
    if bearer is None:
        raise Unauthenticated("token_missing", "Send a bearer token.")
    return await whose(bearer.credentials, context)


async def whose(token: str, context: AppContext) -> Actor:
    """See `signed_in`."""
    now = context.clock.now()
    staff_id = await context.tokens.lookup(token, now)
    if staff_id is None:
        raise Unauthenticated("token_unknown", "This token is unknown, revoked, or its time is up.")
    await context.directory.follow(now)
    return actor_of(staff_id, context.directory.current)


SignedIn = Annotated[Actor, Depends(signed_in)]
"""The person asking."""


@dataclass(frozen=True, kw_only=True)
class CommandRequest:
    """A command as it comes in: who asks, under which idempotency key, with which body.

    Key and body are here as keyed hashes only: people make keys of what they have at hand, a customer's number too.
    """

    actor: Actor
    context: AppContext
    key: str | None
    fingerprint: str
    trace: str | None

    def unrepeatable(self) -> "CommandRequest":
        """The same without an idempotency key: its answer may not be stored, so a repeat is done again."""
        return replace(self, key=None)

    async def do(
        self,
        command_queue: CommandQueue[Any],
        action: str,
        subject_id: str | None,
        run: Callable[[UnitOfWork[Any]], Awaitable[object]],
        *,
        status: int = 200,
        key_needed: bool = False,
        new_subject: bool = False,
        also_subjects: tuple[str, ...] = (),
    ) -> Outcome:
        """Run the command in some commit; returns when it is durable. Raises its refusal.

        With `new_subject` the case is only made by this command, under another id at each try: its key is the caller's.
        """
        if key_needed and self.key is None:
            error = FieldError("Idempotency-Key", "required", "Send an Idempotency-Key header.")
            raise Invalid("idempotency_key_missing", "This request needs an Idempotency-Key.", errors=(error,))
        asked = None
        if self.key is not None:
            about = "" if new_subject else subject_id or ""
            asked = IdempotencyKey(f"{self.actor.staff_id}:{action}:{about}", self.key, self.fingerprint, status)
        job = Job(
            run=run,
            subjects=(subject_id, *also_subjects) if subject_id and is_ours(subject_id) else (),
            new_subject=new_subject,
            action=action,
            actor=self.actor.staff_id,
            asked=asked,
            trace=self.trace,
        )
        return await command_queue.submit(job)


async def asking(
    request: Request,
    actor: SignedIn,
    context: ContextOf,
    idempotency_key: Annotated[
        str | None, Header(min_length=1, max_length=200, pattern=KEY, description="Makes a repeat safe.")
    ] = None,
    traceparent: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> CommandRequest:
    """See `CommandRequest`."""
    return asked(context, actor, request.scope["path"], await request.body(), idempotency_key, traceparent)


def asked(
    context: AppContext, actor: Actor, path: str, body: bytes, key: str | None, trace: str | None
) -> CommandRequest:
    """See `CommandRequest`."""
    return CommandRequest(
        actor=actor,
        context=context,
        key=context.vault.fingerprint(key.encode()) if key else None,
        fingerprint=context.vault.fingerprint(path.encode() + b"\x00" + body),
        trace=trace,
    )


CommandRequestOf = Annotated[CommandRequest, Depends(asking)]


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
