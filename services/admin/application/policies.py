"""The rules in force as people read them: each value with the file it is from, and whom a report of now would reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.contracts.escalation import Ladder, LadderStep, Skipped, ToldAs, Whom
from shared.contracts.intake import Reporter
from shared.platform.policies.writing import WrittenKey, duration, written
from shared.rules.directory import Directory, Office
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion, origins
from shared.rules.ladders.targets import Resolution, resolve


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """One key as its file would state it. `origin` is the version it is from; None: the program's own value."""

    key: WrittenKey
    origin: PolicyVersion | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The policy of a unit at a moment. `ladder_from` and `risk_from`: the versions that state its ladders."""

    unit_id: str | None
    on: datetime
    versions: tuple[PolicyVersion, ...]
    keys: tuple[InForce, ...]
    ladder: Ladder
    ladder_from: PolicyVersion | None
    risk_ladder: Ladder | None
    risk_from: PolicyVersion | None

    def is_own(self, origin: PolicyVersion | None) -> bool:
        """True if this unit states it; of no unit in particular: if the policy of every unit does."""
        return origin is not None and origin.unit_id == (self.unit_id or EVERY_UNIT)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeseenStep:
    """What happens so long after a dissatisfaction was noticed, if no one acts: a level is told, or the flow starts.

    `told` is empty if no leader is left (`nobody_left`): then the flow starts, and only the duty desk hears of it.
    """

    level: int
    after: timedelta
    files: bool
    whom: Whom | None
    told: tuple[str, ...] = ()
    told_as: ToldAs | None = None
    meant_for: str | None = None
    skipped: tuple[Skipped, ...] = ()
    nobody_left: bool = False

    @property
    def text(self) -> str:
        """How long after, as a policy writes it."""
        return duration(round(self.after.total_seconds()))


def rules_of(policies: PolicyBook, directory: Directory, unit_id: str | None, on: datetime) -> Rules:
    """The policy of a unit (None, or one that the directory does not know: that of every unit) at a moment."""
    path = directory.path(unit_id)
    policy, versions = policies.for_unit(path, on), policies.versions_for(path, on)
    found = origins(versions)
    keys = (InForce(key=key, origin=found.get(key.name)) for key in written(policy))
    return Rules(
        unit_id=path[0] if path else None,
        on=on,
        versions=versions,
        keys=tuple(keys),
        ladder=policy.onsite,
        ladder_from=found.get("onsite"),
        risk_ladder=policy.onsite_risk,
        risk_from=found.get("onsite_risk"),
    )


def foreseen(
    policies: PolicyBook, directory: Directory, staff_id: str, at: datetime, *, grave: bool = False
) -> tuple[ForeseenStep, ...]:
    """Whom a report of this person would reach, noticed at `at`, by the directory as it is and without any act."""
    person = directory.person(staff_id)
    assert person is not None
    reporter = Reporter(staff_id=staff_id, unit_id=person.unit_id, line=person.line)
    ladder = policies.for_unit(directory.path(person.unit_id), at).ladder(grave=grave)
    return tuple(_steps(ladder, directory, reporter, at))


def _steps(ladder: Ladder, directory: Directory, reporter: Reporter, at: datetime) -> Iterator[ForeseenStep]:
    told: list[str] = []
    last: Office | None = None
    after = timedelta()
    for level, step in enumerate(ladder.steps, 1):
        after += timedelta(seconds=step.after_seconds)
        if step.files:
            yield ForeseenStep(level=level, after=after, files=True, whom=None)
            return
        found = resolve(step, directory=directory, at=at + after, reporter=reporter, told=told, last=last)
        if not isinstance(found, Resolution):
            yield _nobody_left(level, after, step, found.duty_desk, found.skipped)
            return
        people = (found.staff_id, *found.others)
        told += people
        last = Office(unit_id=found.office, holder_id=found.meant_for)
        yield ForeseenStep(
            level=level,
            after=after,
            files=False,
            whom=step.whom,
            told=people,
            told_as=found.told_as,
            meant_for=found.meant_for,
            skipped=found.skipped,
        )


def _nobody_left(
    level: int, after: timedelta, step: LadderStep, desk: tuple[str, ...], skipped: tuple[Skipped, ...]
) -> ForeseenStep:
    return ForeseenStep(
        level=level, after=after, files=True, whom=step.whom, told=desk, skipped=skipped, nobody_left=True
    )
