"""Commands to intake, as frozen values. Personal data is sealed before it comes here.

Accepting a report is the command `Submission` of the domain; revealing its data is `shared.platform.privacy.revealing`.
"""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.model import Change
from shared.contracts.base import Sealed
from shared.contracts.intake import PressedAct
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A reporter asks in the chat for something on their case. `pressed_at` is set if the message had to wait."""

    case_id: str
    by: str
    act: PressedAct
    note: Sealed | None
    pressed_at: datetime | None
    delivery: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendReport:
    """Add to the details of a report, or correct them. `actor` is None for a WeCom sender unknown to the directory."""

    case_id: str
    actor: Actor | None
    change: Change
