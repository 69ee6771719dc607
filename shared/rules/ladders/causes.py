"""Causes of dissatisfaction and where each usually belongs: a dated table, as both change more often than code.

Values and look-up only; `shared.platform.policies.loading` reads them from `causes.toml`. A suggestion decides nothing:
a person of the complaint group chooses the responsible unit.
"""

from dataclasses import dataclass
from datetime import date

from shared.contracts.words import Line
from shared.rules.directory import Directory, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """One cause a report may name, from `valid_from` to `last_day`, both included."""

    code: str
    zh: str
    en: str
    valid_from: date
    last_day: date | None = None

    def label(self, language: str) -> str:
        """The label in English if `language` is English, else in Chinese."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A dissatisfaction of this kind belongs to the line `to_line`, in the branch on level `to_level`.

    `cause`, `line` and `level` (of the unit that met the customer) define the kind; None means any. `to_line` None is
    the line complained of, `to_level` None the level of the unit that met the customer.
    """

    cause: str | None
    line: Line | None
    level: int | None
    to_line: Line | None
    to_level: int | None
    valid_from: date
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseTable:
    """All causes and suggestions, in the order of the file."""

    entries: tuple[Cause, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    def causes(self, day: date) -> tuple[Cause, ...]:
        """The causes in force on a local day."""
        return tuple(cause for cause in self.entries if _holds(cause, day))

    def suggest(self, cause: str | None, line: Line | None, level: int, day: date) -> Suggestion | None:
        """The most exact suggestion in force: a named cause counts more than a line, a line more than a level.

        Of equally exact ones the later one. Its `to_line` and `to_level` are filled in.
        """
        fitting = [
            (s.cause is not None, s.line is not None, s.level is not None, s.valid_from, place)
            for place, s in enumerate(self.suggestions)
            if s.cause in (None, cause) and s.line in (None, line) and s.level in (None, level) and _holds(s, day)
        ]
        if not fitting:
            return None
        best = self.suggestions[max(fitting)[-1]]
        return Suggestion(
            cause=cause,
            line=line,
            level=level,
            to_line=best.to_line or line,
            to_level=min(best.to_level or level, level),
            valid_from=best.valid_from,
            last_day=best.last_day,
        )


def unit_for(suggestion: Suggestion, unit_id: str, directory: Directory) -> Unit | None:
    """The unit a suggestion means for the unit that met the customer; None if that unit is unknown.

    It is the branch on the suggested level of the path, or the department in it whose head belongs to the line.
    """
    branch = _branch(suggestion, unit_id, directory)
    if branch is None:
        return None
    departments = (u for u in directory.units() if u.parent_id == branch.unit_id and u.level == branch.level)
    return next((u for u in departments if _line_of(u, directory) is suggestion.to_line), branch)


def _branch(suggestion: Suggestion, unit_id: str, directory: Directory) -> Unit | None:
    """The nearest branch up the path that is not below the suggested level; else the topmost."""
    branches = [directory.unit(directory.branch_of(step)) for step in directory.path(unit_id)]
    wanted = (unit for unit in branches if unit and unit.level <= (suggestion.to_level or unit.level))
    return next(wanted, branches[-1] if branches else None)


def _line_of(unit: Unit, directory: Directory) -> Line | None:
    head = directory.person(unit.head_id)
    return head.line if head is not None else None


def _holds(dated: Cause | Suggestion, day: date) -> bool:
    return dated.valid_from <= day and (dated.last_day is None or day <= dated.last_day)
