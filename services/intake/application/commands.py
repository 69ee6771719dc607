"""Commands to intake, as frozen values. Personal data is sealed before it comes here.

Accepting a report is the command `Submission` of the domain; revealing its data is `shared.platform.privacy.revealing`.
"""

from dataclasses import dataclass

from services.intake.domain.model import Change
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendReport:
    """Add to the details of a report, or correct them. `actor` is None for a WeCom sender unknown to the directory."""

    case_id: str
    actor: Actor | None
    change: Change
