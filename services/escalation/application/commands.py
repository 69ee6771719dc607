"""The commands of escalation, as frozen values. Notes and call ids are sealed already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.contracts.base import Sealed
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class OnCase:
    """A command on a case. With a `call_id` it is given for a person on the phone."""

    case_id: str
    actor: Actor
    call_id: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledge(OnCase):
    """A leader who was notified steps in (介入). With a `level` only if the case is still at it."""

    level: int | None = None
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle(OnCase):
    """The customer was calmed (化解). Without a note, which says how, it is refused."""

    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalate(OnCase):
    """Notify the next level now (上报). `level` is the one that is left; without it the command is refused."""

    level: int | None
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileNow(OnCase):
    """Start the flow now (启动流程)."""

    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkComplaint(OnCase):
    """The customer made a formal complaint. Source and number hold no values of the customer."""

    source: str
    number: str | None
    complained_at: datetime
    sealed: Mapping[str, Sealed | None] = field(default_factory=dict)
