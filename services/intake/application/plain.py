"""Reports and details as they come in, in the clear: the input of the use cases. Sealing them is `sealing`."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from shared.contracts.intake import Details
from shared.contracts.words import Ground, Line, RiskFlag, Stage
from shared.platform.privacy.customer import Customer

TEXTS = frozenset({"text", "call_id"})
"""Fields that may hold anything: a person writes them freely, or another system made them of a number. Sealed under the
case's key, each by its own name."""

SEALED = TEXTS | {"customer"}
"""The fields of details that hold personal data."""

OWN = frozenset({"revision", "unknown", "reporter"})
"""The fields of details that intake makes: they are never given."""

UNSEALED = tuple(each.name for each in fields(Details) if each.name not in SEALED | OWN)
"""The fields of details that are the same in the clear, sealed and in a view."""

REFERENCES = ("cause", "responsible_unit_id", "subject_staff_id", "previous_id")
"""The fields of details that name something we may not know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainDetails:
    """Details in the clear. `stated` and `stated_of_customer` name the fields that were given.

    `unknown` are references by field that name nothing we know, as they were given; see `references`.
    """

    ground: Ground | None = None
    cause: str | None = None
    line: Line | None = None
    responsible_unit_id: str | None = None
    subject_staff_id: str | None = None
    customer: Customer = field(default_factory=Customer)
    risk_flags: tuple[RiskFlag, ...] = ()
    text: str | None = None
    call_id: str | None = None
    previous_id: str | None = None
    unknown: tuple[tuple[str, str], ...] = ()
    stated: frozenset[str] = frozenset()
    stated_of_customer: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainReporter:
    """The reporter as stated by the person who registers the report: by staff id, or by name, phone and unit.

    The sender of a chat message is stated by their userid, as `staff_id`.
    """

    staff_id: str | None = None
    name: str | None = None
    phone: str | None = None
    unit_id: str | None = None

    @property
    def says_something(self) -> bool:
        """True if any field is filled."""
        return any((self.staff_id, self.name, self.phone, self.unit_id))


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainReport:
    """A report in the clear. `reporter` is None unless it is registered for another person."""

    stage: Stage | None = None
    detected_at: datetime | None = None
    details: PlainDetails
    reporter: PlainReporter | None = None
