"""What escalation publishes: who was notified, when, and what they did. Topic `hotline.escalation.v1`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from shared.contracts.base import Event, Sealed
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Channel, Stage


class Whom(StrEnum):
    """Whom a ladder step notifies, relative to the case; resolved when the step fires."""

    DIRECT_LEADER = "direct_leader"
    NEXT_LEADER = "next_leader"  # the leader of the person that the last level was meant for
    DUTY_DESK = "duty_desk"
    ROLE = "role"  # a named role of the reporter's unit, or of the nearest unit above that has one


@dataclass(frozen=True, kw_only=True, slots=True)
class LadderStep:
    """One step, `after_seconds` after the one before: notifies `whom` (`role` names the role), or files if None."""

    after_seconds: int
    whom: Whom | None = None
    role: str | None = None

    @property
    def files(self) -> bool:
        """True for the step that starts the flow instead of notifying a person."""
        return self.whom is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """A ladder as frozen on a case when it opened: the policy it is from, and its steps. The last one files."""

    policy: str
    steps: tuple[LadderStep, ...]


class SkipReason(StrEnum):
    """Why a person was not notified."""

    VACANT = "vacant"
    ON_LEAVE = "on_leave"
    DEPARTED = "departed"
    ALREADY_TOLD = "already_told"
    CYCLE = "cycle"
    NO_LEADER = "no_leader"
    REPORTER = "reporter"  # this person reported it (the head of a unit reporting)
    UNKNOWN_REPORTER = "unknown_reporter"
    CONFLICT = "conflict"  # the customer complains of this person


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A person passed over before the one notified; `staff_id` is None for a vacant office."""

    staff_id: str | None
    reason: SkipReason


class ToldAs(StrEnum):
    """In which capacity a person was notified."""

    LEADER = "leader"
    DEPUTY = "deputy"
    DUTY_DESK = "duty_desk"
    ROLE = "role"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseOpened(Event):
    """The on-site case opened, its ladder frozen. `calming_due_at` is the first step's due time."""

    type: ClassVar[str] = "hotline.escalation.case.opened"

    number: str
    channel: Channel
    stage: Stage
    accepted_at: datetime
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None
    details: Details
    ladder: Ladder
    calming_due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelTold(Event):
    """A level was notified. The step was due at `due_at` and happened at `at`; the next one is due at `next_due_at`.

    `staff_id` is the person notified, `meant_for` the holder of the office the level belongs to (None for a vacancy),
    `office` the unit whose head that office is. `others` are notified as well (a duty desk of several).
    """

    type: ClassVar[str] = "hotline.escalation.level.told"

    level: int
    step: int
    staff_id: str
    meant_for: str | None
    office: str | None
    told_as: ToldAs
    others: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    due_at: datetime
    late_by_seconds: float
    next_due_at: datetime
    note: Sealed | None = None
    call_id: Sealed | None = None


class AlsoTold(StrEnum):
    """Why the stand-in of a notified leader is notified as well."""

    CONFLICT = "conflict"  # the customer complains of the leader, as an amendment said


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelAlsoTold(Event):
    """The stand-in of a level's leader was notified as well. The level, its due time and its holder stay as they are.

    `staff_id`, `others`, `told_as` and `skipped` are as in `level.told`.
    """

    type: ClassVar[str] = "hotline.escalation.level.also_told"

    level: int
    because: AlsoTold
    staff_id: str
    told_as: ToldAs
    others: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseAmended(Event):
    """The report was amended while the case was open on site."""

    type: ClassVar[str] = "hotline.escalation.case.amended"

    details: Details


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseAcknowledged(Event):
    """A notified leader stepped in (介入处理). This never stops the clock."""

    type: ClassVar[str] = "hotline.escalation.case.acknowledged"

    level: int
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSettled(Event):
    """The customer was calmed (化解); the note says how.

    `informed` are those whom the first level would have notified, if no level was: the reporter settled alone.
    """

    type: ClassVar[str] = "hotline.escalation.case.settled"

    note: Sealed
    informed: tuple[str, ...] = ()
    call_id: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseComplaintMarked(Event):
    """The customer turned it into a formal complaint while the case was on site or settled: where, when, its number.

    Source and number without what is known of the customer; `stated_…` is the original, if it held anything of that.
    `starts_flow`: `case.filed` follows. Not if the settlement was too long ago.
    """

    type: ClassVar[str] = "hotline.escalation.case.complaint_marked"

    source: str
    number: str | None = None
    complained_at: datetime
    note: Sealed | None = None
    starts_flow: bool = True
    stated_source: Sealed | None = None
    stated_number: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintMark:
    """A formal complaint of the customer, as it was marked."""

    source: str
    number: str | None
    complained_at: datetime
    note: Sealed | None
    marked_by: str | None
    marked_at: datetime
    stated_source: Sealed | None = None
    stated_number: Sealed | None = None

    def is_the_same(self, source: str, number: str | None, complained_at: datetime) -> bool:
        """True for the same source and number, however spaced, or without a number the same source and moment."""
        same = _letters(self.source) == _letters(source) and _letters(self.number) == _letters(number)
        return same and (number is not None or self.complained_at == complained_at)


def _letters(words: str | None) -> str:
    return "".join((words or "").split()).casefold()


class OnSiteDeed(StrEnum):
    """What a person did on site, apart from starting the flow."""

    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    SETTLED = "settled"


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteAct:
    """What a person did on site, at which level of the ladder (0 while calming), and with which words."""

    deed: OnSiteDeed
    level: int
    by: str | None
    at: datetime
    note: Sealed | None = None


class FiledBecause(StrEnum):
    """What made a case enter `filed`."""

    AT_ONCE = "at_once"
    SILENCE = "silence"
    NOBODY_LEFT = "nobody_left"
    ASKED = "asked"
    COMPLETED = "completed"  # an amendment completed a report whose stage was not stated
    COMPLAINT = "complaint"  # the customer made a formal complaint


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFiled(Event):
    """The flow starts, 95518 takes over. The only event that makes a callback task, with all that callback needs.

    `filed_at` is intake's time of acceptance for a report filed at once, or of the amendment that completed it; else
    the time of entry. `told` are the leaders notified so far, in order: they are informed of the outcome. `duty_desk`
    is notified when no leader is left. `informed` are those whom the first level would have notified, for a report
    filed at once or settled by the reporter alone. `on_site` is what people did before, with their words.
    `detected_at` is when the reporter noticed it.
    """

    type: ClassVar[str] = "hotline.escalation.case.filed"

    filed_at: datetime
    because: FiledBecause
    number: str
    channel: Channel
    accepted_at: datetime
    reporter: Reporter
    registered_by: str | None
    told: tuple[str, ...]
    details: Details
    note: Sealed | None = None
    due_at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    duty_desk: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    late_by_seconds: float = 0.0
    detected_at: datetime | None = None
    on_site: tuple[OnSiteAct, ...] = ()
    complaints: tuple[ComplaintMark, ...] = ()
    call_id: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseErased(Event):
    """The personal data of the on-site case was erased; no clock of it runs any more."""

    type: ClassVar[str] = "hotline.escalation.case.erased"
