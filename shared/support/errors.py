"""Refusals and errors that stop a start.

A refusal is an exception with a stable `code` and the facts a person needs. It has no HTTP status: the one table from
kind to status is in `shared.web.problems`. Every refused command on a known case leaves an audit row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that is wrong: where (`customer.phone`), the rule (`string_too_long`), and a sentence."""

    field: str
    code: str
    message: str


class CannotStart(Exception):
    """The process cannot start. The text says what has to be repaired, one line for each fault."""


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One fault of a file: the file, the line (from 1) and the reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadFiles(CannotStart):
    """The files cannot be used, so the service does not start; `problems` lists every fault in them."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Refusal(Exception):
    """A refused request. `code` is stable, `message` is one sentence, `facts` are extra members of the JSON answer."""

    def __init__(self, code: str, message: str, *, errors: tuple[FieldError, ...] = (), **facts: Any) -> None:  # noqa: ANN401
        super().__init__(message)
        self.code = code
        self.message = message
        self.errors = errors
        self.facts = facts


class Invalid(Refusal):
    """The request is not valid (422)."""


class NotFound(Refusal):
    """There is no such object, or this person may not see it (404)."""


class NotYet(NotFound):
    """The object will exist shortly (404 with Retry-After); `facts["retry_after"]` is in seconds."""


class Forbidden(Refusal):
    """This person may not do this (403)."""


class Unauthenticated(Refusal):
    """The caller is not identified (401)."""


class TooMany(Refusal):
    """This person has done it too often (429 with Retry-After); `facts["retry_after"]` is in seconds."""


class Conflict(Refusal):
    """The state does not allow this any more (409): the facts give the present state, who set it and when."""


class Unavailable(Refusal):
    """The service is overloaded or a dependency is away (503 with Retry-After); nothing was decided."""
