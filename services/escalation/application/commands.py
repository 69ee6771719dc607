"""The commands of escalation, as frozen values. Notes are sealed already."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledge:
    """A leader who was notified steps in (介入)."""

    case_id: str
    actor: Actor
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle:
    """The customer was calmed (化解). Without a note, which says how, it is refused."""

    case_id: str
    actor: Actor
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalate:
    """Notify the next level now (上报)."""

    case_id: str
    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class FileNow:
    """Start the flow now (启动流程)."""

    case_id: str
    actor: Actor
    note: Sealed | None = None
