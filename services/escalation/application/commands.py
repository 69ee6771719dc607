"""Everything escalation can be asked, as frozen values. Notes are sealed before they come here."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledge:
    """A leader who was told steps in (介入处理)."""

    case_id: str
    actor: Actor
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle:
    """The customer was calmed (化解); the note says how."""

    case_id: str
    actor: Actor
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalate:
    """Tell the next level now."""

    case_id: str
    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class FileNow:
    """Start the flow now (启动流程)."""

    case_id: str
    actor: Actor
    note: Sealed | None = None
