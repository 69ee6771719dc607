"""The on-site case: a report on the ladder of leaders until the customer is calmed or the flow starts (Art. 8).

Here is what a case knows. `decisions` returns the events of what people ask, `steps` those of the ladder, `evolve`
applies them, and `obligations` names the timer a case needs. The rules of the ladder are `shared.rules.ladders`.
"""

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.states import LIVE, State
from shared.contracts.base import Sealed
from shared.contracts.escalation import (
    ComplaintMark,
    FiledBecause,
    Ladder,
    OnSiteAct,
    OnSiteDeed,
    Skipped,
    ToldAs,
)
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Channel, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A level that was notified. `due_at` is when its step was due; `meant_for` and `office` say whose level it is.

    `also_told` stand in for its leader since then; the next level does not skip them.
    """

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
    also_told: tuple[str, ...] = ()

    @property
    def meant(self) -> tuple[str, ...]:
        """The staff notified when the step was taken; the next level skips them."""
        return (self.staff_id, *self.others)

    @property
    def everyone(self) -> tuple[str, ...]:
        """All staff notified as this level."""
        return (*self.meant, *self.also_told)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An on-site case. `step` counts the steps taken; `moved_by` and `moved_at` say who changed the state last.

    `informed` and `duty_desk` were notified without being a level; they may read. `on_site` is what people did, in
    order, with their words.
    """

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
    on_site: tuple[OnSiteAct, ...] = ()
    complaints: tuple[ComplaintMark, ...] = ()
    erased_at: datetime | None = None

    @property
    def live(self) -> bool:
        """True while a clock runs: neither settled nor filed, nor erased."""
        return self.state in LIVE and self.erased_at is None

    @property
    def level(self) -> int:
        """The level notified last; 0 while calming."""
        return self.told[-1].level if self.told else 0

    @property
    def told_staff(self) -> tuple[str, ...]:
        """All staff notified as a level so far, in order, each once."""
        return tuple(dict.fromkeys(staff_id for told in self.told for staff_id in told.everyone))

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The staff that the next level skips, because they are notified already."""
        return tuple(staff_id for told in self.told for staff_id in told.meant)

    def acknowledgements(self, level: int) -> tuple[OnSiteAct, ...]:
        """The acknowledgements of a level, in order."""
        return tuple(a for a in self.on_site if a.deed is OnSiteDeed.ACKNOWLEDGED and a.level == level)
