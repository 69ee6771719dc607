"""The report that a reporter made a moment ago on the same customer: is it the same matter?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application.ports import Rows
from services.intake.domain.model import Submission
from shared.support.clock import Clock

RECENT = timedelta(minutes=10)
_MOST = 5  # of the newest; read by reporter and time, so that many cases of one customer cost nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierReport:
    """An earlier report of the same reporter on the same customer: nothing is merged, the reporter says what it is."""

    id: str
    number: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """Looks for it, by the blind indexes of the customer."""

    reports: Rows
    clock: Clock

    async def same_customer(self, submission: Submission) -> EarlierReport | None:
        """The newest of the last ten minutes; None for a reporter whom the directory does not know."""
        staff_id, keys = submission.origin.reporter.staff_id, submission.details.customer.search_keys
        if staff_id is None or not keys:
            return None
        since = self.clock.now() - RECENT
        for report in await self.reports.made_by(staff_id, since, _MOST):
            if not keys.isdisjoint(report.details.customer.search_keys):
                return EarlierReport(id=report.id, number=report.number, accepted_at=report.accepted_at)
        return None
