"""What intake publishes: reports as received, and their amendments. Topic `hotline.intake.v1`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from shared.contracts.base import Event, Sealed
from shared.contracts.words import App, Channel, CustomerRole, Ground, Line, RiskFlag, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedCustomer:
    """The customer, sealed. The indexes are keyed hashes of the normal form (blind index), for search only.

    `phone` is kept as it was stated; `phone_indexes` has one for each usable number in it, `phone_index` is the first.
    """

    role: CustomerRole | None = None
    name: Sealed | None = None
    phone: Sealed | None = None
    policy_no: Sealed | None = None
    claim_no: Sealed | None = None
    accident_no: Sealed | None = None
    plate: Sealed | None = None
    phone_index: str | None = None
    policy_index: str | None = None
    phone_indexes: tuple[str, ...] = ()
    claim_index: str | None = None
    accident_index: str | None = None
    plate_index: str | None = None

    @property
    def search_keys(self) -> frozenset[str]:
        """All its indexes: reports with one in common are about the same customer."""
        single = (self.phone_index, self.policy_index, self.claim_index, self.accident_index, self.plate_index)
        return frozenset((*self.phone_indexes, *(each for each in single if each is not None)))

    @property
    def has_number(self) -> bool:
        """True if a usable telephone number is known: one that can be dialled."""
        return self.phone_index is not None

    @property
    def reachable(self) -> bool:
        """True if there is a way to the customer: a usable phone, or a number that the core systems know."""
        return any((self.has_number, self.policy_no, self.claim_no, self.accident_no))


@dataclass(frozen=True, kw_only=True, slots=True)
class Reporter:
    """The member of staff who met the customer. Unit and line are frozen at acceptance.

    Without `staff_id` the reporter is not in the directory: `stated_*` hold what was stated about them, and the duty
    desk of `unit_id` is notified in place of their leader.
    """

    staff_id: str | None
    unit_id: str
    line: Line | None = None
    stated_name: Sealed | None = None
    stated_phone: Sealed | None = None
    stated_userid: Sealed | None = None

    @property
    def unresolved(self) -> bool:
        """True if the reporter is not in the directory."""
        return self.staff_id is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """A unit, person, cause or earlier report that was stated and that we do not know: its field, and what was said."""

    field: str
    text: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """All details of a dissatisfaction at one revision. Each service keeps the highest revision.

    `responsible_unit_id` is the unit complained of, as the reporter states it; the lead unit is chosen at dispatch.
    `reporter` is set once a reporter whom the directory did not know has been named, and counts from then on.
    """

    revision: int = 0
    ground: Ground | None = None
    cause: str | None = None
    line: Line | None = None
    responsible_unit_id: str | None = None
    subject_staff_id: str | None = None
    customer: SealedCustomer = SealedCustomer()
    risk_flags: tuple[RiskFlag, ...] = ()
    text: Sealed | None = None
    call_id: Sealed | None = None
    previous_id: str | None = None
    unknown: tuple[Unknown, ...] = ()
    reporter: Reporter | None = None

    @property
    def grave(self) -> bool:
        """True for a risk flag or a demanded complaint."""
        return bool(self.risk_flags) or self.ground is Ground.COMPLAINT_DEMANDED

    @property
    def complained_unit_id(self) -> str | None:
        """The unit complained of: `responsible_unit_id`, as the event names it."""
        return self.responsible_unit_id


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportAccepted(Event):
    """A report was accepted; `at` is its `accepted_at`, the report time of Art. 9. Every report opens a case.

    `stage_open`: the stage was not stated, and the report lacks what it needs to start the flow; the amendment that
    brings it starts the flow.
    """

    type: ClassVar[str] = "hotline.intake.report.accepted"

    number: str
    channel: Channel
    stage: Stage
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None = None
    app: App | None = None
    other_module: bool = False
    late_detected: bool = False
    stage_open: bool = False
    details: Details


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportAmended(Event):
    """Details were added or corrected; carries all details at their new revision.

    `completes`: a report whose stage was not stated has now what it needs to start the flow, which starts at `at` if
    the case is still on site. `reason`: why the person or unit complained of was cleared or changed.
    """

    type: ClassVar[str] = "hotline.intake.report.amended"

    details: Details
    completes: bool = False
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitNoted(Event):
    """Which unit has the case by now, and who handles it there: they may add details. None: no unit has it."""

    type: ClassVar[str] = "hotline.intake.unit.noted"

    unit_id: str | None = None
    handler_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportErased(Event):
    """The report's personal data was erased: what is sealed in its events opens no more, and its indexes are gone."""

    type: ClassVar[str] = "hotline.intake.report.erased"


class PressedAct(StrEnum):
    """What a person asks for on their on-site case by a word in the chat (or a button of a card)."""

    SETTLE = "settle"
    FILE = "file"
    ESCALATE = "escalate"


@dataclass(frozen=True, kw_only=True, slots=True)
class ButtonPressed(Event):
    """A person asked for something on their case in the chat; escalation decides it like any command.

    `pressed_at` is when they did so, which may be before `at` if the message had to wait. `delivery` tells one message
    from the next.
    """

    type: ClassVar[str] = "hotline.intake.button.pressed"

    act: PressedAct
    note: Sealed | None = None
    pressed_at: datetime
    delivery: str
