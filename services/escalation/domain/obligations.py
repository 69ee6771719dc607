"""What a case owes next, and the step that is due: an on-site case has one clock.

Time decides, never the ticker: before a command is judged, `due` is applied in the same commit, by the same function
that a fired timer uses. At exactly its due time the step wins.
"""

from datetime import datetime

from services.escalation.domain.model import Case
from services.escalation.domain.steps import take_step
from shared.contracts.base import Event
from shared.rules.directory import Directory
from shared.rules.ladders.due import is_due
from shared.rules.obligation import Obligation

STEP = "step"
"""The one kind of timer a case has: its next step."""


def obligations(case: Case) -> tuple[Obligation, ...]:
    """The next step of a live case."""
    if not case.live or case.next_due_at is None:
        return ()
    return (Obligation(STEP, case.next_due_at, f"{case.step + 1}"),)


def due(case: Case, *, now: datetime, directory: Directory) -> tuple[Event, ...]:
    """The events of the step that is due at `now`, if one is; stamped late if it comes late.

    At most one step: after a late one the next is due its full time after `now`, after one on time (at most 30 seconds
    late) its full time after the due time. So an outage does not run through several levels at once.
    """
    if case.next_due_at is None or not is_due(case.next_due_at, now):
        return ()
    return take_step(case, now=now, directory=directory)
