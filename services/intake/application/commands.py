"""Everything intake can be asked, as frozen values. Personal data is sealed before it comes here."""

from collections.abc import Callable
from dataclasses import dataclass

from services.intake.domain.model import Change, Report, Submission
from shared.platform.identity.actor import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmitReport:
    """Accept this report."""

    submission: Submission


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendReport:
    """Add to, or correct, the details of a report. `actor` is None for a reporter nobody knows, amending by WeCom."""

    case_id: str
    actor: Actor | None
    change: Change


AmendmentOf = Callable[[Report], AmendReport]
"""The amendment of a report as it stands when it is amended: for adding to what is there."""
