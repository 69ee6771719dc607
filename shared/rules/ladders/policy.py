"""Policies: which rules hold for a unit on a day. Values only; reading the files is `shared.platform.policies.loading`.

A branch may add rules of its own (Art. 24-26): each version of a unit's policy names only what differs, everything else
is inherited down the tree, key by key, from the default that every unit has. The on-site ladder is one piece: a unit
that changes a step states the whole ladder. What is resolved here is frozen on the case, so a later change of policy
never touches a running one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from shared.contracts.escalation import Ladder, LadderStep
from shared.contracts.policy import CallbackPolicy, HandlingPolicy, Limit
from shared.contracts.words import Line
from shared.rules.ladders.causes import Cause, CauseTable, Suggestion
from shared.support.errors import BadFiles, FileProblem
from shared.support.local_time import SHANGHAI

EVERY_UNIT = "*"
"""The unit id of the default policy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """The rules for one unit on one day; each part names the policies it was put together from."""

    onsite: Ladder
    callback: CallbackPolicy
    handling: HandlingPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyVersion:
    """What one file says, on the local days from `valid_from` to `last_day`, both included (None: without an end).

    The latest version that holds on a day hides those before it. `onsite` None, and keys missing in `callback` (fields
    of `CallbackPolicy`), `handling` (fields of `HandlingPolicy`) or `by_severity`, are inherited. `file` and `line` say
    where the unit is named.
    """

    name: str
    unit_id: str
    valid_from: date
    last_day: date | None = None
    onsite: tuple[LadderStep, ...] | None = None
    callback: Mapping[str, Any] = field(default_factory=dict)
    handling: Mapping[str, Any] = field(default_factory=dict)
    by_severity: Mapping[int, Limit] = field(default_factory=dict)
    file: str = ""
    line: int = 1

    @property
    def label(self) -> str:
        """What a case shows as the origin of its rules: `changzhou@2026-01-01`."""
        return f"{self.name}@{self.valid_from.isoformat()}"

    def holds_on(self, day: date) -> bool:
        """True from its first to its last day."""
        return self.valid_from <= day and (self.last_day is None or day <= self.last_day)


MOST_COMBINED = 10_000


class PolicyBook:
    """All versions of all policies, and the dated table of causes. Immutable."""

    def __init__(self, versions: Iterable[PolicyVersion], causes: CauseTable | None = None) -> None:
        self._versions: dict[str, list[PolicyVersion]] = defaultdict(list)
        for version in sorted(versions, key=lambda version: version.valid_from):
            self._versions[version.unit_id].append(version)
        self._causes = causes or CauseTable()
        self._combined: dict[tuple[tuple[str, ...], date], Policy] = {}  # what was asked for is asked for again
        self._causes_of: tuple[date, tuple[Cause, ...]] = date.min, ()
        if not self._versions.get(EVERY_UNIT):
            raise ValueError("there is no default policy, the one for every unit")

    def for_unit(self, path: Sequence[str], on: datetime) -> Policy:
        """The policy of a unit at a moment; `path` is the unit, its parent and so on to the root.

        A unit nobody knows (an empty path) has the default.
        """
        asked = tuple(path), on.astimezone(SHANGHAI).date()
        policy = self._combined.get(asked)
        if policy is None:
            if len(self._combined) >= MOST_COMBINED:
                self._combined.clear()
            policy = self._combined[asked] = self._combine(*asked)
        return policy

    def _combine(self, path: tuple[str, ...], day: date) -> Policy:
        above = (self._in_force(unit_id, day) for unit_id in reversed(path) if unit_id != EVERY_UNIT)
        return combine([self._default(day), *(version for version in above if version is not None)])

    def check_units(self, known_ids: Collection[str]) -> None:
        """Raise `BadFiles` for each policy of a unit the directory does not know: it would hold for nobody."""
        problems = [
            FileProblem(version.file, version.line, f'unit "{unit_id}" is not in the directory')
            for unit_id, versions in self._versions.items()
            for version in versions
            if unit_id != EVERY_UNIT and unit_id not in known_ids
        ]
        if problems:
            raise BadFiles(problems)

    def causes(self, on: datetime) -> tuple[Cause, ...]:
        """The causes a report may name at this moment, in the order to show them."""
        day = on.astimezone(SHANGHAI).date()
        if self._causes_of[0] != day:
            self._causes_of = day, self._causes.causes(day)
        return self._causes_of[1]

    def suggest(self, cause: str | None, line: Line | None, level: int, on: datetime) -> Suggestion | None:
        """Where such a dissatisfaction, met by a unit of this level, usually belongs; a person decides."""
        return self._causes.suggest(cause, line, level, on.astimezone(SHANGHAI).date())

    def _in_force(self, unit_id: str, day: date) -> PolicyVersion | None:
        begun = [version for version in self._versions.get(unit_id, ()) if version.holds_on(day)]
        return begun[-1] if begun else None

    def _default(self, day: date) -> PolicyVersion:
        return self._in_force(EVERY_UNIT, day) or self._versions[EVERY_UNIT][0]  # a day before the first: never refuse


def combine(versions: Sequence[PolicyVersion]) -> Policy:
    """One policy from versions in order of inheritance, the default first: the later one wins, key by key."""
    ladder = Ladder(policy="", steps=())
    callback, handling = CallbackPolicy(policy=""), HandlingPolicy(policy="")
    for version in versions:
        if version.onsite:
            ladder = Ladder(policy=version.label, steps=version.onsite)
        callback = replace(callback, **version.callback)
        handling = replace(handling, **version.handling, by_severity=_by_severity(handling, version))
    return Policy(
        onsite=ladder,
        callback=replace(callback, policy=_origin(version for version in versions if version.callback)),
        handling=replace(handling, policy=_origin(v for v in versions if v.handling or v.by_severity)),
    )


def _by_severity(inherited: HandlingPolicy, version: PolicyVersion) -> tuple[Limit, Limit, Limit]:
    first, second, third = inherited.by_severity
    own = version.by_severity
    return own.get(1, first), own.get(2, second), own.get(3, third)


def _origin(versions: Iterable[PolicyVersion]) -> str:
    return " + ".join(version.label for version in versions)
