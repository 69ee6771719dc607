"""What callback publishes, from `case.filed` to closure. Topic `hotline.callback.v1`.

An event carries all that is needed to rebuild a case from its events: the frozen policy, absolute due times, sealed
notes. The rules are in `services.callback.domain`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shared.contracts.base import Event, Sealed
from shared.contracts.callback_calls import (
    AttemptEnded as AttemptEnded,
)
from shared.contracts.callback_calls import (
    AttemptOverlong as AttemptOverlong,
)
from shared.contracts.callback_calls import (
    AttemptStarted as AttemptStarted,
)
from shared.contracts.callback_calls import (
    CallOverdue as CallOverdue,
)
from shared.contracts.callback_calls import (
    CallWarned as CallWarned,
)
from shared.contracts.callback_calls import (
    CaseErased as CaseErased,
)
from shared.contracts.callback_calls import (
    CaseRetried as CaseRetried,
)
from shared.contracts.callback_calls import (
    CaseUnreachable as CaseUnreachable,
)
from shared.contracts.callback_calls import (
    ContactRecorded as ContactRecorded,
)
from shared.contracts.callback_calls import (
    CustomerReached as CustomerReached,
)
from shared.contracts.callback_calls import (
    Fired as Fired,
)
from shared.contracts.callback_calls import (
    IndependenceOverridden as IndependenceOverridden,
)
from shared.contracts.callback_calls import (
    ReporterReminded as ReporterReminded,
)
from shared.contracts.callback_calls import (
    TaskClaimed as TaskClaimed,
)
from shared.contracts.callback_calls import (
    TaskHeldTooLong as TaskHeldTooLong,
)
from shared.contracts.callback_calls import (
    TaskLeaseExpired as TaskLeaseExpired,
)
from shared.contracts.callback_calls import (
    TaskReleased as TaskReleased,
)
from shared.contracts.callback_calls import (
    TaskScheduled as TaskScheduled,
)
from shared.contracts.callback_calls import (
    TaskTakenOver as TaskTakenOver,
)
from shared.contracts.callback_calls import (
    WindowBreached as WindowBreached,
)
from shared.contracts.callback_calls import (
    WindowWarned as WindowWarned,
)
from shared.contracts.callback_values import (
    Band,
    ClosedBecause,
    HandlingTerms,
    LimitKind,
    LimitMarks,
    RaisedBecause,
    ReopenedBecause,
    StandIn,
)
from shared.contracts.escalation import ComplaintMark, OnSiteAct
from shared.contracts.intake import Details, Reporter
from shared.contracts.policy import CallbackPolicy
from shared.contracts.words import Channel


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReceived(Event):
    """A filed case arrived, with the highest revision of its details and the policy of the reporter's unit, frozen.

    `told`, `informed`, `duty_desk`, `on_site` and `complaints` are those of `case.filed`.
    """

    type: ClassVar[str] = "hotline.callback.case.received"
    number: str
    channel: Channel
    accepted_at: datetime
    filed_at: datetime
    reporter: Reporter
    registered_by: str | None
    told: tuple[str, ...]
    details: Details
    note: Sealed | None = None
    severity: int
    policy: CallbackPolicy
    informed: tuple[str, ...] = ()
    duty_desk: tuple[str, ...] = ()
    on_site: tuple[OnSiteAct, ...] = ()
    complaints: tuple[ComplaintMark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DetailsAmended(Event):
    """A higher revision of the details. `severity` is that of the case before it; see `CaseSeverityRaised`.

    `ask_reporter`: the open task still lacks a usable number. `freed_at`: the time from which it may now be tried.
    `number_changed`: there is a usable number, and another one than before.
    `new_risk`: it brings a risk flag, or the demand of a complaint, that was not there before.
    """

    type: ClassVar[str] = "hotline.callback.details.amended"
    details: Details
    severity: int
    ask_reporter: bool = False
    freed_at: datetime | None = None
    number_changed: bool = False
    new_risk: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitHalfUsed(Fired):
    """Half of the limit to accept is used up: the unit's handlers hear of the case."""

    type: ClassVar[str] = "hotline.callback.limit.half_used"
    limit: LimitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitWarned(Fired):
    """Most of a limit is used up."""

    type: ClassVar[str] = "hotline.callback.limit.warned"
    limit: LimitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitBreached(Fired):
    """A limit has passed; `skipped_warning`: its warning passed without firing."""

    type: ClassVar[str] = "hotline.callback.limit.breached"
    limit: LimitKind
    skipped_warning: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SupervisorReminded(Fired):
    """The case has not moved since the last step of its ladder: the supervisor is reminded, again each day."""

    type: ClassVar[str] = "hotline.callback.supervisor.reminded"
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseArchived(Event):
    """The customer is not dissatisfied: recorded and archived (Art. 12)."""

    type: ClassVar[str] = "hotline.callback.case.archived"
    task: str
    score: int | None = None
    band: Band | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFoundDissatisfied(Event):
    """The first callback found the customer dissatisfied: the case is to be dispatched."""

    type: ClassVar[str] = "hotline.callback.case.found_dissatisfied"
    task: str
    score: int | None = None
    band: Band | None = None
    limit: LimitMarks


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSentBack(Event):
    """The follow-up brought no verdict: a supervisor has the unit handle the case again, in a new round."""

    type: ClassVar[str] = "hotline.callback.case.sent_back"
    unit_id: str
    reason: Sealed
    handling: LimitMarks


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDispatched(Event):
    """The case went to the lead unit, with that unit's limits."""

    type: ClassVar[str] = "hotline.callback.case.dispatched"
    responsible_unit_id: str
    assisting_unit_ids: tuple[str, ...] = ()
    severity: int
    note: Sealed | None = None
    terms: HandlingTerms
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseAccepted(Event):
    """The lead unit accepted the case (签收)."""

    type: ClassVar[str] = "hotline.callback.case.accepted"
    unit_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseAssigned(Event):
    """The unit's head named a handler, in the place of `instead_of`."""

    type: ClassVar[str] = "hotline.callback.case.assigned"
    staff_id: str
    instead_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseTransferred(Event):
    """Another unit leads from now on; the handling clock is not restarted, its limit is that of the new unit.

    `handler_id` had it until now. `transfers` includes this one; 0 in events of earlier versions, which did not count.
    """

    type: ClassVar[str] = "hotline.callback.case.transferred"
    from_unit_id: str
    responsible_unit_id: str
    reason: Sealed
    terms: HandlingTerms
    handler_id: str | None = None
    transfers: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReturned(Event):
    """The unit says it is not concerned. `returns` includes this one; at the policy's number a supervisor decides.

    `handler_id` and `assisting_unit_ids` had it until now.
    """

    type: ClassVar[str] = "hotline.callback.case.returned"
    unit_id: str
    reason: Sealed
    returns: int
    supervisor_decides: bool
    limit: LimitMarks
    handler_id: str | None = None
    assisting_unit_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSupervised(Event):
    """A supervision order (督办) to the lead unit, to be answered in writing by `deadline`.

    While it is not answered it goes along with the case to the next lead unit. `estimated`: the deadline counts working
    days of a year whose days off are not published yet.
    """

    type: ClassVar[str] = "hotline.callback.case.supervised"
    order: str
    unit_id: str
    text: Sealed
    deadline: datetime
    estimated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderAnswered(Event):
    """The written answer to a supervision order."""

    type: ClassVar[str] = "hotline.callback.order.answered"
    order: str
    text: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderOverdue(Fired):
    """A supervision order's deadline passed without an answer."""

    type: ClassVar[str] = "hotline.callback.order.overdue"
    order: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReminded(Event):
    """A reminder (催办) to the lead unit."""

    type: ClassVar[str] = "hotline.callback.case.reminded"
    unit_id: str
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInsTold(Event):
    """These people were notified in the place of an office's holder: they may do what the holder may."""

    type: ClassVar[str] = "hotline.callback.stand_ins.told"
    stand_ins: tuple[StandIn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSeverityChanged(Event):
    """A person set the severity; `handling` and `accept` are the running limits computed again from their start."""

    type: ClassVar[str] = "hotline.callback.case.severity_changed"
    before: int
    severity: int
    reason: Sealed
    handling: LimitMarks | None = None
    accept: LimitMarks | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSeverityRaised(Event):
    """The severity rose automatically, by later details or a complaint; limits as in `CaseSeverityChanged`."""

    type: ClassVar[str] = "hotline.callback.case.severity_raised"
    before: int
    severity: int
    because: RaisedBecause
    handling: LimitMarks | None = None
    accept: LimitMarks | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseResolved(Event):
    """The unit says it is done (办结); a follow-up task comes with it.

    The round of handling ends; `handling_seconds` is the time of all rounds so far, None in earlier versions.
    """

    type: ClassVar[str] = "hotline.callback.case.resolved"
    unit_id: str
    note: Sealed
    round: int = 1
    handling_seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseClosed(Event):
    """Closed (结案): by a follow-up's score, or by a supervisor with a reason."""

    type: ClassVar[str] = "hotline.callback.case.closed"
    because: ClosedBecause
    score: int | None = None
    band: Band | None = None
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReopened(Event):
    """Opened again: back to handling after a bad follow-up, or to be dispatched again (then with a new `limit`).

    `new_round`: the next round of handling has a limit of its own: `handling` after a follow-up, else the one of the
    next dispatch. False in events of earlier versions, in which the limit ran on from where it began.
    """

    type: ClassVar[str] = "hotline.callback.case.reopened"
    because: ReopenedBecause
    score: int | None = None
    band: Band | None = None
    reason: Sealed | None = None
    limit: LimitMarks | None = None
    new_round: bool = False
    handling: LimitMarks | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReviewed(Event):
    """A supervisor has looked at an archived case with a risk flag or of severity 1."""

    type: ClassVar[str] = "hotline.callback.case.reviewed"
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseComplaintMarked(Event):
    """The customer made a formal complaint: where, under which number, when.

    Source and number without what is known of the customer; `stated_…` is the original, if it held anything of that.
    """

    type: ClassVar[str] = "hotline.callback.case.complaint_marked"
    source: str
    number: str | None = None
    complained_at: datetime
    note: Sealed | None = None
    stated_source: Sealed | None = None
    stated_number: Sealed | None = None
