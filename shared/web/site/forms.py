"""Forms: parsed into the API's own bodies, submitted as its commands are, shown again with what was typed.

A form's hidden `key` is its proof of origin and its idempotency key in one: it is bound to the session and to the
form's address, so a double click, back and resend have one effect. Without script a form does all it does with it.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from shared.platform.command_request import CommandRequest
from shared.platform.identity.sessions import Session
from shared.support import trace
from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, Refusal, TooMany, Unavailable
from shared.support.ids import Ids
from shared.web.commands import command_request_of
from shared.web.problems import place_of, status_of
from shared.web.site.session import CurrentViewer, Viewer

B = TypeVar("B", bound=BaseModel)
B_co = TypeVar("B_co", bound=BaseModel, covariant=True)

MEDIA_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 200
KEY = "key"
_KEY = re.compile(r"([0-9a-zA-Z\-]{1,64})\.([0-9a-f]{32})(?:\.([0-9A-Za-z_.\-]{1,100}))?")

SHOWN_AGAIN = (Invalid, Conflict, TooMany, Unavailable, Forbidden)
"""Refusals after which the form is shown again, with what was typed."""


@dataclass(frozen=True, slots=True)
class FormKeys:
    """Makes the keys of the forms on a page."""

    session: Session
    ids: Ids

    def of(self, action: str) -> str:
        """A new key for the form that is submitted to this address."""
        chance = self.ids.new()
        return f"{chance}.{self.session.sign(f'{chance}|{action}')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledForm(Generic[B_co]):
    """A form that was sent: `typed` by field name, the body it makes (None if it is not valid), and what is wrong.

    `refusal`: why the command was refused, after `submit`.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    parsed: B_co | None = None
    errors: tuple[FieldError, ...] = ()
    refusal: Refusal | None = None
    key: str = ""
    path: str = ""
    raw: bytes = b""

    @property
    def body(self) -> B_co:
        """The body of a form that is valid."""
        assert self.parsed is not None
        return self.parsed

    @property
    def status(self) -> int:
        """The status of the page that shows the form again."""
        if self.refusal is not None:
            return status_of(self.refusal)
        return 200 if not self.errors else 403 if self.error(KEY) else 422

    def refused(self, refusal: Refusal) -> "FilledForm[B_co]":
        """The form with why it was refused."""
        return replace(self, refusal=refusal, errors=refusal.errors)

    def all_of(self, name: str) -> tuple[str, ...]:
        """All that was typed or ticked under a name that may come several times."""
        return tuple(value for known, value in parse_qsl(self.raw.decode()) if known == name)

    def error(self, name: str) -> FieldError | None:
        """What is wrong with a field."""
        return next((error for error in self.errors if error.field == name), None)


EMPTY: FilledForm[Any] = FilledForm()
"""An empty form."""


def filled(model: type[B]) -> Callable[..., Awaitable[FilledForm[B]]]:
    """The dependency that reads a form into this body. Raises `Forbidden` for a form of another site.

    One of these pages that is not of this session (its person has signed in again since) is shown again, with all that
    was typed and a new key: to be sent by its button. Nothing is done before.
    """

    async def read(request: Request, viewer: CurrentViewer) -> FilledForm[B]:
        check_origin(request)
        raw = await request.body()
        pairs = read_pairs(request, raw)
        typed = {name: value for name, value in pairs if name != KEY}
        path = request.scope["path"]
        try:
            key = check_key(viewer.session, path, dict(pairs).get(KEY, ""))
        except Forbidden as refusal:
            wrong = FieldError(KEY, refusal.code, refusal.message)
            return FilledForm(typed=typed, path=path, raw=raw, errors=(wrong,))
        return parsed(FilledForm(typed=typed, key=key, path=path, raw=raw), model, pairs)

    return read


def queried(model: type[B]) -> Callable[..., Awaitable[FilledForm[B]]]:
    """The dependency that reads the query of a page into this body: what a list is searched by. It changes nothing."""

    async def read(request: Request) -> FilledForm[B]:
        try:
            pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Invalid("invalid", "The query has too many fields.") from None
        return parsed(FilledForm(typed=dict(pairs)), model, pairs)

    return read


def parsed(form: FilledForm[B], model: type[B], pairs: list[tuple[str, str]]) -> FilledForm[B]:
    """The form with the body that its fields make, or with what is wrong with them."""
    try:
        return replace(form, parsed=model.model_validate(nested(pairs)))
    except ValidationError as error:
        found = tuple(FieldError(place_of(one["loc"]), one["type"], one["msg"]) for one in error.errors())
        return replace(form, errors=found)


async def submit(
    viewer: Viewer,
    form: FilledForm[B],
    run: Callable[[CommandRequest], Awaitable[object]],
    *,
    then: str,
    again: Callable[[FilledForm[B]], Awaitable[Response]],
) -> Response:
    """Run the command of a form: 303 to `then`, or the page `again` with what is wrong and all that was typed.

    A `{}` in `then` is for what `run` returns: the id of what it made.
    """
    if form.errors:
        return await again(form)
    try:
        done = await run(submitted(viewer, form))
    except SHOWN_AGAIN as refusal:
        return await again(form.refused(refusal))
    return RedirectResponse(then.format(done), 303)


def submitted(viewer: Viewer, form: FilledForm[B]) -> CommandRequest:
    """The form as a request for a command; its key makes a repeat safe. Raises `Forbidden` for one without."""
    if not form.key:
        raise Forbidden("form_key_wrong", "This form is too old; it was made before you signed in.")
    return command_request_of(
        viewer.context, viewer.actor, form.path, form.raw, f"form:{form.key}", trace.current.get()
    )


def check_origin(request: Request) -> None:
    """Raise `Forbidden` for a form that another site sent; where the browser says nothing the form's key decides."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or (origin is None and site not in (None, "same-origin", "none")):
        raise Forbidden("foreign_form", "This form was not sent from a page of this hotline.")


def check_key(session: Session, action: str, shown: str) -> str:
    """The form's key. Raises `Forbidden` if it is not of this session and of this address."""
    match = _KEY.fullmatch(shown)
    if match is None or session.sign(f"{match[1]}|{action}") != match[2]:
        raise Forbidden("form_key_wrong", "This form is too old; it was made before you signed in.")
    return shown


def read_pairs(request: Request, raw: bytes) -> list[tuple[str, str]]:
    """The fields of a form, in order. Raises `Invalid` for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind not in (MEDIA_TYPE, ""):
            raise ValueError
        return parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Invalid("invalid", "This is not a form of these pages.") from None


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The fields as a body: `customer.phone` lies in `customer`, `flags[]` is a list; empty fields are left out."""
    body: dict[str, Any] = {}
    for name, value in pairs:
        if name == KEY or not value.strip():
            continue
        *outer, last = name.split(".")
        inner = body
        for part in outer:
            found = inner.setdefault(part, {})
            if not isinstance(found, dict):
                break
            inner = found
        if last.endswith("[]"):
            found = inner.setdefault(last[:-2], [])
            if isinstance(found, list):
                found.append(value)
        else:
            inner[last] = value.replace("\r\n", "\n")
    return body
