"""The on-site case: a report on the ladder of leaders until the customer is calmed or the flow starts (Art. 8).

Here is what a case knows. `decisions` returns the events of what people ask, `steps` those of the ladder, `evolve`
applies them, and `obligations` names the timer a case needs. The rules of the ladder are `shared.rules.ladders`.
"""

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.states import LIVE, State
from shared.contracts.base import Sealed
from shared.contracts.escalation import FiledBecause, Ladder, Skipped, ToldAs
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Channel, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A level that was notified. `due_at` is when its step was due; `meant_for` and `office` say whose level it is."""

    level: int
    staff_id: str
    others: tuple[str, ...]
    meant_for: str | None
    office: str | None
    told_as: ToldAs
    skipped: tuple[Skipped, ...]
    due_at: datetime
    told_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        """All staff notified as this level."""
        return (self.staff_id, *self.others)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An on-site case. `step` counts the steps taken; `moved_by` and `moved_at` say who changed the state last."""

    id: str
    number: str
    state: State
    channel: Channel
    stage: Stage
    accepted_at: datetime
    detected_at: datetime
    reporter: Reporter
    registered_by: str | None
    details: Details
    ladder: Ladder
    step: int
    next_due_at: datetime | None
    told: tuple[Told, ...] = ()
    moved_by: str | None = None
    moved_at: datetime
    settled_note: Sealed | None = None
    filed_at: datetime | None = None
    filed_because: FiledBecause | None = None
    filed_skipped: tuple[Skipped, ...] = ()
    informed: tuple[str, ...] = ()
    duty_desk: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        """True while a clock runs: neither settled nor filed."""
        return self.state in LIVE

    @property
    def level(self) -> int:
        """The level notified last; 0 while calming."""
        return self.told[-1].level if self.told else 0

    @property
    def told_staff(self) -> tuple[str, ...]:
        """All staff notified so far, in order."""
        return tuple(staff_id for told in self.told for staff_id in told.everyone)
