"""What every API shares: the shape of a problem, of a page of a list, and the texts a body may hold."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shared.support.errors import FieldError
from shared.support.text import FREE_TEXT, NAME, NUMBER, TextLimit, clean_line, clean_text
from shared.web.problems import MEDIA_TYPE, TITLES

T = TypeVar("T")

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.\-]+$")]
"""An id of ours: a case, a person, a unit."""


def _accepted(cleaned: str | FieldError) -> str:
    if isinstance(cleaned, FieldError):
        raise PydanticCustomError(cleaned.code, "{reason}", {"reason": cleaned.message})
    return cleaned


def _line(limit: TextLimit) -> AfterValidator:
    return AfterValidator(lambda value: _accepted(clean_line("", value, limit)))


Name = Annotated[str, Field(max_length=NAME.characters), _line(NAME)]
"""A person's name."""

Number = Annotated[str, Field(max_length=NUMBER.characters), _line(NUMBER)]
"""A phone, policy, claim or accident number, or a plate, as somebody wrote it."""

FreeText = Annotated[
    str, Field(max_length=FREE_TEXT.characters), AfterValidator(lambda value: _accepted(clean_text("", value)))
]
"""What somebody wrote; may have several lines. Refuses what cannot be stored or shown safely."""


def _in_utc(at: datetime) -> datetime:
    """The same moment in UTC; refuses years with which nothing can be reckoned any more."""
    if not 1900 <= at.year <= 2900:
        raise PydanticCustomError("out_of_range", "This year is out of range.")
    return at.astimezone(UTC)


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_utc),
    Field(description="RFC 3339 with an offset", examples=["2026-11-22T01:00:00Z"]),
]
"""A moment, stated with any offset; kept in UTC like all others."""


class Body(BaseModel):
    """A request body: unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class FieldProblem(BaseModel):
    """One field that is wrong."""

    field: str = Field(examples=["customer.phone"])
    code: str = Field(examples=["too_long"])
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details. `code` is stable; further members depend on it (`state`, `by`, `at` of a conflict)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["urn:hotline:problem:already_settled"])
    title: str
    status: int
    code: str = Field(examples=["already_settled"])
    detail: str
    errors: list[FieldProblem] = []


class Listed(BaseModel, Generic[T]):
    """A part of a list; `next` is the cursor to go on from, null at the end."""

    items: list[T]
    next: str | None = None


_MOVED = {"state": "settled", "by": "S0114", "at": "2026-11-23T01:07:30Z"}
_EXAMPLES: dict[int, tuple[dict[str, Any], ...]] = {
    400: ({"code": "bad_request", "detail": "Bad request."},),
    401: (
        {"code": "token_missing", "detail": "Send a bearer token."},
        {"code": "token_unknown", "detail": "This token is unknown, revoked, or its time is up."},
    ),
    403: ({"code": "forbidden", "detail": "You may not do this.", "action": "settle"},),
    404: (
        {"code": "not_found", "detail": "There is no such case here, or it has not been filed yet."},
        {"code": "not_open_yet", "detail": "There is no such case, or it has not been opened yet.", "retry_after": 2},
    ),
    409: (
        {"code": "already_settled", "detail": "The case is already settled."} | _MOVED,
        {"code": "stale_fence", "detail": "You do not hold this task any more.", "state": "claimed", "by": "S0020"},
        {"code": "idempotency_key_reused", "detail": "This Idempotency-Key was used before with another body."},
    ),
    413: ({"code": "too_large", "detail": "A body may have at most 262144 bytes."},),
    422: (
        {
            "code": "invalid",
            "detail": "The request is not valid.",
            "errors": [{"field": "customer.phone", "code": "too_long", "message": "At most 40 characters."}],
        },
    ),
    503: ({"code": "overloaded", "detail": "Too many requests are waiting; try again shortly.", "retry_after": 1},),
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its documentation, each with examples."""
    return {status: _documented(status) for status in statuses}


def _documented(status: int) -> dict[str, Any]:
    told = _EXAMPLES[status]
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "examples": {one["code"]: {"value": _example(status, one)} for one in told},
    }
    return {"description": TITLES[status], "content": {MEDIA_TYPE: content}}


def _example(status: int, told: Mapping[str, Any]) -> dict[str, Any]:
    kind = f"urn:hotline:problem:{told['code']}"
    return {"type": kind, "title": TITLES[status], "status": status, "errors": [], **told}


READING = problems(401, 403, 404, 422, 503)
COMMANDING = problems(401, 403, 404, 409, 413, 422, 503)
