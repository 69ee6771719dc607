"""The case as callback knows it, and the values inside it. Frozen: only `evolve` makes a changed one.

Here are the facts and what can be read off them. What people do is decided in `decisions` and `decisions_*`, what time
does in `clock_*`; both return events.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.callback_values import Band, LimitKind, StandIn, TaskKind, UnreachableBecause, WindowMark
from shared.contracts.escalation import ComplaintMark, OnSiteAct
from shared.contracts.intake import Details, Reporter
from shared.contracts.policy import CallbackPolicy, HandlingPolicy
from shared.contracts.words import Channel
from shared.rules.outreach import call as outreach
from shared.rules.task import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(outreach.Call):
    """A call to the customer of a case.

    `ask_reporter`: there is no usable number, the reporter is asked for one, last at `asked_at`. `wrong_numbers` are
    the numbers under which another person answers, by blind index.
    """

    kind: TaskKind
    ask_reporter: bool = False
    asked_at: datetime | None = None
    wrong_numbers: tuple[str, ...] = ()

    @property
    def promise_runs(self) -> bool:
        """True for a first callback without an attempt: the promise of Art. 12 is still to be kept."""
        return self.kind is TaskKind.FIRST_CALLBACK and not self.attempts


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitClock:
    """A limit and which of its marks have fired, at most once each. It runs until `ended_at`.

    Its marks count from `started_at`; `armed_at` is when a person last started it, which may be after its marks. Only
    the limit to accept has `half_at`; only handling has more than one round.
    """

    kind: LimitKind
    started_at: datetime
    armed_at: datetime
    warn_at: datetime
    due_at: datetime
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    half_at: datetime | None = None
    halved_at: datetime | None = None
    round: int = 1
    estimated: bool = False

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
    estimated: bool = False
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
class Spell:
    """A time in which a unit had the case to handle it. Without `until_at` the unit has it still."""

    unit_id: str
    from_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A supervisor has looked at an archived case."""

    by: str | None
    at: datetime


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
    there; `stand_ins` were notified here in the place of an office's holder. `windows` are those still armed.
    `first_dispatched_at` starts the first round of handling and never moves. `limits` keep every limit there was,
    `spells` every unit that led.
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
    transfers: int = 0
    limits: tuple[LimitClock, ...] = ()
    spells: tuple[Spell, ...] = ()
    orders: tuple[Order, ...] = ()
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    complaints: tuple[ComplaintMark, ...] = ()
    review: Review | None = None
    written: tuple[Writing, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    erased_at: datetime | None = None

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
        """True when only a supervisor decides: callers gave up or have no number, or enough units passed it on."""
        if self.state is State.TO_DISPATCH:
            return self.passed_on_enough
        call = self.open_call
        return self.given_up is not None or (call is not None and call.ask_reporter)

    @property
    def passed_on_enough(self) -> bool:
        """True when only a supervisor dispatches or transfers: returns and transfers count together."""
        policy = self.handling_policy
        return policy is not None and self.returns + self.transfers >= policy.returns_before_supervisor

    @property
    def grave(self) -> bool:
        """True for a risk flag or severity 1: once archived, a supervisor looks at it."""
        return self.risky or self.severity == 1

    @property
    def to_review(self) -> bool:
        """True while an archived grave case waits for a supervisor to look at it."""
        return self.state is State.ARCHIVED and self.grave and self.review is None and self.erased_at is None

    @property
    def breached(self) -> bool:
        """True after a breach of what a unit owes: to accept, or to handle."""
        return any(limit.breached_at for limit in self.limits if limit.kind is not LimitKind.TO_DISPATCH)

    @property
    def open_orders(self) -> tuple[Order, ...]:
        """The orders without an answer; they go along with the case."""
        return tuple(order for order in self.orders if order.answered_at is None)

    @property
    def handling_round(self) -> int:
        """The round of handling: 1 from the first dispatch on, one more after each reopening. 0 before."""
        return max((limit.round for limit in self.limits if limit.kind is LimitKind.HANDLING), default=0)

    def handling_seconds(self, until: datetime | None = None) -> float:
        """How long all rounds of handling together have taken by `until`, in seconds of plain time.

        Without `until`: those that have ended.
        """
        rounds = [limit for limit in self.limits if limit.kind is LimitKind.HANDLING]
        times = ((limit.started_at, limit.ended_at or until) for limit in rounds)
        return sum((ended - begun).total_seconds() for begun, ended in times if ended is not None)

    def longest_holder(self, until: datetime) -> str | None:
        """The unit that had the case longest in this round of handling; None if none had it."""
        limit, held = self.limit(LimitKind.HANDLING), dict[str, timedelta]()
        since = limit.started_at if limit is not None else self.filed_at
        for spell in self.spells:
            had = (spell.until_at or until) - max(spell.from_at, since)
            held[spell.unit_id] = held.get(spell.unit_id, timedelta(0)) + max(had, timedelta(0))
        return max(held, key=lambda unit_id: held[unit_id], default=None)

    def call(self, task: str) -> Call | None:
        """The call with this task id; None if it is not one of this case."""
        return next((call for call in self.calls if call.task.id == task), None)

    def order(self, order: str) -> Order | None:
        """The supervision order with this id; None if it is not one of this case."""
        return next((each for each in self.orders if each.id == order), None)

    def limit(self, kind: LimitKind) -> LimitClock | None:
        """The running limit of this kind."""
        return next((limit for limit in self.limits if limit.kind is kind and limit.running), None)
