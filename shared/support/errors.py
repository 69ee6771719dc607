"""Refusals: what a service says when it will not do what it was asked.

A refusal is an exception with a stable `code` and the facts a person needs. It knows nothing of HTTP; the one
table from kind to status is `shared.web.problems`. Every refusal of a known case leaves an audit row.
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
    """Somebody has to mend something before the next start; the text says what, a line each thing."""


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One thing wrong: in which file, on which line (from 1), and what."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadFiles(CannotStart):
    """The files cannot be used; `problems` says all that is wrong with them. The service does not start."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Refusal(Exception):
    """Refused. `code` is stable and machine-readable, `message` is one sentence, `facts` are extra JSON members."""

    def __init__(self, code: str, message: str, *, errors: tuple[FieldError, ...] = (), **facts: Any) -> None:  # noqa: ANN401
        super().__init__(message)
        self.code = code
        self.message = message
        self.errors = errors
        self.facts = facts


class Invalid(Refusal):
    """The request itself is wrong (422)."""


class NotFound(Refusal):
    """There is no such thing, or not for this person (404)."""


class NotYet(NotFound):
    """It will be there shortly (404 with Retry-After); `facts["retry_after"]` in seconds."""


class Forbidden(Refusal):
    """This person may not do this (403)."""


class Unauthenticated(Refusal):
    """Nobody knows who is asking (401)."""


class Conflict(Refusal):
    """The thing has moved on (409): the facts say its present state, who moved it and when."""


class Unavailable(Refusal):
    """Not now (503 with Retry-After); nothing was decided."""
