"""One on-site case, step by step: time passes, people act, and every event is applied as the handlers would do it.

Before each act the step that is due is applied, as in the service. `wait` walks from due time to due time like a ticker
that is never late; `outage` lets time pass without a ticker.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from services.escalation.application.notices import messages_for
from services.escalation.domain import arrivals, decisions
from services.escalation.domain.evolve import evolve
from services.escalation.domain.model import Case
from services.escalation.domain.obligations import due, obligations
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import Ladder, LadderStep, Whom
from shared.contracts.intake import Details, ReportAccepted, Reporter
from shared.contracts.words import Channel, Line, Stage
from shared.engine.notifications.message import Message
from shared.rules.directory import Directory, DutyShift, Leave, Person, Role, Unit
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion

E = TypeVar("E", bound=Event)

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 09:00 in Shanghai."""

MINUTE = timedelta(minutes=1)
PRESENT = 10_000

COUNTY = Unit(unit_id="county", name="县支公司", level=4, parent_id="city", head_id="leader")
UNITS = (
    Unit(unit_id="hq", name="总公司", level=1),
    Unit(unit_id="city", name="市分公司", level=3, parent_id="hq", head_id="boss", deputy_id="vice"),
    COUNTY,
)
PEOPLE = {
    "rita": Person(staff_id="rita", name="于嘉怡", unit_id="county", line=Line.CLAIMS),
    "leader": Person(staff_id="leader", name="毛岚", unit_id="county"),
    "boss": Person(staff_id="boss", name="杨芳", unit_id="city"),
    "vice": Person(staff_id="vice", name="王芳", unit_id="city"),
    "ann": Person(staff_id="ann", name="段诗涵", unit_id="city", roles=frozenset({Role.CUSTOMER_SERVICE})),
    "bob": Person(staff_id="bob", name="赵晨", unit_id="city", roles=frozenset({Role.CUSTOMER_SERVICE})),
    "sam": Person(staff_id="sam", name="孔新宇", unit_id="city"),
    "desk": Person(staff_id="desk", name="何子涵", unit_id="hq"),
    "sue": Person(staff_id="sue", name="孔霞", unit_id="hq", roles=frozenset({Role.GROUP_SUPERVISOR})),
    "agent": Person(staff_id="agent", name="赵文斌", unit_id="hq", roles=frozenset({Role.AGENT})),
}
RITA = Reporter(staff_id="rita", unit_id="county", line=Line.CLAIMS)
UNKNOWN = Reporter(staff_id=None, unit_id="county")


def directory(*people: Person, units: tuple[Unit, ...] = (), away: tuple[str, ...] = ()) -> Directory:
    """A small company, with some people or units replaced and some away for days."""
    ever = {"from_at": NINE - timedelta(days=9), "until_at": NINE + timedelta(days=9)}
    return Directory(
        version=1,
        units={unit.unit_id: unit for unit in (*UNITS, *units)}.values(),
        people=(PEOPLE | {person.staff_id: person for person in people}).values(),
        leaves=[Leave(staff_id=staff_id, **ever) for staff_id in away],
        duty_shifts=[DutyShift(unit_id="hq", staff_id="desk", **ever)],
    )


def leader(seconds: int) -> LadderStep:
    """A first step, after so many seconds: the direct leader."""
    return LadderStep(after_seconds=seconds, whom=Whom.DIRECT_LEADER)


def next_leader(seconds: int) -> LadderStep:
    return LadderStep(after_seconds=seconds, whom=Whom.NEXT_LEADER)


def duty_desk(seconds: int) -> LadderStep:
    return LadderStep(after_seconds=seconds, whom=Whom.DUTY_DESK)


def customer_service(seconds: int) -> LadderStep:
    return LadderStep(after_seconds=seconds, whom=Whom.ROLE, role=Role.CUSTOMER_SERVICE.value)


def flow(seconds: int) -> LadderStep:
    """The last step: the flow starts."""
    return LadderStep(after_seconds=seconds)


POLICIES = PolicyBook([PolicyVersion(name="default", unit_id=EVERY_UNIT, valid_from=date(2018, 6, 1))])

DEFAULT = (leader(300), next_leader(600), flow(600))


def report(at: datetime = NINE, **changes: Any) -> ReportAccepted:
    """What intake publishes when a report is accepted."""
    event = ReportAccepted(
        case_id="case-1",
        at=at,
        by="rita",
        number="R261123-7K3M9QXZ",
        channel=Channel.PC,
        stage=Stage.CALMING,
        detected_at=at,
        reporter=RITA,
        details=Details(revision=1, responsible_unit_id="city", subject_staff_id="sam"),
    )
    return replace(event, **changes)


class OnSite:
    """One case and the time. Reported at `at`, opened `late` after that."""

    def __init__(
        self,
        *steps: LadderStep,
        people: Directory | None = None,
        at: datetime = NINE,
        late: timedelta = timedelta(0),
        policies: PolicyBook = POLICIES,
        **changes: Any,
    ) -> None:
        self.now = at + late
        self.policies = policies
        self.people = people or directory()
        self.events: list[Event] = []
        self.messages: list[Message] = []
        self._case: Case | None = None
        ladder = Ladder(policy="test@2026-01-01", steps=steps or DEFAULT)
        self.record(arrivals.open_case(report(at, **changes), now=self.now, ladder=ladder))
        if self.case.stage is Stage.FILED:
            self.record(arrivals.file_at_once(self.case, now=self.now, directory=self.people))

    # What there is

    @property
    def case(self) -> Case:
        assert self._case is not None
        return self._case

    def all(self, cls: type[E]) -> list[E]:
        """Every event of this class so far."""
        return [event for event in self.events if isinstance(event, cls)]

    def last(self, cls: type[E]) -> E:
        """The latest event of this class."""
        return self.all(cls)[-1]

    def to(self, recipient: str, kind: str = "level_told") -> list[str]:
        """The texts of this kind that a person was sent."""
        return [each.text for each in self.messages if (each.recipient, each.kind) == (recipient, kind)]

    def recipients(self, kind: str) -> list[str]:
        return [each.recipient for each in self.messages if each.kind == kind]

    # Time

    def wait(self, **duration: float) -> "OnSite":
        """Time passes, and the timer fires when it is due."""
        until = self.now + timedelta(**duration)
        while steps := [each.due_at for each in obligations(self.case) if each.due_at <= until]:
            self.now = max(self.now, min(steps))
            assert self.tick(), "a timer that does nothing"
        self.now = until
        return self

    def outage(self, **duration: float) -> "OnSite":
        """Time passes without a ticker, which then fires once."""
        self.now += timedelta(**duration)
        self.tick()
        return self

    def tick(self) -> tuple[Event, ...]:
        """Every step that is due."""
        taken: list[Event] = []
        while steps := due(self.case, now=self.now, directory=self.people):
            taken += self.record(steps)
        return tuple(taken)

    # People

    def act(self, decide: Callable[..., tuple[Event, ...]], by: str | None, **more: Any) -> "OnSite":
        """Apply the step that is due, then let this person act."""
        self.tick()
        self.record(decide(self.case, by=by, now=self.now, **more))
        return self

    def acknowledge(self, by: str = "leader", note: str | None = None, level: int | None = None) -> "OnSite":
        return self.act(decisions.acknowledge, by, note=sealed(note), level=level)

    def settle(self, by: str = "rita", note: str | None = "sealed-note") -> "OnSite":
        return self.act(decisions.settle, by, note=sealed(note), directory=self.people)

    def escalate(self, by: str = "rita", level: int | None = PRESENT, note: str | None = None) -> "OnSite":
        """Leave this level; the present one unless stated."""
        self.tick()
        leaving = self.case.level if level == PRESENT else level
        return self.act(decisions.escalate, by, level=leaving, note=sealed(note), directory=self.people)

    def file(self, by: str = "rita") -> "OnSite":
        return self.act(decisions.file, by, directory=self.people)

    def complain(self, by: str = "agent", source: str = "12378", number: str | None = "T-1", **more: Any) -> "OnSite":
        """An agent marks a formal complaint."""
        said = {"complained_at": self.now, "sealed": {}, "within": timedelta(days=15)} | more
        return self.act(decisions.complaint, by, source=source, number=number, directory=self.people, **said)

    def amend(self, revision: int, by: str | None = "rita", completes: bool = False, **changes: Any) -> "OnSite":
        details = replace(self.case.details, revision=revision, **changes)
        self.act(arrivals.amend, by, details=details, directory=self.people)
        if completes:
            self.act(arrivals.complete, by, amended_at=self.now, directory=self.people)
        return self

    def record(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Apply them, each with its messages."""
        for event in events:
            before, self._case = self._case, evolve(self._case, event)
            self.events.append(event)
            self.messages.extend(messages_for(self._case, event, self.people, self.policies, before=before))
        return events


def sealed(text: str | None) -> Sealed | None:
    """A text as it is stored."""
    return Sealed(text) if text is not None else None


def replayed(events: list[Event]) -> Case:
    """The case built from its events alone."""
    case: Case | None = None
    for event in events:
        case = evolve(case, event)
    assert case is not None
    return case
