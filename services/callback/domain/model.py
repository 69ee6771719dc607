"""The case as callback knows it, and the values inside it. Frozen: only `evolve` makes a changed one.

Here are the facts and what can be read off them. What people do is decided in `decisions` and `decisions_*`, what time
does in `clock_*`; both return events.
"""

from dataclasses import dataclass
from datetime import datetime

from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.callback_values import Band, LimitKind, StandIn, TaskKind, UnreachableBecause, WindowMark
from shared.contracts.escalation import OnSiteAct
from shared.contracts.intake import Details, Reporter
from shared.contracts.policy import CallbackPolicy, HandlingPolicy
from shared.contracts.words import Channel
from shared.rules.outreach import call as outreach
from shared.rules.task import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(outreach.Call):
    """A call to the customer of a case. `ask_reporter`: there is no usable number, the reporter is asked for one."""

    kind: TaskKind
    ask_reporter: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitClock:
    """A limit and which of its marks have fired, at most once each. It runs until `ended_at`.

    Its marks count from `started_at`; `armed_at` is when a person last started it, which may be after its marks.
    """

    kind: LimitKind
    started_at: datetime
    armed_at: datetime
    warn_at: datetime
    due_at: datetime
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def running(self) -> bool:
        """True until what it limits has been done."""
        return self.ended_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A supervision order (督办) and its answer."""

    id: str
    unit_id: str
    text: Sealed
    ordered_by: str | None
    ordered_at: datetime
    deadline: datetime
    overdue_at: datetime | None = None
    answer: Sealed | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """A supervisor's decision that a person of the team complained of may call."""

    staff_id: str
    reason: Sealed
    by: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """A formal complaint of the customer."""

    source: str
    number: str | None
    complained_at: datetime
    note: Sealed | None
    marked_by: str | None
    marked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """A text that a person wrote with the event `about`; `field` is what it is sealed as."""

    about: str
    field: str
    text: Sealed
    by: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenUp:
    """The callers gave up; a supervisor decides."""

    because: UnreachableBecause
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case from `case.filed` to its end.

    `sequence` is the number of events so far. `moved_by` and `moved_at` tell the last change of state, `moved_by` is
    None when time or another service did it. `reminded_at` is the last mark at which the supervisor was reminded in
    this state. `informed` and `duty_desk` were notified on site besides the leaders told; `on_site` is what people did
    there; `stand_ins` were notified here in the place of an office's holder. `windows` are
    those still armed. `first_dispatched_at` starts the handling clock and never moves.
    """

    id: str
    number: str
    channel: Channel
    accepted_at: datetime
    filed_at: datetime
    reporter: Reporter
    registered_by: str | None
    told: tuple[str, ...]
    informed: tuple[str, ...] = ()
    duty_desk: tuple[str, ...] = ()
    on_site: tuple[OnSiteAct, ...] = ()
    details: Details
    note: Sealed | None
    policy: CallbackPolicy

    sequence: int
    state: State
    moved_at: datetime
    moved_by: str | None = None
    reminded_at: datetime | None = None

    severity: int
    severity_fixed: bool = False
    calls: tuple[Call, ...] = ()
    windows: tuple[WindowMark, ...] = ()
    overrides: tuple[Override, ...] = ()
    given_up: GivenUp | None = None
    reached_at: datetime | None = None
    score: int | None = None
    band: Band | None = None

    responsible_unit_id: str | None = None
    assisting_unit_ids: tuple[str, ...] = ()
    accepted_by: str | None = None
    handler_id: str | None = None
    handling_policy: HandlingPolicy | None = None
    first_dispatched_at: datetime | None = None
    returns: int = 0
    limits: tuple[LimitClock, ...] = ()
    orders: tuple[Order, ...] = ()
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    complaints: tuple[Complaint, ...] = ()
    written: tuple[Writing, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def lead_unit_id(self) -> str | None:
        """The unit that leads: `responsible_unit_id`, as documents and views name it. None while no unit does."""
        return self.responsible_unit_id

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of its calls."""
        return tuple(call.task for call in self.calls)

    @property
    def open_call(self) -> Call | None:
        """The call that has to be made now; at most one is open at a time."""
        return next((call for call in self.calls if call.open), None)

    @property
    def first_due_at(self) -> datetime | None:
        """The promise of Art. 12."""
        return self.calls[0].task.due_at if self.calls else None

    @property
    def first_attempt_at(self) -> datetime | None:
        """When the promise was kept: the start of the first attempt."""
        return self.calls[0].first_attempt_at if self.calls else None

    @property
    def risky(self) -> bool:
        """True if the report has a risk flag."""
        return bool(self.details.risk_flags)

    @property
    def supervisor_decides(self) -> bool:
        """True when only a supervisor decides: the callers gave up, or enough units returned the case."""
        if self.state is not State.TO_DISPATCH:
            return self.given_up is not None
        policy = self.handling_policy
        return policy is not None and self.returns >= policy.returns_before_supervisor

    def call(self, task: str) -> Call | None:
        """The call with this task id; None if it is not one of this case."""
        return next((call for call in self.calls if call.task.id == task), None)

    def order(self, order: str) -> Order | None:
        """The supervision order with this id; None if it is not one of this case."""
        return next((each for each in self.orders if each.id == order), None)

    def limit(self, kind: LimitKind) -> LimitClock | None:
        """The running limit of this kind."""
        return next((limit for limit in self.limits if limit.kind is kind and limit.running), None)
