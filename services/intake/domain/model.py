"""A report, and what is said to make or change one: values only. What is decided is `decisions`."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.intake.domain import policy
from services.intake.domain.reporter import Origin
from services.intake.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.contracts.words import App, Channel, Stage

_PHONE = frozenset({"phone", "phone_index", "phone_indexes"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A report to be accepted, its personal data sealed. `stage` and `detected_at` are what was stated, if anything."""

    case_id: str
    origin: Origin
    stage: Stage | None = None
    detected_at: datetime | None = None
    details: Details


COMPLAINED_OF = ("subject_staff_id", "responsible_unit_id")
"""The fields of details that name whom the customer complains of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What an amendment says: details and customer as far as stated, and which of their fields those are.

    `reason`: why it clears or changes the person or unit complained of.
    """

    details: Details
    stated: frozenset[str]
    stated_of_customer: frozenset[str] = frozenset()
    reason: Sealed | None = None

    def redirects(self, details: Details) -> bool:
        """True if it clears or changes the person or unit complained of, which names another or none then."""
        after = self.applied_to(details)
        before = ((getattr(details, field), getattr(after, field)) for field in COMPLAINED_OF)
        return any(known is not None and known != said for known, said in before)

    def names(self, details: Details) -> bool:
        """True if it changes the person or unit complained of in any way, also where none was named."""
        after = self.applied_to(details)
        return any(getattr(details, field) != getattr(after, field) for field in COMPLAINED_OF)

    def applied_to(self, details: Details) -> Details:
        """The details at the next revision: the stated fields changed, all others as they were."""
        said = {field: getattr(self.details, field) for field in self.stated}
        of_customer = {field: getattr(self.details.customer, field) for field in self._replaced(details.customer)}
        customer = replace(details.customer, **of_customer)
        about = self.stated.union(each.field for each in self.details.unknown)
        unknown = (*(each for each in details.unknown if each.field not in about), *self.details.unknown)
        return replace(details, **said, unknown=unknown, customer=customer, revision=details.revision + 1)

    def _replaced(self, known: SealedCustomer) -> frozenset[str]:
        """The fields of the customer that change: a stated phone that is not usable never replaces a usable number."""
        said = self.details.customer
        useless = known.has_number and said.phone is not None and not said.has_number
        return self.stated_of_customer - _PHONE if useless else self.stated_of_customer


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report on record. `id` is the case's id too.

    `stage_open`: no stage was stated, and the amendment that completes the report makes it `filed`. `lead_unit_id` and
    `handler_id` have the case by now.
    """

    id: str
    number: str
    state: State
    channel: Channel
    stage: Stage
    accepted_at: datetime
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None
    app: App | None
    other_module: bool
    late_detected: bool
    details: Details
    stage_open: bool = False
    lead_unit_id: str | None = None
    handler_id: str | None = None
    erased_at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be asked for before the flow can start."""
        return policy.missing(self.details) if self.erased_at is None else ()
