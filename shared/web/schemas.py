"""What every API shares: the shape of a problem, of a page of a list, and the texts a body may hold."""

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shared.errors import FieldError
from shared.text import FREE_TEXT, NAME, NUMBER, TextLimit, clean_line, clean_text

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


_EXAMPLES = {
    400: ("bad_request", "The body is not JSON."),
    401: ("token_missing", "Send a bearer token."),
    403: ("forbidden", "You may not do this."),
    404: ("not_found", "There is no such thing."),
    409: ("already_settled", "The case is already settled."),
    413: ("too_large", "A body may have at most 262144 bytes."),
    422: ("invalid", "The request is not valid."),
    503: ("overloaded", "Too many requests are waiting; try again shortly."),
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its documentation, each with an example."""
    return {status: _documented(status) for status in statuses}


def _documented(status: int) -> dict[str, Any]:
    code, detail = _EXAMPLES[status]
    example = {
        "type": f"urn:hotline:problem:{code}",
        "title": "…",
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [],
    }
    return {
        "description": detail,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        },
    }


READING = problems(401, 403, 404, 422, 503)
COMMANDING = problems(401, 403, 404, 409, 413, 422, 503)
