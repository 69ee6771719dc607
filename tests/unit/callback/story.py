"""A story of one case, told step by step: time passes, people act, and everything is folded as handlers would do it.

Before each act the steps that time has taken are applied, as in the service. `wait` walks from due time to due time
like a ticker that is never late; `outage` lets time pass without a tick.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from services.callback.domain import (
    decisions,
    decisions_attempts,
    decisions_handling,
    decisions_orders,
    decisions_receiving,
    decisions_severity,
    decisions_tasks,
)
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Call, Case
from services.callback.domain.obligations import due, obligations
from shared.contracts.base import Event, Sealed
from shared.contracts.callback import StandInsTold
from shared.contracts.callback_values import Outcome, Place, StandIn
from shared.contracts.escalation import CaseFiled, FiledBecause
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.contracts.policy import CallbackPolicy, HandlingPolicy
from shared.contracts.words import Channel, Ground, Line, RiskFlag
from shared.rules.calendar.working import WorkingCalendar, YearDays
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Person, Role, Unit
from shared.rules.outreach.result import Result

E = TypeVar("E", bound=Event)

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
"""Monday, 12:00 in Shanghai."""

CALENDAR = WorkingCalendar(lambda year: YearDays())
PHONE = SealedCustomer(phone=Sealed("sealed-phone"), phone_index="index-of-phone")
AGES = {"from_at": NOON - timedelta(days=9), "until_at": NOON + timedelta(days=99)}
LEASE = timedelta(seconds=120)

UNITS = (
    Unit(unit_id="hq", name="总公司", level=1),
    Unit(unit_id="centre", name="95518中心", level=1, parent_id="hq", head_id="head"),
    Unit(unit_id="team", name="投诉二组", level=1, parent_id="centre"),
    Unit(unit_id="service", name="客户服务部", level=1, parent_id="hq"),
    Unit(unit_id="branch", name="江苏分公司", level=2, parent_id="hq", head_id="boss", deputy_id="vice"),
    Unit(unit_id="claims", name="理赔部", level=2, parent_id="branch", head_id="chief"),
    Unit(unit_id="desk-of-claims", name="理赔二部", level=2, parent_id="claims", head_id="claimant"),
    Unit(unit_id="sales", name="销售部", level=2, parent_id="branch", head_id="seller"),
    Unit(unit_id="city", name="南京中心支公司", level=3, parent_id="branch", head_id="mayor"),
    Unit(unit_id="city-claims", name="南京理赔中心", level=3, parent_id="city", head_id="claimant"),
    Unit(unit_id="city-sales", name="南京销售部", level=3, parent_id="city", head_id="seller"),
    Unit(unit_id="county", name="鼓楼支公司", level=4, parent_id="city"),
    Unit(unit_id="county-claims", name="鼓楼理赔组", level=4, parent_id="county", head_id="claimant"),
    Unit(unit_id="other-city", name="苏州中心支公司", level=3, parent_id="branch"),
)
PEOPLE = (
    ("ann", "centre", Role.COMPLAINT_GROUP),
    ("bob", "team", Role.COMPLAINT_GROUP),
    ("sue", "centre", Role.GROUP_SUPERVISOR),
    ("head", "centre", Role.CENTRE_HEAD),
    ("cara", "service", Role.CUSTOMER_SERVICE),
    ("boss", "branch", Role.UNIT_HEAD),
    ("vice", "branch", Role.UNIT_HEAD),
    ("chief", "claims", Role.UNIT_HEAD),
    ("hand", "claims", Role.UNIT_HANDLER),
    ("seller", "sales", Role.UNIT_HEAD),
    ("rita", "sales", Role.REPORTER),
    ("exec", "branch", Role.LINE_EXECUTIVE),
    ("desk", "hq", Role.LEADER),
    ("mayor", "city", Role.UNIT_HEAD),
    ("claimant", "city-claims", Role.UNIT_HEAD),
)
LINES = {"chief": Line.CLAIMS, "claimant": Line.CLAIMS, "seller": Line.SALES}


def directory(*leaves: Leave) -> Directory:
    """A small company."""
    return Directory(
        version=1,
        units=UNITS,
        people=[
            Person(staff_id=i, name=i, unit_id=unit, line=LINES.get(i), roles=frozenset({role}))
            for i, unit, role in PEOPLE
        ],
        leaves=leaves,
        line_executives=[LineExecutive(unit_id="branch", line=Line.CLAIMS, staff_id="exec")],
        duty_shifts=[
            DutyShift(
                unit_id="hq", staff_id="desk", from_at=NOON - timedelta(days=9), until_at=NOON + timedelta(days=99)
            )
        ],
    )


def filed(at: datetime = NOON, details: Details | None = None, **changes: Any) -> CaseFiled:
    """What escalation publishes when the flow starts."""
    event = CaseFiled(
        case_id="case-1",
        at=at,
        filed_at=at,
        because=FiledBecause.AT_ONCE,
        number="20261102-0001",
        channel=Channel.PC,
        accepted_at=at,
        reporter=Reporter(staff_id="rita", unit_id="sales", line=Line.CLAIMS),
        registered_by=None,
        told=("boss",),
        details=details or Details(revision=1, ground=Ground.DISCONTENT_VOICED, customer=PHONE),
    )
    return replace(event, **changes)


class Story:
    """One case and the time. Filed at `at`, received `late` after that."""

    def __init__(
        self,
        details: Details | None = None,
        *,
        policy: CallbackPolicy | None = None,
        unit_policy: HandlingPolicy | None = None,
        at: datetime = NOON,
        late: timedelta = timedelta(0),
        people: Directory | None = None,
        **filing: Any,
    ) -> None:
        self.now = at + late
        self.people = people or directory()
        self.unit_policy = unit_policy or HandlingPolicy(policy="default")
        self.events: list[Event] = []
        self._case: Case | None = None
        self.fence = 0
        frozen = policy or CallbackPolicy(policy="default")
        event = filed(at, details, **filing)
        received = decisions_receiving.receive(
            None, now=self.now, filed=event, stored=None, policy=frozen, task="task-1", calendar=CALENDAR
        )
        self.record(received)

    # What there is

    @property
    def case(self) -> Case:
        assert self._case is not None
        return self._case

    @property
    def call(self) -> Call:
        """The call to be made, or the last one made."""
        return self.case.open_call or self.case.calls[-1]

    def all(self, cls: type[E]) -> list[E]:
        """Every event of this class so far."""
        return [event for event in self.events if isinstance(event, cls)]

    def last(self, cls: type[E]) -> E:
        """The latest event of this class."""
        return self.all(cls)[-1]

    def next_due(self, kind: str) -> datetime | None:
        """When the timer of this kind is armed for."""
        return next((each.due_at for each in obligations(self.case) if each.kind == kind), None)

    # Time

    def wait(self, **duration: float) -> "Story":
        """Time passes and every timer fires when it is due."""
        until = self.now + timedelta(**duration)
        while steps := [each.due_at for each in obligations(self.case) if each.due_at <= until]:
            self.now = max(self.now, min(steps))
            assert self.tick(), f"a timer that does nothing: {obligations(self.case)}"
        self.now = until
        return self

    def outage(self, **duration: float) -> "Story":
        """Time passes without a tick; then the ticker is back."""
        self.now += timedelta(**duration)
        self.tick()
        return self

    def tick(self) -> tuple[Event, ...]:
        """What time has taken by now, as the service applies it: until nothing is due any more."""
        found: tuple[Event, ...] = ()
        while events := due(self.case, self.now):
            found = (*found, *self.record(events))
        return found

    # People

    def act(self, decide: Callable[..., tuple[Event, ...]], by: str, **more: Any) -> "Story":
        """Apply what is due, then let this person do it."""
        self.tick()
        self.record(decide(self.case, by=by, now=self.now, **more))
        owes = bool(obligations(self.case))
        assert owes == self.case.state.open, "I14: an open case owes something next, an ended one nothing"
        return self

    def claim(self, by: str = "ann", *, inbound: bool = False) -> "Story":
        self.tick()
        given = {"lease_until": self.now + LEASE, "directory": self.people, "inbound": inbound}
        self.act(decisions_tasks.claim, by, task=self.call.task.id, **given)
        self.fence = self.call.task.fence
        return self

    def take_over(self, by: str = "sue") -> "Story":
        self.tick()
        given = {"lease_until": self.now + LEASE, "directory": self.people}
        self.act(decisions_tasks.take_over, by, task=self.call.task.id, **given)
        self.fence = self.call.task.fence
        return self

    def heartbeat(self, by: str = "ann") -> "Story":
        self.tick()
        until = self.now + LEASE
        held: dict[str, Any] = {"fence": self.fence, "by": by, "now": self.now, "lease_until": until}
        self._case = decisions_tasks.heartbeat(self.case, task=self.call.task.id, **held)
        return self

    def release(self, by: str = "ann") -> "Story":
        return self.act(decisions_tasks.release, by, task=self.call.task.id, fence=self.fence)

    def start(self, by: str = "ann") -> "Story":
        held = {"task": self.call.task.id, "fence": self.fence}
        return self.act(decisions_tasks.start, by, directory=self.people, **held)

    def end(self, outcome: Outcome, by: str = "ann", **said: Any) -> "Story":
        """The attempt under the lease ends."""
        given: dict[str, Any] = {"fence": self.fence, "calendar": CALENDAR, "directory": self.people}
        result = Result(outcome=outcome, **said)
        return self.act(decisions_attempts.end_attempt, by, task=self.call.task.id, result=result, **given)

    def attempt(self, outcome: Outcome, by: str = "ann", *, inbound: bool = False, **said: Any) -> "Story":
        """Claim, dial, and report."""
        return self.claim(by, inbound=inbound).end(outcome, by, **said)

    def keep(self, by: str = "ann", **duration: float) -> "Story":
        """Time passes while the holder sends signs of life."""
        until = self.now + timedelta(**duration)
        while self.now < until:
            self.heartbeat(by).wait(seconds=min(60.0, (until - self.now).total_seconds()))
        return self

    def amend(self, **changes: Any) -> "Story":
        """The next revision of the details."""
        details = replace(self.case.details, revision=self.case.details.revision + 1, **changes)
        return self.act(decisions_receiving.amend, "rita", details=details, calendar=CALENDAR)

    def dispatch(self, unit_id: str = "claims", by: str = "ann", **more: Any) -> "Story":
        given = {"as_supervisor": False, "policy": self.unit_policy} | more
        return self.act(decisions_handling.dispatch, by, unit_id=unit_id, **{"calendar": CALENDAR} | given)

    def accept(self, by: str = "chief") -> "Story":
        return self.act(decisions_handling.accept, by)

    def assign(self, staff_id: str = "hand", by: str = "chief") -> "Story":
        return self.act(decisions_handling.assign, by, staff_id=staff_id, directory=self.people)

    def transfer(
        self, unit_id: str = "sales", by: str = "sue", policy: HandlingPolicy | None = None, **more: Any
    ) -> "Story":
        given = {"policy": policy or self.unit_policy, "calendar": CALENDAR, "directory": self.people}
        given |= {"as_supervisor": by in ("sue", "head")} | more
        return self.act(decisions_handling.transfer, by, unit_id=unit_id, reason=Sealed("r"), **given)

    def return_(self, by: str = "chief") -> "Story":
        return self.act(decisions_handling.return_, by, reason=Sealed("r"), calendar=CALENDAR)

    def resolve(self, by: str = "chief") -> "Story":
        task = f"task-{len(self.case.calls) + 1}"
        return self.act(decisions_handling.resolve, by, note=Sealed("n"), task=task)

    def supervise(
        self, by: str = "sue", deadline: datetime | None = None, calendar: WorkingCalendar = CALENDAR
    ) -> "Story":
        order = f"order-{len(self.case.orders) + 1}"
        return self.act(
            decisions_orders.supervise, by, order=order, text=Sealed("t"), deadline=deadline, calendar=calendar
        )

    def answer(self, order: str = "order-1", by: str = "chief") -> "Story":
        return self.act(decisions_orders.answer, by, order=order, text=Sealed("a"))

    def remind(self, by: str = "sue") -> "Story":
        return self.act(decisions_orders.remind, by)

    def retry(self, by: str = "sue") -> "Story":
        return self.act(decisions.retry, by, reason=Sealed("r"))

    def send_back(self, by: str = "sue") -> "Story":
        return self.act(decisions.send_back, by, reason=Sealed("r"), calendar=CALENDAR)

    def contacts(self, by: str = "ann") -> "Story":
        return self.act(decisions.contact, by, note=Sealed("n"), wants=Sealed("w"), call_id=Sealed("c"))

    def close(self, by: str = "sue") -> "Story":
        return self.act(decisions.close, by, reason=Sealed("r"))

    def reopen(self, by: str = "ann") -> "Story":
        return self.act(decisions.reopen, by, reason=Sealed("r"), calendar=CALENDAR)

    def severity(self, severity: int, by: str = "sue") -> "Story":
        return self.act(decisions_severity.severity, by, severity=severity, reason=Sealed("r"), calendar=CALENDAR)

    def complaint(self, by: str = "ann", at: datetime | None = None, **more: Any) -> "Story":
        given = {"source": "12378", "complained_at": at or self.now, "calendar": CALENDAR, "sealed": {}} | more
        return self.act(decisions_severity.complaint, by, **given)

    def reviewed(self, by: str = "sue") -> "Story":
        return self.act(decisions.reviewed, by)

    def erase(self, by: str | None = None) -> "Story":
        return self.act(decisions.erase, by)

    def override_independence(self, staff_id: str, by: str = "sue") -> "Story":
        given = {"staff_id": staff_id, "reason": Sealed("r"), "directory": self.people}
        return self.act(decisions.override_independence, by, **given)

    # Whole stretches of the way

    def found_dissatisfied(self) -> "Story":
        return self.attempt(Outcome.REACHED, satisfied=False)

    def handled(self) -> "Story":
        return self.found_dissatisfied().dispatch().accept()

    def resolved(self) -> "Story":
        return self.handled().resolve()

    def given_up(self) -> "Story":
        """The customer refuses: the shortest way to a supervisor."""
        return self.attempt(Outcome.REFUSED)

    def record(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Apply them and keep them."""
        for event in events:
            self._case = evolve(self._case, event)
            self.events.append(event)
        return events


def replayed(events: list[Event]) -> Case:
    """The case folded from empty."""
    case: Case | None = None
    for event in events:
        case = evolve(case, event)
    assert case is not None
    return case


def everything_that_can_happen() -> list[Story]:
    """Some stories that together hold every event."""
    long = Story().wait(minutes=4).claim().release().wait(minutes=2).claim().wait(minutes=3).amend(cause="slow")
    long.attempt(Outcome.REFUSED).wait(days=1).retry().found_dissatisfied().dispatch().return_()
    long.dispatch("sales").transfer("claims").accept().assign().severity(1).supervise().remind().wait(days=2)
    long.supervise().answer("order-2").resolve().wait(days=1).attempt(Outcome.REFUSED).send_back().resolve()
    long.attempt(Outcome.REACHED, score=90).reopen().complaint()
    calls = Story(Details(ground=Ground.PERCEIVED)).contacts().claim().keep(minutes=4).take_over().start("sue")
    calls.keep("sue", minutes=31).end(Outcome.NO_ANSWER, "sue").wait(days=1)
    slow = Story().found_dissatisfied().dispatch().wait(minutes=20).amend(risk_flags=(RiskFlag.MEDIA,)).accept()
    grave = Story(Details(risk_flags=(RiskFlag.MEDIA,), customer=PHONE)).attempt(Outcome.REACHED, satisfied=True)
    people = directory(Leave(staff_id="cara", **AGES))
    stuck = Story(Details(customer=PHONE, responsible_unit_id="centre"), people=people)
    stuck.override_independence("bob", by="boss")
    in_place = StandIn(staff_id="desk", place=Place.SUPERVISOR)
    stuck.record((StandInsTold(case_id=stuck.case.id, at=stuck.now, stand_ins=(in_place,)),))
    slow.resolve().attempt(Outcome.REACHED, score=10)
    over = Story(Details(customer=PHONE)).attempt(Outcome.REACHED, satisfied=True).erase()
    return [long, calls, slow, grave.reviewed().complaint(), stuck, over]
