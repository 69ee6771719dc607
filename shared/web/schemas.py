"""Shared schemas of all APIs: problems, pages of a list, and the types of texts and times in bodies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError
from pydantic_core.core_schema import no_info_after_validator_function, str_schema

from shared.support.errors import FieldError
from shared.support.ids import ID_PATTERN, MOST_ID
from shared.support.text import FOREIGN_ID, FREE_TEXT, NAME, NUMBER, REFERENCE, TextLimit, clean_line, clean_text
from shared.web.problems import MEDIA_TYPE, title_of

T = TypeVar("T")

Id = Annotated[str, StringConstraints(min_length=1, max_length=MOST_ID, pattern=ID_PATTERN)]
"""An id of this system: of a case, a person, a unit."""


@dataclass(frozen=True, slots=True)
class _TextOf:
    """The checks of a string in a body: its length first, then `clean`."""

    limit: TextLimit
    least: int
    clean: Callable[[str, str, TextLimit], str | FieldError]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        length = str_schema(min_length=self.least or None, max_length=self.limit.characters)
        return no_info_after_validator_function(self._cleaned, length)

    def _cleaned(self, value: str) -> str:
        cleaned = self.clean("", value, self.limit)
        if isinstance(cleaned, FieldError):
            raise PydanticCustomError(cleaned.code, "{reason}", {"reason": cleaned.message})
        if len(cleaned) < self.least:
            raise PydanticKnownError("string_too_short", {"min_length": self.least})
        return cleaned


def free_text(most: int = FREE_TEXT.characters, *, least: int = 0) -> _TextOf:
    """Text of `least` to `most` characters, perhaps in several lines: `Annotated[str, free_text(60)]`.

    Refuses what cannot be stored or shown safely. A limit set beside it (`Field(max_length=60)`) would be checked after
    cleaning and answer another code.
    """
    return _TextOf(replace(FREE_TEXT, characters=most), least, clean_text)


Name = Annotated[str, _TextOf(NAME, 0, clean_line)]
"""A person's name."""

Number = Annotated[str, _TextOf(NUMBER, 0, clean_line)]
"""A phone, policy, claim or accident number, or a plate, as it was written."""

Reference = Annotated[str, _TextOf(REFERENCE, 0, clean_line)]
"""What names a unit, a person, a cause or a report, as a person says it: perhaps an id of this system, perhaps not."""

FreeText = Annotated[str, free_text()]
"""Free text of the greatest length."""

NOT_KEPT = "（编号不合格式，未保存）"
"""What is kept in place of another system's id that does not fit."""


def _foreign(value: object) -> object:
    """The id unchanged, or `NOT_KEPT`: the sender cannot change it, and nothing else may be lost for it."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return value
    cleaned = clean_line("", value, FOREIGN_ID)
    return NOT_KEPT if isinstance(cleaned, FieldError) else cleaned


ForeignId = Annotated[
    str,
    BeforeValidator(_foreign),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": FOREIGN_ID.characters,
            "description": "an id of another system: any text of one line; one that does not fit is not kept",
            "x-not-refused": True,
        }
    ),
]
"""An id of another system (a call, a recording), opaque; one that does not fit is not kept."""


def _in_utc(at: datetime) -> datetime:
    """The same time in UTC; refuses years outside 1900 to 2900, with which sums would overflow."""
    if not 1900 <= at.year <= 2900:
        raise PydanticCustomError("out_of_range", "This year is out of range.")
    return at.astimezone(UTC)


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_utc),
    Field(description="RFC 3339 with an offset", examples=["2026-11-22T01:00:00Z"]),
]
"""A time with any offset, converted to UTC."""


class Body(BaseModel):
    """A request body: unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class FieldProblem(BaseModel):
    """One field that is wrong."""

    field: str = Field(examples=["customer.phone"])
    code: str = Field(examples=["string_too_long"])
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
    """A part of a list; `next` is the cursor of the part after it, null at the end."""

    items: list[T]
    next: str | None = None


_MOVED = {"state": "settled", "by": "S0114", "at": "2026-11-23T01:07:30Z"}
_EXAMPLES: dict[int, tuple[dict[str, Any], ...]] = {
    400: ({"code": "bad_request", "detail": "Bad request."},),
    401: (
        {"code": "token_missing", "detail": "Send a bearer token."},
        {"code": "token_unknown", "detail": "This token is unknown, revoked or expired."},
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
            "errors": [
                {
                    "field": "customer.phone",
                    "code": "string_too_long",
                    "message": "String should have at most 40 characters",
                }
            ],
        },
    ),
    429: ({"code": "quota_used_up", "detail": "You have looked at too much personal data within an hour."},),
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
    return {"description": title_of(status), "content": {MEDIA_TYPE: content}}


def _example(status: int, told: Mapping[str, Any]) -> dict[str, Any]:
    kind = f"urn:hotline:problem:{told['code']}"
    return {"type": kind, "title": title_of(status), "status": status, "errors": [], **told}


READING = problems(401, 403, 404, 422, 503)
COMMANDING = problems(401, 403, 404, 409, 413, 422, 503)
LOOKING = problems(401, 403, 404, 413, 422, 429, 503)
"""The refusals of a route that reads personal data, of which each person has a budget."""
