"""What administration answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.platform.directory.drafts import Diff
from shared.platform.privacy.erasures import Why
from shared.rules.retention import Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectoryView:
    """The directory in force; version 0 before the first import. `parent_ids`: the unit above each, None at the top."""

    version: int
    people: int
    unit_ids: tuple[str, ...]
    parent_ids: Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """The size of a directory that was imported, and what it changed; `version` is None when it was only checked.

    `based_on` is the version that was in force before.
    """

    version: int | None
    units: int
    people: int
    based_on: int
    diff: Diff


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedToken:
    """A token just issued. `secret` is shown this once and never again."""

    token_id: str
    secret: str
    staff_id: str
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """The hotline's time and how fast it runs; `drift_seconds`: by how much the wall clock differs after a jump.

    `held_since`: no timer fires since then, as the wall clock was implausible after a boot. `ahead_seconds`: by how
    much the hotline's time is ahead of the wall clock, from a minute on.
    """

    now: datetime
    speed: float
    drift_seconds: float | None
    held_since: datetime | None = None
    ahead_seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WronglyFired:
    """An event by which time acted on a case while the hotline's time was ahead; `at` as it was stamped."""

    service: str
    case_id: str
    type: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SetBack:
    """The clock after it was set back, how many open cases were re-dated, and what had fired wrongly until then."""

    clock: ClockView
    redated: int
    fired: tuple[WronglyFired, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """An event that a consumer gave up on: why, and since when. So many later events of its case wait `behind` it."""

    service: str
    position: int
    consumer: str
    case_id: str
    event_id: str
    type: str
    attempts: int
    error: str
    at: datetime
    behind: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetters:
    """Dead letters by service, oldest first in each; `away` are the services whose database did not answer."""

    items: tuple[DeadLetter, ...]
    away: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseEvent:
    """One event of a case as JSON members; personal data in it is sealed."""

    service: str
    sequence: int
    type: str
    at: str
    by: str | None
    event_id: str
    traceparent: str | None
    data: object


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasedCase:
    """A case whose personal data was erased. `owed_by`: services that have still to cut indexes out of their rows.

    From `at` on nothing sealed for the case opens, also while something is owed. `by`: a staff id, `local` for the
    command line, None where no person asked. Why is in the audit.
    """

    case_id: str
    at: datetime
    by: str | None
    why: Why
    owed_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DueCase:
    """A case whose retention period is over: since when it ran, and why the case is not erased (a code), if it is not.

    `kept_as` is `case_on_hold`, `case_open` or `events_under_way`; it is looked at again every day.
    """

    case_id: str
    kind: Kind
    since: datetime
    kept_as: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Retained:
    """The periods in force, in months (null: for ever), and cases whose period is over; `more`: there are others.

    Of a list the cases without `kept_as` would be erased, of a run they were.
    """

    periods: Mapping[Kind, int | None]
    items: tuple[DueCase, ...]
    more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldCase:
    """A case on legal hold: since when, and by whom. Why is in the audit."""

    case_id: str
    at: datetime
    by: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseEvents:
    """A case's events by time; `away` are the services whose database did not answer."""

    events: tuple[CaseEvent, ...]
    away: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LoopHealth:
    """A loop of the process that answers: when it ran last, and the class of its last error, None if it succeeded."""

    name: str
    last_ran_at: datetime | None
    failing: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceHealth:
    """What waits in a service, each counted up to a bound, and which process runs its loops until when.

    `away`: its database does not answer, and nothing is known. `events_since`: when the oldest event that waits for
    the bus was written.
    """

    service: str
    away: bool = False
    timers_overdue: int = 0
    events_waiting: int = 0
    events_since: datetime | None = None
    messages_waiting: int = 0
    retrying: int = 0
    dead: int = 0
    holder: str | None = None
    held_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How the hotline is: each service by its rows, and the loops of the process that answers.

    `pages` is the version of its pages: two processes that differ run different programs.
    """

    services: tuple[ServiceHealth, ...]
    loops: tuple[LoopHealth, ...]
    pages: str
