"""The report that a reporter made a moment ago on the same customer: is it the same matter?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application.ports import Rows
from services.intake.domain.model import Submission
from shared.engine.unit_of_work import Ask

RECENT = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierReport:
    """An earlier report of the same reporter on the same customer: nothing is merged, the reporter says what it is."""

    id: str
    number: str
    accepted_at: datetime


def ask_earlier(rows: Rows, submission: Submission, now: datetime, *, any_customer: bool = False) -> Ask | None:
    """What to ask before this report is accepted; nothing for a reporter whom the directory does not know.

    `any_customer`: a report that names no customer is compared with any of this reporter; else nothing is asked for it.
    """
    staff_id, keys = submission.origin.reporter.staff_id, submission.details.customer.search_keys
    return rows.ask_earlier(staff_id, now - RECENT, keys) if staff_id and (keys or any_customer) else None


def newest(asked: Ask | None) -> EarlierReport | None:
    """The newest report that was found."""
    found = asked.found if asked is not None else ()
    newest = max(found, key=lambda row: row["accepted_at"], default=None)
    return EarlierReport(**newest) if newest is not None else None
