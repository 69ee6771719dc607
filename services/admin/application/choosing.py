"""Units, staff, causes and reasons to choose from: by what a person types, without other personal data than names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.words import Line
from shared.rules.directory import Directory, Person, Role, Unit
from shared.rules.ladders.policy import PolicyBook, PrivacyPolicy
from shared.support.errors import FieldError, Invalid

MOST_OFFERED = 5
"""Of people of one name so many are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitChoice:
    """A unit to choose; its line is that of its head."""

    unit_id: str
    name: str
    level: int
    parent_id: str | None
    line: Line | None
    head_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffChoice:
    """A person to choose."""

    staff_id: str
    name: str
    unit_id: str
    unit_name: str
    line: Line | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseChoice:
    """A cause that a report of today may name."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonChoice:
    """A reason for which personal data is revealed, or a customer looked up; other reasons are given in words."""

    text: str


def units(
    directory: Directory, *, q: str = "", line: Line | None = None, below: str | None = None
) -> Iterator[UnitChoice]:
    """Units whose id or name holds `q`, of a line, at or below a unit; in the order of their ids."""
    for unit in directory.units():
        own = _line_of(unit, directory)
        if _holds(q, unit.unit_id, unit.name) and line in (None, own) and _is_at(directory, unit.unit_id, below):
            yield UnitChoice(
                unit_id=unit.unit_id,
                name=unit.name,
                level=unit.level,
                parent_id=unit.parent_id,
                line=own,
                head_id=unit.head_id,
            )


def staff(
    directory: Directory,
    *,
    q: str = "",
    line: Line | None = None,
    below: str | None = None,
    role: Role | None = None,
) -> Iterator[StaffChoice]:
    """Active staff whose id or name holds `q`, of a line, at or below a unit, with a role; by their ids."""
    for person in directory.people():
        if (
            person.active
            and _holds(q, person.staff_id, person.name)
            and line in (None, person.line)
            and (role is None or role in person.roles)
            and _is_at(directory, person.unit_id, below)
        ):
            yield _choice(person, directory)


def person_meant(directory: Directory, typed: str) -> str:
    """The active person of this id or of this name, as a staff id. Raises `Invalid` if there is none, or several."""
    known = directory.person(typed)
    named = [known] if known is not None else [each for each in directory.people() if each.name == typed]
    found = [person.staff_id for person in named if person.active]
    if len(found) == 1:
        return found[0]
    if found:
        sentence = f"Several people have this name: {', '.join(found[:MOST_OFFERED])}."
        raise Invalid("several_people", sentence, errors=(FieldError("person", "several_people", sentence),))
    sentence = "The directory does not know this person, or no longer."
    raise Invalid("not_in_directory", sentence, errors=(FieldError("person", "not_in_directory", sentence),))


def unit_meant(directory: Directory, typed: str) -> str:
    """The unit of this id or of this name, as its id. Raises `Invalid` if there is none, or several."""
    found = [unit.unit_id for unit in directory.units() if typed in (unit.unit_id, unit.name)]
    if len(found) == 1:
        return found[0]
    code = "not_clear" if found else "unknown"
    sentence = "Several units have this name." if found else "There is no such unit."
    raise Invalid(code, sentence, errors=(FieldError("unit", code, sentence),))


def causes(policies: PolicyBook, now: datetime, *, q: str = "") -> Iterator[CauseChoice]:
    """The causes in force whose code or name holds `q`, in the order of their file."""
    for cause in policies.causes(now):
        if _holds(q, cause.code, cause.zh, cause.en):
            yield CauseChoice(code=cause.code, zh=cause.zh, en=cause.en)


def reasons(privacy: PrivacyPolicy, *, q: str = "") -> Iterator[ReasonChoice]:
    """The listed reasons of a policy that hold `q`, in its order."""
    return (ReasonChoice(text=text) for text in privacy.reasons if _holds(q, text))


def _holds(q: str, *texts: str) -> bool:
    return not q or any(q.casefold() in text.casefold() for text in texts)


def _is_at(directory: Directory, unit_id: str, below: str | None) -> bool:
    return below is None or directory.is_below(unit_id, below)


def _line_of(unit: Unit, directory: Directory) -> Line | None:
    head = directory.person(unit.head_id)
    return head.line if head is not None else None


def _choice(person: Person, directory: Directory) -> StaffChoice:
    unit = directory.unit(person.unit_id)
    return StaffChoice(
        staff_id=person.staff_id,
        name=person.name,
        unit_id=person.unit_id,
        unit_name=unit.name if unit is not None else "",
        line=person.line,
        roles=_sorted(person.roles),
    )


def _sorted(roles: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(sorted(roles))
