"""Policies: which rules hold for a unit on a day. Values only; `shared.platform.policies.loading` reads the files.

A branch may add rules of its own (Art. 24-26): a version of a unit's policy names only what differs, all other keys are
inherited down the tree from the default of every unit. The on-site ladder is one key: a unit that changes a step states
the whole ladder. The combined policy is frozen on the case, so later changes do not affect running cases.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from shared.contracts.escalation import Ladder, LadderStep
from shared.contracts.policy import CallbackPolicy, HandlingPolicy, Limit
from shared.contracts.words import Line
from shared.rules.ladders.causes import Cause, CauseTable, Suggestion
from shared.rules.ladders.contradictions import contradictions
from shared.rules.ladders.scripts import Script
from shared.rules.retention import KEPT_FOR_EVER, RetentionPolicy
from shared.support.errors import BadFiles, FileProblem
from shared.support.local_time import SHANGHAI

EVERY_UNIT = "*"
"""The unit id of the default policy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyPolicy:
    """How much personal data one person of a unit may look at. A reason of the list is named on record as it is."""

    reveals_an_hour: int = 60
    lookups_an_hour: int = 30
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """The rules for one unit on one day; each part names the policies it was combined from.

    `onsite_risk` is the ladder of reports with a risk flag or a demanded complaint, where it is another one.
    """

    onsite: Ladder
    onsite_risk: Ladder | None = None
    callback: CallbackPolicy
    handling: HandlingPolicy
    privacy: PrivacyPolicy = PrivacyPolicy()
    retention: RetentionPolicy = KEPT_FOR_EVER

    def ladder(self, *, grave: bool) -> Ladder:
        """The on-site ladder of a report."""
        return self.onsite_risk if grave and self.onsite_risk is not None else self.onsite


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyVersion:
    """The content of one file, in force from `valid_from` to `last_day`, both included (None: without an end).

    On each local day the latest version in force counts. `onsite` and `onsite_risk` None, and keys missing in
    `callback` (fields of `CallbackPolicy`), `handling` (of `HandlingPolicy`), `privacy` (`PrivacyPolicy`) or
    `by_severity`, are inherited. Only the policy of every unit has `retention` (fields of `RetentionPolicy`).
    `file` and `line` are where the unit is named.
    """

    name: str
    unit_id: str
    valid_from: date
    last_day: date | None = None
    onsite: tuple[LadderStep, ...] | None = None
    onsite_risk: tuple[LadderStep, ...] | None = None
    callback: Mapping[str, Any] = field(default_factory=dict)
    handling: Mapping[str, Any] = field(default_factory=dict)
    privacy: Mapping[str, Any] = field(default_factory=dict)
    retention: Mapping[str, Any] = field(default_factory=dict)
    by_severity: Mapping[int, Limit] = field(default_factory=dict)
    file: str = ""
    line: int = 1

    @property
    def label(self) -> str:
        """The origin of the rules as shown on a case: `changzhou@2026-01-01`."""
        return f"{self.name}@{self.valid_from.isoformat()}"

    def holds_on(self, day: date) -> bool:
        """True from its first to its last day."""
        return self.valid_from <= day and (self.last_day is None or day <= self.last_day)


MOST_COMBINED = 10_000


class PolicyBook:
    """All versions of all policies, the dated table of causes, and what callers say. Immutable."""

    def __init__(
        self, versions: Iterable[PolicyVersion], causes: CauseTable | None = None, scripts: Sequence[Script] = ()
    ) -> None:
        self._versions: dict[str, list[PolicyVersion]] = defaultdict(list)
        for version in sorted(versions, key=lambda version: version.valid_from):
            self._versions[version.unit_id].append(version)
        self._causes = causes or CauseTable()
        self._scripts = tuple(scripts)
        self._combined: dict[
            tuple[tuple[str, ...], date], Policy
        ] = {}  # a cache: the same units and days are asked for often
        self._causes_of: tuple[date, tuple[Cause, ...]] = date.min, ()
        if not self._versions.get(EVERY_UNIT):
            raise ValueError("there is no default policy, the one for every unit")

    def for_unit(self, path: Sequence[str], on: datetime) -> Policy:
        """The policy of a unit at a moment; `path` is the unit, its parent and so on to the root.

        An unknown unit (an empty path) has the default.
        """
        asked = tuple(path), _day_of(on)
        policy = self._combined.get(asked)
        if policy is None:
            if len(self._combined) >= MOST_COMBINED:
                self._combined.clear()
            policy = self._combined[asked] = self._combine(*asked)
        return policy

    def versions_for(self, path: Sequence[str], on: datetime) -> tuple[PolicyVersion, ...]:
        """The versions that the policy of a unit is combined from at a moment, in order of inheritance."""
        return self._inherited(path, _day_of(on))

    def _combine(self, path: tuple[str, ...], day: date) -> Policy:
        return combine(self._inherited(path, day))

    def _inherited(self, path: Sequence[str], day: date) -> tuple[PolicyVersion, ...]:
        above = (self._in_force(unit_id, day) for unit_id in reversed(path) if unit_id != EVERY_UNIT)
        return (self._default(day), *(version for version in above if version is not None))

    def retention(self, on: datetime) -> RetentionPolicy:
        """How long ended cases are kept, by the policy of every unit at this moment."""
        return self.for_unit((), on).retention

    @property
    def ever_erases(self) -> bool:
        """False if no version, of the past or future either, has a retention period."""
        return any(version.retention for versions in self._versions.values() for version in versions)

    def check_units(self, known_ids: Collection[str]) -> None:
        """Raise `BadFiles` if a policy names a unit that is not in the directory; each such policy is one problem."""
        problems = [
            FileProblem(version.file, version.line, f'unit "{unit_id}" is not in the directory')
            for unit_id, versions in self._versions.items()
            for version in versions
            if unit_id != EVERY_UNIT and unit_id not in known_ids
        ]
        if problems:
            raise BadFiles(problems)

    def check_inherited(self, path_of: Callable[[str], Sequence[str]]) -> None:
        """Raise `BadFiles` if what units state does not go with what they inherit from the units above them.

        `path_of` gives the path of a unit. Each policy of a unit is one problem for each reason.
        """
        problems: dict[FileProblem, None] = {}
        for unit_id, versions in self._versions.items():
            path = path_of(unit_id) if unit_id != EVERY_UNIT else ()
            days = self._days_of_change((*path, EVERY_UNIT))
            for version in versions:
                for day in (day for day in days if version.holds_on(day)):
                    policy = self._combine(tuple(path), day)
                    for table, reason in contradictions(policy.callback, policy.handling, policy.retention):
                        problems[FileProblem(version.file, version.line, f"{table}: {reason}")] = None
        if problems:
            raise BadFiles(list(problems))

    def _days_of_change(self, units: Sequence[str]) -> list[date]:
        """The days on which a version of one of the units begins, or has just ended."""
        versions = [version for unit_id in units for version in self._versions.get(unit_id, ())]
        ended = {version.last_day + timedelta(days=1) for version in versions if version.last_day}
        return sorted({version.valid_from for version in versions} | ended)

    def causes(self, on: datetime) -> tuple[Cause, ...]:
        """The causes a report may name at this moment, in the order to show them."""
        day = on.astimezone(SHANGHAI).date()
        if self._causes_of[0] != day:
            self._causes_of = day, self._causes.causes(day)
        return self._causes_of[1]

    def scripts(self, on: datetime) -> tuple[Script, ...]:
        """What callers say at this moment, one script for each kind of call at most."""
        day = on.astimezone(SHANGHAI).date()
        return tuple(script for script in self._scripts if script.holds_on(day))

    def suggest(self, cause: str | None, line: Line | None, level: int, on: datetime) -> Suggestion | None:
        """Where such a dissatisfaction, reported by a unit of this level, usually belongs; a person decides."""
        return self._causes.suggest(cause, line, level, on.astimezone(SHANGHAI).date())

    def _in_force(self, unit_id: str, day: date) -> PolicyVersion | None:
        begun = [version for version in self._versions.get(unit_id, ()) if version.holds_on(day)]
        return begun[-1] if begun else None

    def _default(self, day: date) -> PolicyVersion:
        return (
            self._in_force(EVERY_UNIT, day) or self._versions[EVERY_UNIT][0]
        )  # before the first version: the earliest one


def combine(versions: Sequence[PolicyVersion]) -> Policy:
    """One policy from versions in order of inheritance, the default first; for each key the later version counts."""
    ladder = Ladder(policy="", steps=())
    risk_ladder: Ladder | None = None
    callback, handling, privacy = CallbackPolicy(policy=""), HandlingPolicy(policy=""), PrivacyPolicy()
    retention = KEPT_FOR_EVER
    for version in versions:
        if version.onsite:
            ladder = Ladder(policy=version.label, steps=version.onsite)
        if version.onsite_risk:
            risk_ladder = Ladder(policy=version.label, steps=version.onsite_risk)
        callback = replace(callback, **version.callback)
        handling = replace(handling, **version.handling, by_severity=_by_severity(handling, version))
        privacy = replace(privacy, **version.privacy)
        retention = replace(retention, **version.retention)
    return Policy(
        onsite=ladder,
        onsite_risk=risk_ladder,
        callback=replace(callback, policy=_origin(version for version in versions if version.callback)),
        handling=replace(handling, policy=_origin(v for v in versions if v.handling or v.by_severity)),
        privacy=privacy,
        retention=retention,
    )


def origins(versions: Iterable[PolicyVersion]) -> dict[str, PolicyVersion]:
    """Which of these versions, in order of inheritance, each key of their policy is from: `callback.due_seconds`.

    A ladder is one key (`onsite`, `onsite_risk`). A key that no version states has the program's own value.
    """
    found: dict[str, PolicyVersion] = {}
    for version in versions:
        stated = {
            "callback": version.callback,
            "handling": {**version.handling, **{f"severity_{n}": limit for n, limit in version.by_severity.items()}},
            "privacy": version.privacy,
            "retention": version.retention,
        }
        found |= {f"{table}.{key}": version for table, keys in stated.items() for key in keys}
        found |= {name: version for name in ("onsite", "onsite_risk") if getattr(version, name)}
    return found


def _day_of(on: datetime) -> date:
    return on.astimezone(SHANGHAI).date()


def _by_severity(inherited: HandlingPolicy, version: PolicyVersion) -> tuple[Limit, Limit, Limit]:
    first, second, third = inherited.by_severity
    own = version.by_severity
    return own.get(1, first), own.get(2, second), own.get(3, third)


def _origin(versions: Iterable[PolicyVersion]) -> str:
    return " + ".join(version.label for version in versions)
